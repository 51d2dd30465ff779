"""Answers are read up to a bound, and one that breaks off leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.net.body import bounded_body

MEGABYTE = 2**20
MOST = 4 * MEGABYTE
PATIENCE = 0.3  # seconds


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """One megabyte of two, and the connection is gone."""
    response = web.StreamResponse(headers={"Content-Length": str(2 * MEGABYTE)})
    await response.prepare(request)
    await response.write(b" " * MEGABYTE)
    assert request.transport
    request.transport.close()
    return response


async def falls_silent(request: web.Request) -> web.StreamResponse:
    """One megabyte of two, and no more."""
    response = web.StreamResponse(headers={"Content-Length": str(2 * MEGABYTE)})
    await response.prepare(request)
    await response.write(b" " * MEGABYTE)
    await asyncio.sleep(10 * PATIENCE)
    return response


async def never_ends(request: web.Request) -> web.StreamResponse:
    """Blanks, for as long as somebody reads."""
    response = web.StreamResponse()
    await response.prepare(request)
    with suppress(ConnectionError):
        while True:
            await response.write(b" " * MEGABYTE)
    return response


async def whole(_request: web.Request) -> web.Response:
    """Two megabytes, in many pieces."""
    return web.Response(body=b"x" * 2 * MEGABYTE)


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/whole", whole)
    app.router.add_get("/breaks-off", breaks_off)
    app.router.add_get("/falls-silent", falls_silent)
    app.router.add_get("/never-ends", never_ends)
    started = TestServer(app)
    async with started:
        yield started


async def read(http: aiohttp.ClientSession, server: TestServer, path: str, most: int = MOST) -> bytes | None:
    async with asyncio.timeout(PATIENCE), http.get(server.make_url(path)) as response:
        return await bounded_body(response, most)


async def test_an_answer_of_many_pieces_is_whole(server: TestServer) -> None:
    async with aiohttp.ClientSession() as http:
        assert await read(http, server, "/whole") == b"x" * 2 * MEGABYTE


async def test_one_that_is_too_long_is_none(server: TestServer) -> None:
    async with aiohttp.ClientSession() as http:
        assert await read(http, server, "/whole", MEGABYTE) is None


@pytest.mark.parametrize("path", ["/breaks-off", "/falls-silent", "/never-ends"])
async def test_what_was_read_of_a_bad_answer_is_not_kept_until_somebody_cleans_up(
    server: TestServer, path: str
) -> None:
    async with aiohttp.ClientSession() as http:
        with suppress(aiohttp.ClientError, TimeoutError):
            await read(http, server, path)
        gc.collect()
        gc.disable()
        tracemalloc.start()
        try:
            for _ in range(8):
                with suppress(aiohttp.ClientError, TimeoutError):
                    await read(http, server, path)
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            gc.enable()
    assert kept < 3 * MEGABYTE
