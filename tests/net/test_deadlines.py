"""A deadline is handed down: slow names, slow answers and second tries share it, however many there are."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import Busy
from bot.graph import GraphSession
from bot.graph.scopes import Permit
from bot.net.session import open_session
from bot.ops.health import Health
from bot.signin.discovery import AUTHORITY
from bot.signin.http import EntraHttp, EntraUnavailable, Question
from tests.support.fakes import NOW
from tests.support.graph.pretend import ANNA, BASE_SCOPES, PretendTokens

BUDGET = 1.4
MARGIN = 1.0  # a busy machine; each of the things that are slow here would by itself take longer than this
NAME, ANSWER = 0.5, 0.3
PERMIT = Permit(BASE_SCOPES, None)


class Slow:
    """Takes its time, and is unavailable then; `asked` is how often."""

    def __init__(self) -> None:
        self.asked = 0
        self.answer = ANSWER

    async def handle(self, _request: web.Request) -> web.Response:
        self.asked += 1
        await asyncio.sleep(self.answer)
        return web.Response(status=503)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """The name server needs half a second for `slow.example`."""
    known = socket.getaddrinfo

    def resolve(host: Any, *args: Any, **options: Any) -> Any:
        if host == "slow.example":
            time.sleep(NAME)
        return known("127.0.0.1" if host == "slow.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return Slow()


@pytest.fixture
async def base(slow: Slow) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", slow.handle)
    async with TestServer(app) as server:
        yield f"http://slow.example:{server.port}"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session


async def test_a_slow_name_a_slow_graph_and_second_tries_end_with_the_budget(
    base: str, http: aiohttp.ClientSession, slow: Slow
) -> None:
    session = GraphSession(http, PretendTokens(), f"{base}/v1.0", Health(lambda: NOW), BUDGET)
    async with asyncio.timeout(BUDGET + MARGIN):
        with pytest.raises(Busy):
            await session.get(ANNA, "/me/calendarView", PERMIT)
    assert slow.asked >= 1


async def test_all_that_one_command_asks_shares_one_deadline(
    base: str, http: aiohttp.ClientSession, slow: Slow
) -> None:
    session = GraphSession(http, PretendTokens(), f"{base}/v1.0", Health(lambda: NOW), BUDGET)
    until = session.deadline()
    async with asyncio.timeout_at(until + MARGIN):
        for path in ("/me/calendarView", "/me/events", "/me/onlineMeetings"):
            with pytest.raises(Busy):
                await session.get(ANNA, path, PERMIT, until=until)


async def test_a_slow_name_and_a_silent_entra_end_when_the_caller_said(
    base: str, http: aiohttp.ClientSession, slow: Slow
) -> None:
    slow.answer = 60.0
    until = asyncio.get_running_loop().time() + BUDGET
    async with asyncio.timeout_at(until + MARGIN):
        answer = await EntraHttp(http, base).ask(Question(f"{AUTHORITY}/t/oauth2/v2.0/token", "a=b", {}, "key"), until)
    assert isinstance(answer, EntraUnavailable)
