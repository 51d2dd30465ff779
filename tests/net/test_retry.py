"""Trying again: a little longer each time, not before the moment that was asked for, and never beyond the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.net.retry import Retry
from bot.net.session import OWN_CONNECTION


class Service:
    """Gives these outcomes one after the other: None is a good one, a number asks to wait so many seconds."""

    def __init__(self, *outcomes: float | None) -> None:
        self.outcomes = list(outcomes)
        self.asked = 0
        self.pauses: list[float] = []

    async def action(self) -> float | None:
        self.asked += 1
        return self.outcomes.pop(0) if self.outcomes else None

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def tried(service: Service, *, seconds: float = 60.0, tries: int = 6, least: int = 1) -> float | None:
    retry = Retry(0.4, tries, least, sleep=service.sleep, jitter=lambda: 0.5)
    return await retry(service.action, lambda outcome: outcome, asyncio.get_running_loop().time() + seconds)


@pytest.mark.parametrize(
    ("outcomes", "pauses"),
    [
        ([], []),
        ([0.0, 0.0, 0.0], [0.4, 0.8, 1.6]),
        ([0.0, 3.0, 0.0], [0.4, 3.0, 1.6]),
        ([0.1], [0.4]),
    ],
)
async def test_pauses_double_unless_longer_ones_are_asked_for(
    outcomes: Sequence[float], pauses: Sequence[float]
) -> None:
    service = Service(*outcomes)
    assert await tried(service) is None
    assert service.pauses == pytest.approx(pauses)
    assert service.asked == len(outcomes) + 1


async def test_the_last_outcome_is_what_comes_of_too_many_tries() -> None:
    service = Service(*[0.0, 0.1, 0.2, 0.3])
    assert await tried(service, tries=3) == 0.2
    assert service.asked == 3


async def test_no_pause_reaches_beyond_the_deadline() -> None:
    service = Service(90.0, 0.0)
    assert await tried(service) == 90.0
    assert (service.asked, service.pauses) == (1, [])


async def test_so_many_tries_are_made_even_when_it_is_too_late() -> None:
    service = Service(*[0.0] * 6)
    assert await tried(service, seconds=-1, least=2) == 0.0
    assert service.asked == 2


async def test_what_an_action_raises_is_final_at_any_try() -> None:
    async def broken() -> float | None:
        if service.asked:
            raise KeyError("broken")
        return await service.action()

    service = Service(0.0)
    retry = Retry(0.4, sleep=service.sleep)
    with pytest.raises(KeyError):
        await retry(broken, lambda outcome: outcome, asyncio.get_running_loop().time() + 60)


async def test_a_deadline_of_the_caller_ends_it_in_the_middle_of_a_try() -> None:
    async def stuck() -> float | None:
        if service.asked:
            await asyncio.sleep(60)
        return await service.action()

    service = Service(0.0)
    retry = Retry(0.4, sleep=service.sleep)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await retry(stuck, lambda outcome: outcome, asyncio.get_running_loop().time() + 60)


async def test_a_connection_of_its_own_is_for_what_nobody_answered() -> None:
    """Another connection costs a handshake: who has said 'in a moment' is there."""
    outcomes, alone = [503, 0, 503, 200], list[bool]()

    async def action() -> int:
        alone.append(OWN_CONNECTION.get())
        return outcomes.pop(0)

    retry = Retry(0.4, sleep=Service().sleep, jitter=lambda: 0.5)
    until = asyncio.get_running_loop().time() + 60
    last = await retry(action, lambda status: None if status == 200 else 0.0, until, lambda status: status == 0)
    assert (last, alone) == (200, [False, False, True, False])
