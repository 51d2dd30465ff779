"""kill -9 at the worst moments: after the restart each command is answered, and twice at most where nobody can know."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from sandbox.world.faults import Ending, Fault
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.production.process import Production

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
TIMEOUT = 30
HELD, HELD_DELIVERED = Fault(ending=Ending.SILENCE), Fault(ending=Ending.SILENCE, delivers=True)
HELD_BACK: dict[str, tuple[Trouble, Fault, dict[str, Any]]] = {
    "card sent": (Trouble.CONNECTOR_FAULT, HELD_DELIVERED, {"where": "card.oauth"}),
    "exchange claimed": (Trouble.ENTRA_FAULT, HELD, {"where": "/token", "person": ANNA.upn}),
    "before send": (Trouble.CONNECTOR_FAULT, HELD, {"where": "card.adaptive"}),
    "after send": (Trouble.CONNECTOR_FAULT, HELD_DELIVERED, {"where": "card.adaptive"}),
}
"""At each point the call that the process dies over."""


async def test_a_bot_killed_before_teams_hears_from_it_answers_after_the_restart(there: Production) -> None:
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    await there.start(DIE_AT="received")
    await tolerant(anna.say("get link"))
    assert await there.died() == -9
    await answered_after_the_restart(there, anna, most=1)


@pytest.mark.parametrize("point", HELD_BACK)
async def test_a_killed_bot_answers_after_the_restart(there: Production, point: str) -> None:
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    await there.start()
    trouble, fault, narrowed = HELD_BACK[point]
    switch = there.microsoft365.troubles.on(trouble, fault, **narrowed)
    await anna.say("get link")
    signing_in = asyncio.create_task(tolerant(anna.settled())) if point != "card sent" else None
    assert await there.killed_at(switch) == -9
    if signing_in:
        signing_in.cancel()
    await answered_after_the_restart(there, anna, most=2 if point == "after send" else 1)


async def answered_after_the_restart(there: Production, anna: TeamsClient, most: int) -> None:
    await there.start()
    await anna.settled(lambda: len(choices(anna)) > 0, TIMEOUT)
    assert 1 <= len(choices(anna)) <= most

    # Nothing is answered a second time later, and the person is still signed in.
    cards = len(anna.sign_ins)
    await anna.say("get link")
    await anna.settled()
    assert len(anna.sign_ins) == cards


def choices(anna: TeamsClient) -> list[Sent]:
    """The pickers that the person sees."""
    return [sent for sent in anna.seen if "Which meeting?" in str(sent.activity)]


async def tolerant(doing: Awaitable[object]) -> None:
    """A client whose bot dies under its hands gets an error, or no answer."""
    with suppress(aiohttp.ClientError, TimeoutError):
        await doing
