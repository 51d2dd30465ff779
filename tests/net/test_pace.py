"""No more is sent than Teams takes: in time where that is soon, later where it is not, and everybody in turn."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Sequence

import pytest

from bot.net.pace import SLOWER_FOR, Pace
from bot.ops.budgets import USUAL_RATES, Windows
from tests.support.fakes import UNPACED


class Time:
    """A clock that goes on when nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._asleep: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = itertools.count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        up = asyncio.Event()
        heapq.heappush(self._asleep, (self.now + seconds, next(self._numbers), up))
        await up.wait()

    async def passes(self) -> None:
        while self._asleep:
            self.now, _, up = heapq.heappop(self._asleep)
            up.set()
            for _ in range(5):
                await asyncio.sleep(0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pace(time: Time) -> Pace:
    """Teams has said that it takes no more."""
    paced = Pace(clock=time, sleep=time.sleep)
    for tenant in ("t", "another"):
        paced.refused(tenant, "a")
    return paced


async def sent(pace: Pace, time: Time, wishes: Sequence[tuple[str, str]]) -> list[tuple[float, str]]:
    """Who wants to send what at once: when each was sent, and where; those that were put off come again."""
    done: list[tuple[float, str]] = []

    async def send(tenant: str, conversation: str) -> None:
        while later := await pace.turn(tenant, conversation):
            await time.sleep(later)
        done.append((time.now - 1000, conversation))

    tasks = [asyncio.create_task(send(*wish)) for wish in wishes]
    for _ in range(5):
        await asyncio.sleep(0)
    await time.passes()
    await asyncio.gather(*tasks)
    return done


def most_in(moments: Sequence[float], seconds: float) -> int:
    return max(sum(first <= moment < first + seconds - 1e-9 for moment in moments) for first in moments)


def within(moments: Sequence[float], windows: Windows) -> bool:
    return all(most_in(moments, seconds) <= most for most, seconds in windows)


async def test_what_is_written_now_and_then_is_sent_at_once(pace: Pace, time: Time) -> None:
    assert await sent(pace, time, [("t", "a")] * 7) == [(0.0, "a")] * 7


async def test_a_conversation_never_gets_more_than_teams_takes(pace: Pace, time: Time) -> None:
    moments = [moment for moment, _ in await sent(pace, time, [("t", "a")] * 100)]
    assert within(moments, USUAL_RATES.conversation)
    assert max(moments) < 60, "and not much less either"


async def test_a_tenant_never_gets_more_than_teams_takes_and_everybody_has_their_turn(pace: Pace, time: Time) -> None:
    wishes = [("t", f"chat {number}") for number in range(200)]
    done = await sent(pace, time, wishes)
    assert within([moment for moment, _ in done], USUAL_RATES.tenant)
    assert [where for _, where in done[:100]] == [where for _, where in wishes[:100]]
    assert max(moment for moment, _ in done) == pytest.approx(3.0)


async def test_one_busy_conversation_delays_no_other_one(pace: Pace, time: Time) -> None:
    done = await sent(pace, time, [*[("t", "busy")] * 60, ("t", "quiet"), ("t", "quiet")])
    assert [moment for moment, where in done if where == "quiet"] == [0.0, 0.0]


async def test_one_busy_tenant_delays_no_other_one(pace: Pace, time: Time) -> None:
    done = await sent(pace, time, [*[("t", f"chat {number}") for number in range(300)], ("another", "quiet")])
    assert [moment for moment, where in done if where == "quiet"] == [0.0]


async def test_who_would_wait_too_long_is_told_when_to_come_again(pace: Pace, time: Time) -> None:
    turns = [asyncio.create_task(pace.turn("t", "a")) for _ in range(40)]
    await asyncio.sleep(0)
    await time.passes()
    later = [turn for turn in await asyncio.gather(*turns) if turn]
    assert later
    assert all(wait > USUAL_RATES.longest for wait in later)
    assert time.now - 1000 <= USUAL_RATES.longest


async def test_typing_takes_no_messages_place(pace: Pace, time: Time) -> None:
    assert pace.take_if_free("t", "a")
    await sent(pace, time, [("t", "a")] * 6)
    assert not pace.take_if_free("t", "a")
    assert pace.take_if_free("t", "b")


async def test_without_rates_nobody_waits(time: Time) -> None:
    done = await sent(Pace(UNPACED, time, time.sleep), time, [("t", "a")] * 500)
    assert {moment for moment, _ in done} == {0.0}


async def test_before_teams_has_refused_any_and_long_after_nobody_waits(time: Time) -> None:
    pace = Pace(clock=time, sleep=time.sleep)
    assert {moment for moment, _ in await sent(pace, time, [("t", "a")] * 100)} == {0.0}
    pace.refused("t", "a")
    assert max(moment for moment, _ in await sent(pace, time, [("t", "b")] * 100)) > 0
    time.now += SLOWER_FOR
    began = time.now - 1000
    assert {moment for moment, _ in await sent(pace, time, [("t", "b")] * 100)} == {began}
    assert pace.take_if_free("t", "a")
