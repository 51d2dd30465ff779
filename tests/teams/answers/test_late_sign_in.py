"""Who signs in at the last moment has their answer, however often it has to be tried from then on."""

from __future__ import annotations

from bot.errors import Busy, Service
from bot.model import Help, SignInNeeded
from bot.records import Claimed
from tests.support.fakes import ANNA
from tests.support.teams.answers import Desk, desk

LAST_MOMENT = 14 * 60 + 58  # seconds of the quarter of an hour for which a command waits


async def signed_in_late(here: Desk) -> Claimed:
    """Somebody has read the sign-in card, and signs in just in time."""
    here.replies["link"] = SignInNeeded(("VirtualAppointment.Read",))
    await here.says("link")
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    await here.passes(LAST_MOMENT)
    here.replies["link"] = Help()
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    return claimed


async def test_an_answer_that_teams_does_not_take_at_once_comes_all_the_same() -> None:
    here = await desk()
    claimed = await signed_in_late(here)
    here.teams.faults = [lambda: Busy("429", service=Service.TEAMS, retry_after=20)]
    here.room.runner.go_on(claimed)
    await here.settles()
    await here.passes(60)
    assert len(here.teams.sent) == 2


async def test_a_process_that_dies_then_leaves_it_to_the_next_one() -> None:
    here = await desk()
    await signed_in_late(here)
    other = await here.after_a_crash()
    await other.passes(10)
    assert len(other.teams.sent) == 2
