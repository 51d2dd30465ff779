"""A rush comes in by the door a few at a time, the newest and the oldest by turns; where there is none nobody waits."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from bot.net.door import A_TURN, CROWD, IN_A_CROWD, Door
from bot.net.gate import RUSH


def knocks(door: Door, count: int, entered: list[int]) -> None:
    """So many come at once; `entered` has their numbers in the order in which they come in."""
    for number in range(count):
        if door.let_in_now():
            entered.append(number)
        else:
            door.wait(lambda number=number: entered.append(number))  # type: ignore[misc]


async def test_nobody_waits_alone() -> None:
    door = Door()
    for _ in range(3):
        assert door.let_in_now()
        await asyncio.sleep(0)
        await asyncio.sleep(0)


async def test_each_turn_of_the_loop_lets_a_few_of_a_crowd_in_from_both_ends() -> None:
    entered: list[int] = []
    knocks(Door(), 500, entered)
    seen = [len(entered)]
    while len(entered) < 500 - CROWD:
        await asyncio.sleep(0)
        seen.append(len(entered))
    assert seen[0] == A_TURN
    assert {after - before for before, after in pairwise(seen)} == {IN_A_CROWD}
    assert entered[A_TURN : A_TURN + 4] == [499, A_TURN, 498, A_TURN + 1]


async def test_where_no_crowd_waits_turns_are_long() -> None:
    entered: list[int] = []
    knocks(Door(), A_TURN + CROWD, entered)
    for _ in range(1 + CROWD // A_TURN):
        await asyncio.sleep(0)
    assert len(entered) == A_TURN + CROWD


async def test_whoever_comes_behind_five_hundred_is_heard_in_the_next_turn() -> None:
    door, entered = Door(), list[int]()
    knocks(door, 500, entered)
    late: list[str] = []
    door.wait(lambda: late.append("anna"))
    await asyncio.sleep(0)
    assert late == ["anna"]
    assert len(entered) == A_TURN + IN_A_CROWD - 1


async def test_the_first_of_a_rush_is_heard_however_many_come_after_it() -> None:
    door, entered = Door(), list[int]()
    knocks(door, 200, entered)
    for _ in range(400):
        door.wait(lambda: None)
        door.wait(lambda: None)
        await asyncio.sleep(0)
    assert sorted(entered) == list(range(200))


async def test_a_rush_is_where_somebody_has_waited() -> None:
    time = [0.0]
    door = Door(lambda: time[0])
    assert not door.rush()
    knocks(door, A_TURN + 2, [])
    assert door.waiting == 2
    assert not door.rush()
    time[0] += RUSH * 1.1
    assert door.rush()
    for _ in range(3):
        await asyncio.sleep(0)
    assert not door.rush()
    assert not door.waiting


async def test_one_that_fails_on_entering_keeps_nobody_else_at_the_door() -> None:
    door, entered, told = Door(), list[int](), list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context["exception"]))
    knocks(door, A_TURN, entered)

    def fails() -> None:
        raise ValueError

    door.wait(fails)
    for number in range(A_TURN, A_TURN + 4):
        door.wait(lambda number=number: entered.append(number))  # type: ignore[misc]
    door.wait(fails)  # the newest, and so the first
    for _ in range(12):
        await asyncio.sleep(0)
    assert sorted(entered) == list(range(A_TURN + 4))
    assert len(told) == 2
