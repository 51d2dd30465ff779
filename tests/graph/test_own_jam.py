"""What Graph may have said while the bot had no time to listen is not held against it."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.errors import Busy
from bot.graph.scopes import Permit
from bot.model import Trouble
from tests.support.graph.pretend import ANNA, BASE_SCOPES, Says, World

BASE = Permit(BASE_SCOPES)
SILENT = Says(200, {"value": "fine"}, seconds=30)


async def test_in_a_jam_of_our_own_graph_is_not_called_slow(world: World) -> None:
    world.graph.says("/me", SILENT)
    session = world.session(slow=0.0, jammed=True)
    with capture_logs() as log, pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await session.get(ANNA, "/me/x", BASE)
    assert [line for line in log if line["event"] == "graph_call_failed"] == []
    assert "slow" not in str(world.health.body())


async def test_what_is_not_heard_in_a_jam_of_our_own_may_have_been_said(world: World) -> None:
    world.graph.says("/me", SILENT)
    with pytest.raises(Busy) as raised:
        await world.session(budget=0.05, jammed=True).get(ANNA, "/me/x", BASE)
    assert raised.value.trouble is Trouble.BOT_BUSY
    assert "failing" not in str(world.health.body())


@pytest.mark.parametrize(("jammed", "trouble"), [(True, Trouble.BOT_BUSY), (False, Trouble.BUSY)])
async def test_neither_is_a_token_that_is_late_called_entras(
    world: World, monkeypatch: pytest.MonkeyPatch, jammed: bool, trouble: Trouble
) -> None:
    async def late(*_args: object, **_options: object) -> str:
        await asyncio.sleep(30)
        return ""

    monkeypatch.setattr(world.tokens, "token", late)
    with pytest.raises(Busy) as raised:
        await world.session(budget=0.05, jammed=jammed).get(ANNA, "/me/x", BASE)
    assert raised.value.trouble is trouble
