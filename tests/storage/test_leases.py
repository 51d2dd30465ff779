"""Whoever is at a command is left to it; whoever has left it, or died over it, has a successor, on any clock."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports import CommandRecord, Store
from bot.storage import open_store
from tests.support.storage import KEYRING, Clock, Opened

ANNA, CHAT = "tenant/anna", "a:1"
HOUR = 3600.0


async def recorded(store: Store, key: str = "k") -> CommandRecord:
    record = await store.record(key, ANNA, CHAT, b"command", lease=6, keep=24 * HOUR)
    assert record
    return record


class TestAtWork:
    async def test_late_work_of_our_own_is_never_taken_for_a_dead_process(self, store: Store, clock: Clock) -> None:
        record = await recorded(store)
        clock.passes(60)
        assert await store.take_over(lease=6, limit=20, at_work=[record.id]) == []
        assert [one.id for one in await store.take_over(lease=6, limit=20)] == [record.id]

    async def test_a_renewal_tells_what_is_still_ours(self, instances: Opened, clock: Clock) -> None:
        async with instances() as one, instances() as two:
            kept, lost, done = [await recorded(one, key) for key in "123"]
            await one.done(done.id)
            clock.passes(3)
            await one.renew([kept.id], lease=6)
            clock.passes(4)
            assert [record.id for record in await two.take_over(lease=6, limit=20)] == [lost.id]
            assert await one.renew([kept.id, lost.id, done.id, "unknown"], lease=6) == {kept.id}
            assert await two.renew([lost.id], lease=6) == {lost.id}

    async def test_a_question_of_a_command_that_was_taken_over_is_not_written_down(
        self, instances: Opened, clock: Clock
    ) -> None:
        async with instances() as one, instances() as two:
            record = await recorded(one)
            clock.passes(6)
            await two.take_over(lease=6, limit=20)
            await one.await_sign_in(record, b"late", lease=6, keep=600)
            assert await two.find(record.id, ANNA) == "running"


class TestPostponed:
    async def test_it_is_due_after_its_delay_for_whoever_comes_and_counts_no_death(
        self, store: Store, clock: Clock
    ) -> None:
        record = await recorded(store)
        assert await store.postpone(record, b"tried once", delay=15)
        clock.passes(14)
        assert await store.take_over(lease=6, limit=20) == []
        clock.passes(1)
        [again] = await store.take_over(lease=6, limit=20)
        assert (again.id, again.value, again.attempt) == (record.id, b"tried once", 1)

    async def test_what_another_process_has_taken_over_cannot_be_postponed(
        self, instances: Opened, clock: Clock
    ) -> None:
        async with instances() as one, instances() as two:
            record = await recorded(one)
            clock.passes(6)
            await two.take_over(lease=6, limit=20)
            assert not await one.postpone(record, b"late", delay=1)
            clock.passes(5)
            assert await two.renew([record.id], lease=6) == {record.id}

    async def test_what_is_done_cannot_be_postponed(self, store: Store) -> None:
        record = await recorded(store)
        await store.done(record.id)
        assert not await store.postpone(record, b"late", delay=1)

    async def test_a_sign_in_that_comes_meanwhile_goes_on_with_it(self, store: Store) -> None:
        record = await recorded(store)
        await store.await_sign_in(record, b"asked", lease=6, keep=600)
        await store.postpone(record, b"asked", delay=60)
        assert await store.resume(record.id, ANNA, CHAT, lease=6)

    async def test_those_due_longest_come_first(self, store: Store, clock: Clock) -> None:
        for key, delay in (("1", 30), ("2", 10), ("3", 20)):
            await store.postpone(await recorded(store, key), key.encode(), delay=delay)
        clock.passes(60)
        found = [(await store.take_over(lease=60, limit=1))[0].value for _ in range(3)]
        assert found == [b"2", b"3", b"1"]


class TestLetGo:
    async def test_a_process_that_stops_leaves_its_commands_to_the_next_at_once(self, instances: Opened) -> None:
        async with instances() as one, instances() as two:
            record, others = await recorded(one), await recorded(two, "others")
            await one.let_go()
            found = await two.take_over(lease=6, limit=20, at_work=[others.id])
            assert [(left.id, left.attempt) for left in found] == [(record.id, 1)]


class TestClocks:
    async def test_a_clock_that_is_set_back_keeps_no_command_of_a_dead_process(
        self, opened: Opened, clock: Clock
    ) -> None:
        async with opened() as one:
            record = await recorded(one)
        clock.is_set(-HOUR)
        clock.passes(6)
        async with opened() as two:
            assert [left.id for left in await two.take_over(lease=6, limit=20)] == [record.id]

    async def test_a_clock_that_is_set_forward_takes_no_command_from_a_living_one(
        self, opened: Opened, clock: Clock
    ) -> None:
        async with opened() as one, opened() as two:
            await recorded(one)
            clock.is_set(HOUR)
            assert await two.take_over(lease=6, limit=20) == []

    async def test_after_a_restart_of_the_machine_leases_and_delays_count_as_over(
        self, opened: Opened, clock: Clock
    ) -> None:
        async with opened() as one:
            await recorded(one)
            await one.postpone(await recorded(one, "postponed"), b"x", delay=60)
        clock.tick = 20.0
        async with opened() as two:
            assert len(await two.take_over(lease=6, limit=20)) == 2


async def test_a_large_sweep_goes_in_steps_to_its_end(
    instances: Opened, clock: Clock, left: Callable[[int], int]
) -> None:
    async with instances() as store:
        for number in range(1_100):
            await store.put("start", str(number), b"x", keep=60)
        clock.passes(60)
        assert await store.sweep() == left(1_100)
        assert await store.sweep() == 0


async def test_the_ticks_are_the_machines_unless_they_are_given(clock: Clock) -> None:
    store = open_store("memory://", KEYRING, clock)
    await store.open()
    record = await recorded(store)
    assert await store.take_over(lease=6, limit=20) == []
    await store.postpone(record, b"x", delay=0)
    assert len(await store.take_over(lease=6, limit=20)) == 1
    await store.close()
