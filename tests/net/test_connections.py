"""Connections that died without a word: whoever is asked again is asked on another one, and in time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.graph import GraphSession
from bot.graph.scopes import Permit
from bot.net.session import fresh_connection, open_session, watched_socket
from bot.ops.health import Health
from tests.support.fakes import NOW
from tests.support.graph.pretend import ANNA, BASE_SCOPES, PretendTokens

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"value":[]}'
BUDGET = 1.4
POOLED = 5


class Forgetful:
    """Answers on each connection until it `forgets` those that it has, as a router does that has been restarted."""

    def __init__(self) -> None:
        self.connections = 0
        self.port = 0
        self._known: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def forget(self) -> None:
        self._known.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._known.add(writer)
        while (await reader.read(65536)) and writer in self._known:
            await asyncio.sleep(0.05)
            writer.write(ANSWER)
        await reader.read()
        writer.close()


@asynccontextmanager
async def forgetful() -> AsyncIterator[Forgetful]:
    served = Forgetful()
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0)
    served.port = int(server.sockets[0].getsockname()[1])
    async with server:
        yield served


@pytest.fixture
async def server() -> AsyncIterator[Forgetful]:
    async with forgetful() as built:
        yield built


@pytest.fixture
async def http(server: Forgetful) -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session


def graph(http: aiohttp.ClientSession, server: Forgetful, budget: float = BUDGET) -> GraphSession:
    return GraphSession(http, PretendTokens(), f"{server.url}/v1.0", Health(lambda: NOW), budget)


async def ask(session: GraphSession) -> object:
    return await session.get(ANNA, "/me/calendarView", Permit(BASE_SCOPES, None))


async def test_when_the_whole_pool_has_died_unseen_everybody_still_has_their_answer_in_time(
    http: aiohttp.ClientSession, server: Forgetful
) -> None:
    session = graph(http, server)
    await asyncio.gather(*(ask(session) for _ in range(POOLED)))
    assert server.connections == POOLED
    server.forget()
    async with asyncio.timeout(BUDGET):
        answers = await asyncio.gather(*(ask(session) for _ in range(POOLED)))
    assert answers == [{"value": []}] * POOLED


async def test_what_is_asked_again_leaves_no_connection_behind_and_the_pool_goes_on(
    http: aiohttp.ClientSession, server: Forgetful
) -> None:
    for _ in range(3):
        async with http.get(server.url) as answer:
            await answer.read()
    assert server.connections == 1
    with fresh_connection():
        for _ in range(2):
            async with http.get(server.url) as answer:
                await answer.read()
    assert server.connections == 3
    async with http.get(server.url) as answer:
        await answer.read()
    assert server.connections == 3


def test_the_kernel_looks_after_each_connection() -> None:
    with watched_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 0))) as line:
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 2000
