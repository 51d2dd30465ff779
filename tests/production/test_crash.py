"""kill -9 at the worst moments: after the restart each command is answered, and twice at most where nobody can know."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress

import aiohttp
import pytest

from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from sandbox.world.people import ANNA
from tests.support.production.process import Production

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
PATIENCE = 30


@pytest.mark.parametrize("point", ["received", "card sent", "exchange claimed", "before send", "after send"])
async def test_a_killed_bot_answers_after_the_restart(there: Production, point: str) -> None:
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    await there.start(DIE_AT=point)
    await tolerant(anna.say("get link"))
    if point not in {"received", "card sent"}:
        await tolerant(anna.settled(lambda: there.process is not None and there.process.returncode is not None, 10))
    assert await there.died() == -9
    await there.start()
    answers = await anna.settled(lambda: len(choices(anna)) > 0, PATIENCE)
    assert answers
    assert 1 <= len(choices(anna)) <= (2 if point == "after send" else 1)

    # Nothing is answered a second time later, and the person is still signed in.
    cards = len(anna.sign_ins)
    await anna.say("get link")
    await anna.settled()
    assert len(anna.sign_ins) == cards


def choices(anna: TeamsClient) -> list[Sent]:
    """The pickers that the person sees."""
    return [sent for sent in anna.seen if "Which appointment?" in str(sent.activity)]


async def tolerant(doing: Awaitable[object]) -> None:
    """A client whose bot dies under its hands gets an error, or no answer."""
    with suppress(aiohttp.ClientError, TimeoutError):
        await doing
