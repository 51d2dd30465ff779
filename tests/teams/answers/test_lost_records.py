"""A store that has lost what it held costs nobody an answer that was under way."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Busy
from bot.model import Help, SignInNeeded
from tests.support.fakes import ANNA
from tests.support.teams.answers import Desk, Teams, desk

SCOPES = SignInNeeded(("VirtualAppointment.Read",))


async def turns(number: int = 20) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def at_work(here: Desk, text: str) -> None:
    """Somebody has asked, and the answer takes its time."""
    here.waits[text] = asyncio.Event()
    await here.says(text)
    await turns()


def is_lost(here: Desk) -> None:
    """The store is started again, empty."""
    here.rows._records.clear()
    here.rows._ids.clear()


async def test_what_is_at_work_is_answered_once() -> None:
    here = await desk()
    await at_work(here, "help")
    is_lost(here)
    for _ in range(20):
        here.clock.passes(1)
        await here.room.in_flight.round()
        await here.room.runner.recover()
    here.waits["help"].set()
    await here.settles()
    await here.passes(30)
    assert len(here.teams.sent) == 1
    assert not here.room.in_flight.ids


async def test_an_answer_that_teams_does_not_take_then_is_tried_again() -> None:
    here = await desk(teams=Teams(faults=[lambda: Busy("429")]))
    await at_work(here, "help")
    is_lost(here)
    here.waits["help"].set()
    await here.settles()
    assert here.teams.sent == []
    await here.passes(10)
    assert len(here.teams.sent) == 1
    await here.passes(30)
    assert (len(here.teams.sent), len(here.asked)) == (1, 2)


@pytest.mark.parametrize("lost", [True, False])
async def test_who_must_sign_in_then_gets_a_card_that_works(lost: bool) -> None:
    here = await desk()
    here.replies["link"] = SCOPES
    await at_work(here, "link")
    if lost:
        is_lost(here)
    here.waits["link"].set()
    await here.settles()
    await here.passes(5)
    assert len(here.teams.sent) == 1
    (waiting,) = await here.records.waiting(ANNA)
    here.replies["link"] = Help()
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.room.runner.go_on(claimed)
    await here.settles()
    assert len(here.teams.sent) == 2
