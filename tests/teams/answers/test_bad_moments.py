"""A store that has a bad moment: what comes meanwhile is kept, and what was answered is noted later."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, cast

from bot.errors import Busy
from bot.model import User
from bot.ports import Store
from bot.teams.answers.not_written import GIVE_UP_AFTER
from bot.teams.answers.turns import Bounds
from tests.support.fakes import ANNA
from tests.support.storage import Clock
from tests.support.teams.answers import Moody, desk, words


class TestStore:
    async def test_what_comes_while_the_store_has_a_bad_moment_is_kept_and_answered_after_it(self) -> None:
        moody: list[Moody] = []

        def around(store: Any) -> Any:
            moody.append(Moody(store))
            return moody[0]

        here = await desk(around=around)
        moody[0].bad = True
        for id in ("1", "2", "2"):
            await here.says("help", id=id)
        for _ in range(20):
            await asyncio.sleep(0)
        assert "Your question is not lost" in words(here.teams.sent[0])
        assert here.asked == []
        moody[0].bad = False
        await here.settles()
        assert len(here.asked) == 2
        assert (
            len([activity for activity in here.teams.sent if "Your question is not lost" not in words(activity)]) == 2
        )

    async def test_an_answer_that_cannot_be_noted_is_noted_later_and_not_sent_again(self) -> None:
        moody: list[Moody] = []

        def around(store: Any) -> Any:
            moody.append(Moody(store))
            return moody[0]

        here = await desk(around=around)
        here.teams.holds = asyncio.Event()
        await here.says("help")
        moody[0].bad = True
        here.teams.holds.set()
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(here.teams.sent) == 1
        moody[0].bad = False
        await here.settles()
        await here.passes(60)
        assert (len(here.asked), len(here.teams.sent)) == (1, 1)
        there = await here.after_a_crash()
        await there.room.runner.recover()
        await there.settles()
        assert len(there.teams.sent) == 1


async def test_who_was_promised_an_answer_that_cannot_come_hears_so_however_many_waited() -> None:
    stores: list[Moody] = []

    def around(store: Store) -> Store:
        stores.append(Moody(store))
        return cast("Store", stores[0])

    clock = Clock()

    async def a_minute(_seconds: float) -> None:
        clock.passes(60)
        await asyncio.sleep(0)

    here = await desk(bounds=Bounds(pause=a_minute), clock=clock, around=around)
    stores[0].bad = True  # for longer than a quarter of an hour
    people = [User(ANNA.tenant_id, f"person-{n}") for n in range(20)]
    for person in people:
        await here.says("help", person)
    await here.settles()
    assert clock.now - Clock().now < 4 * GIVE_UP_AFTER  # one for all, and not one after the other
    told = [words(message) for message in here.teams.sent]
    assert sum("too much to do" in said for said in told) == len(people)
    assert here.metrics.answers.values["personal", "given_up"] == len(people)


async def test_who_was_promised_an_answer_hears_that_it_is_lost_when_the_bot_is_stopped_meanwhile() -> None:
    stores: list[Moody] = []

    def around(store: Store) -> Store:
        stores.append(Moody(store))
        return cast("Store", stores[0])

    here = await desk(bounds=Bounds(), around=around)
    stores[0].bad = True
    await here.says("help")
    with suppress(Busy):  # nor does it take the leases back
        await here.room.stop(0.1)
    promised, lost = map(words, here.teams.sent)
    assert "Your question is not lost" in promised
    assert "ask again" in lost
    assert here.metrics.answers.values["personal", "given_up"] == 1


async def test_who_was_told_that_it_is_lost_has_no_answer_besides_where_the_store_is_better_in_that_moment() -> None:
    stores: list[Moody] = []

    def around(store: Store) -> Store:
        stores.append(Moody(store))
        return cast("Store", stores[0])

    here = await desk(bounds=Bounds(pause=lambda _seconds: asyncio.sleep(0)), around=around)
    stores[0].bad = True
    people = [User(ANNA.tenant_id, f"person-{n}") for n in range(5)]
    for person in people:
        await here.says("help", person)
    stores[0].bad, stores[0].slow = False, asyncio.Event()  # the first one is being written
    for _ in range(20):
        await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.2, stores[0].slow.set)
    await here.room.stop(0.1)
    assert sum("ask again" in words(message) for message in here.teams.sent) == len(people)
    there = await here.after_a_crash()
    await there.room.runner.recover()
    await there.settles()
    assert len(there.asked) <= 1  # which nobody knew
