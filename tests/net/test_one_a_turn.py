"""In a rush of long pieces of work each turn of the loop has one of them, and all others are heard in between."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.errors import Busy
from bot.net.one_a_turn import OneATurn

LATER = 60.0


def soon(seconds: float = LATER) -> float:
    return asyncio.get_running_loop().time() + seconds


class Rush:
    """So many pieces of work that are ready at once, each in `parts`; `done` has their numbers as they come."""

    def __init__(self, turns: OneATurn, count: int, parts: int = 1) -> None:
        self.done: list[int] = []
        self.tasks = [asyncio.create_task(self._one(turns, number, parts)) for number in range(count)]

    async def _one(self, turns: OneATurn, number: int, parts: int) -> None:
        for part in range(parts):
            await turns.turn(soon(), begun=part > 0)
            self.done.append(number)


async def test_each_turn_of_the_loop_has_one_of_them_and_all_come_in_order() -> None:
    rush, seen = Rush(OneATurn(), 50), [0]
    while len(rush.done) < 50:
        await asyncio.sleep(0)
        seen.append(len(rush.done))
    assert max(after - before for before, after in pairwise(seen)) == 1
    assert rush.done == [*range(50)]


async def test_what_has_begun_is_finished_before_anything_else_begins() -> None:
    rush = Rush(OneATurn(), 5, parts=3)
    await asyncio.gather(*rush.tasks)
    assert rush.done == [number for number in range(5) for _ in range(3)]


async def test_who_is_alone_waits_for_nothing() -> None:
    turns = OneATurn()
    waiting = turns.turn(soon())
    with pytest.raises(StopIteration):
        waiting.send(None)
    assert turns.is_crowded
    await asyncio.sleep(0)
    assert not turns.is_crowded


async def test_who_has_none_in_time_is_told_that_the_bot_is_busy() -> None:
    turns = OneATurn()
    await turns.turn(soon())
    with pytest.raises(Busy) as raised:
        await turns.turn(soon(-1))
    assert raised.value.service == "bot"


async def test_whoever_is_gone_holds_up_nobody() -> None:
    rush = Rush(OneATurn(), 6)
    await asyncio.sleep(0)
    for gone in rush.tasks[2:4]:
        gone.cancel()
    await asyncio.gather(*rush.tasks, return_exceptions=True)
    assert rush.done == [0, 1, 4, 5]
