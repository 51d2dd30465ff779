"""The bot knows when it was itself who had no time to listen."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import pytest

from bot.ops.loop_watch import JAMMED_SHARE, LoopWatch, busy_seconds


@dataclass
class Hour:
    """A clock, and how long the loop's thread has been busy."""

    now: float = 100.0
    busy: float = 7.0

    def watch(self) -> LoopWatch:
        return LoopWatch(clock=lambda: self.now, busy=lambda: self.busy)

    async def goes_on(self, watch: LoopWatch, seconds: float, share: float) -> None:
        for _ in range(round(seconds / watch.every)):
            self.now += watch.every
            self.busy += share * watch.every
            await watch()


@pytest.mark.parametrize(
    ("share", "jammed"), [(0.0, False), (JAMMED_SHARE - 0.1, False), (JAMMED_SHARE + 0.1, True), (1.0, True)]
)
async def test_who_is_busy_nearly_all_the_time_does_not_hear(share: float, jammed: bool) -> None:
    hour = Hour()
    watch = hour.watch()
    await hour.goes_on(watch, 5, share)
    assert watch.jammed(3) is jammed


async def test_what_was_before_does_not_count() -> None:
    hour = Hour()
    watch = hour.watch()
    await hour.goes_on(watch, 30, 1.0)
    await hour.goes_on(watch, 4, 0.1)
    assert not watch.jammed(3)
    await hour.goes_on(watch, 3.5, 1.0)
    assert watch.jammed(3)


async def test_nothing_seen_is_no_jam() -> None:
    hour = Hour()
    watch = hour.watch()
    assert not watch.jammed(3)
    await watch()
    assert not watch.jammed(1)


async def test_of_less_than_a_second_nothing_is_said() -> None:
    hour = Hour()
    watch = hour.watch()
    await hour.goes_on(watch, 5, 1.0)
    assert watch.jammed(1)
    assert not watch.jammed(0.5)


async def test_of_a_longer_time_than_is_remembered_that_counts_which_is() -> None:
    hour = Hour()
    watch = hour.watch()
    await hour.goes_on(watch, 60, 1.0)
    assert watch.jammed(3600)


async def test_a_process_that_was_stopped_has_heard_nobody() -> None:
    hour = Hour()
    watch = hour.watch()
    await hour.goes_on(watch, 5, 0.1)
    hour.now += 4  # and it has not run in them
    assert watch.jammed(4)
    await hour.goes_on(watch, 0.5, 0.1)
    assert watch.jammed(4)
    await hour.goes_on(watch, 5, 0.1)
    assert not watch.jammed(4)


async def test_a_real_loop_is_jammed_while_it_works_and_not_while_it_waits() -> None:
    watch = LoopWatch()
    for _ in range(12):
        await watch()
        await asyncio.sleep(watch.every)
    assert not watch.jammed(1)
    await watch()
    ran = time.thread_time()
    while time.thread_time() - ran < 1.1:  # and is not called meanwhile
        pass
    assert watch.jammed(1)


def test_waiting_for_a_processor_counts_as_work() -> None:
    before, ran = busy_seconds(), time.thread_time()
    while time.thread_time() - ran < 0.02:
        pass
    assert busy_seconds() - before >= 0.015
