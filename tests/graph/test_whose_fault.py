"""What Graph has said, or was never asked, is not called its silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.graph.scopes import Permit
from bot.graph.session import GraphSession
from bot.model import User
from tests.support.graph.pretend import ANNA, BASE_SCOPES, Says, World, refusal

BASE = Permit(BASE_SCOPES)
FINE = Says(200, {"value": "fine"})
BUDGET = 0.2  # seconds that whoever asks has


async def three_lose_patience(session: GraphSession) -> None:
    """As many people as make it a service's own trouble."""
    for number in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(BUDGET):
                await session.get(User(ANNA.tenant_id, f"person-{number}"), "/me/x", BASE)


def late(token: Callable[..., Awaitable[str]]) -> Callable[..., Awaitable[str]]:
    async def later(*args: Any, **options: Any) -> str:
        await asyncio.sleep(5 * BUDGET)
        return await token(*args, **options)

    return later


async def test_who_is_throttled_and_has_no_time_to_wait_does_not_make_graph_a_slow_one(world: World) -> None:
    world.graph.says("/me", refusal(429, "TooManyRequests", Retry_After="5"))
    session = world.session(slow=0.05, sleep=asyncio.sleep)
    with capture_logs() as log:
        await three_lose_patience(session)
    assert {(line["event"], line.get("status")) for line in log if "graph" in line["event"]} == {
        ("graph_call_failed", 429)
    }
    assert "slow" not in str(world.health.body())
    assert "not_asked" not in str(world.health.body())


async def test_a_slow_entra_is_not_held_against_graph(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.graph.says("/me", FINE)
    session = world.session(slow=0.05)
    monkeypatch.setattr(world.tokens, "token", late(world.tokens.token))
    await three_lose_patience(session)
    assert world.graph.paths == []
    assert "slow" not in str(world.health.body())
    monkeypatch.undo()
    assert await session.get(User(ANNA.tenant_id, "person-4"), "/me/x", BASE)
