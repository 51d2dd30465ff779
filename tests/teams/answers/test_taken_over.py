"""What another process has taken over, or what was left to it at the end, is not sent by this one as well."""

from __future__ import annotations

import asyncio
from inspect import signature
from typing import Any

import pytest

from bot.errors import Busy
from bot.ops.clock import steady
from bot.records.approvals import REFUSED, Approvals
from bot.storage import open_store
from bot.teams.answers import build
from tests.support.fakes import NOW, TENANT, command
from tests.support.teams.answers import Desk, desk

AT_ONCE = 0.02  # seconds in which what can be done now is done


class Hesitating:
    """A store that takes its time to find something, or cannot."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.knows = asyncio.Event()
        self.knows.set()
        self.fails = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def find(self, *args: Any) -> Any:
        await self.knows.wait()
        if self.fails:
            raise Busy("the SQLite file is locked")
        return await self.store.find(*args)


async def at_work(here: Desk) -> asyncio.Event:
    """Somebody has asked, and the answer takes its time: until the event is set."""
    here.waits["help"] = asyncio.Event()
    await here.says("help")
    await asyncio.sleep(AT_ONCE)
    return here.waits["help"]


async def answered_by(other: Desk) -> None:
    await other.room.runner.recover()
    await other.settles()
    assert len(other.teams.sent) == 1


@pytest.mark.parametrize("fails", [False, True])
async def test_nothing_is_sent_while_it_is_not_known_whose_it_is(fails: bool) -> None:
    stores: list[Hesitating] = []

    def hesitating(store: Any) -> Any:
        stores.append(Hesitating(store))
        return stores[-1]

    here = await desk(around=hesitating)
    (store,) = stores
    answer = await at_work(here)
    await answered_by(await here.after_a_crash())  # this process has not run for six seconds
    store.fails = fails
    if not fails:
        store.knows.clear()
    renewing = asyncio.create_task(here.room.in_flight.round())
    await asyncio.sleep(AT_ONCE)
    answer.set()
    await asyncio.sleep(AT_ONCE)
    store.fails = False
    store.knows.set()
    await asyncio.gather(renewing, return_exceptions=True)
    await here.settles()
    assert len(here.teams.sent) == 1


async def test_who_is_told_of_an_approval_by_another_process_is_not_told_by_this_one_as_well() -> None:
    """It is owned by the tenant, and asked for by the person."""
    here = await desk()
    waiting = Approvals(here.store, lambda: NOW)
    await waiting.wait(command("get link"), REFUSED)
    await waiting.approved(TENANT)
    questions = [await at_work(here), await at_work(here)]  # what is to be told waits behind them
    await here.room.runner.recover()
    other = await here.after_a_crash()
    await other.room.runner.recover()
    await other.settles()
    assert len(other.teams.sent) == 3
    await here.room.in_flight.round()
    for question in questions:
        question.set()
    await here.settles()
    assert len(here.teams.sent) == 3


async def test_what_is_left_to_the_next_process_at_the_end_is_not_sent_by_this_one() -> None:
    here = await desk()
    answer = await at_work(here)
    await here.room.stop(AT_ONCE)
    await answered_by(await desk(rows=here.rows, clock=here.clock, teams=here.teams))
    answer.set()
    await asyncio.sleep(AT_ONCE)
    assert len(here.teams.sent) == 1


def test_leases_are_counted_on_one_clock_wherever_they_are_looked_at() -> None:
    """One that goes on while the machine is suspended: by then another process may have taken everything over."""
    clocks = (signature(build).parameters["clock"], signature(open_store).parameters["ticks"])
    assert {parameter.default for parameter in clocks} == {steady}
