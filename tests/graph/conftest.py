"""One pretend Graph for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.graph.pretend import PretendGraph, PretendTokens, World, serve


@pytest.fixture
async def world() -> AsyncIterator[World]:
    graph = PretendGraph()
    server = await serve(graph.answer)
    graph.base = str(server.make_url("/v1.0"))
    async with aiohttp.ClientSession() as http:
        yield World(graph, PretendTokens(), http)
    await server.close()
