"""A rush passes the gate a few at a time and in order; where there is none nobody waits, and never for ever."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from bot.net.fair_queue import QueueLimits
from bot.net.gate import Gate

LONGEST = 2.0


class Rush:
    """So many who wish to pass; `passed` has their numbers in order, `refused` those of the others."""

    def __init__(self, gate: Gate, count: int) -> None:
        self.passed: list[int] = []
        self.refused: list[int] = []
        self.tasks = [asyncio.create_task(self._one(gate, number)) for number in range(count)]

    async def _one(self, gate: Gate, number: int) -> None:
        (self.passed if await gate.enter(str(number)) else self.refused).append(number)


async def test_nobody_waits_alone() -> None:
    gate, passed = Gate(), []
    for _ in range(3):
        entering = gate.enter("anna")
        try:
            entering.send(None)
        except StopIteration as at_once:
            passed.append(at_once.value)
        await asyncio.sleep(0)
    assert passed == [True] * 3


async def test_each_turn_of_the_loop_lets_a_few_in_and_all_pass_in_order() -> None:
    rush, seen = Rush(Gate(QueueLimits(at_work=3)), 20), [0]
    while len(rush.passed) < 20:
        await asyncio.sleep(0)
        seen.append(len(rush.passed))
    assert max(after - before for before, after in pairwise(seen)) <= 3
    assert rush.passed == list(range(20))


async def test_beyond_a_full_queue_there_is_no_turn() -> None:
    rush = Rush(Gate(QueueLimits(at_work=1, waiting=5)), 20)
    await asyncio.gather(*rush.tasks)
    assert rush.passed == [0, 1, 2, 3, 4, 5]
    assert len(rush.refused) == 14


async def test_who_has_waited_too_long_is_sent_away_and_nobody_queues_behind_them() -> None:
    time = [0.0]
    gate = Gate(QueueLimits(at_work=1), longest=LONGEST, clock=lambda: time[0])
    first = Rush(gate, 60)
    await asyncio.sleep(0)
    time[0] += LONGEST + 0.1
    assert not await gate.enter("anna")
    await asyncio.gather(*first.tasks)
    assert len(first.passed) < 10
    assert len(first.passed) + len(first.refused) == 60
    assert await gate.enter("anna")


async def test_the_third_request_of_many_people_waits_for_no_whole_rounds() -> None:
    """In a rush in which each turn takes a tenth of a second, everybody hears something in time."""
    time, waited = [0.0], list[float]()
    gate = Gate(QueueLimits(at_work=1), longest=LONGEST, clock=lambda: time[0])

    async def one(who: str) -> None:
        began = time[0]
        await gate.enter(who)
        waited.append(time[0] - began)

    asking = [asyncio.create_task(one(str(number % 50))) for number in range(150)]
    while len(waited) < 150:
        await asyncio.sleep(0)
        time[0] += 0.1
    await asyncio.gather(*asking)
    assert max(waited) <= LONGEST + 1.5


async def test_who_has_gone_takes_nobodys_turn() -> None:
    rush = Rush(Gate(QueueLimits(at_work=1)), 5)
    await asyncio.sleep(0)
    for task in rush.tasks[1:3]:
        task.cancel()
    await asyncio.gather(*rush.tasks, return_exceptions=True)
    assert rush.passed == [0, 3, 4]


async def test_one_person_in_a_rush_keeps_nobody_waiting_and_has_only_so_many_places() -> None:
    gate = Gate(QueueLimits(at_work=1, waiting_each=30))
    order: list[str] = []

    async def one(who: str) -> None:
        order.append(who if await gate.enter(who) else f"{who} has no place")

    await asyncio.gather(*(one(who) for who in ["anna"] * 40 + ["ben", "carla"]))
    assert order.count("anna has no place") == 9
    assert max(order.index("ben"), order.index("carla")) - order.index("anna") <= 9 + 4


async def test_a_rush_of_one_tenant_neither_fills_the_room_for_another_nor_makes_it_wait() -> None:
    time, order = [0.0], list[str]()
    gate = Gate(QueueLimits(at_work=1, waiting=60), longest=LONGEST, clock=lambda: time[0])

    async def one(who: str) -> None:
        order.append(who if await gate.enter(who) else f"{who} has no place")

    rush = [asyncio.create_task(one(f"big/{number}")) for number in range(80)]
    await asyncio.sleep(0)
    assert sum("no place" in who for who in order) == 19
    time[0] += LONGEST + 0.1
    await one("small/dora")
    assert sum("no place" not in who for who in order) <= 4
    assert order[-1] == "small/dora"
    await asyncio.gather(*rush)
