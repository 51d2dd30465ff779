"""What a container asks about itself: whether the bot takes part."""

from __future__ import annotations

import asyncio
import sys

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.ops.places import HOME


async def probe(port: int) -> int:
    """The exit code of the probe that a container runs."""
    env = {"PORT": str(port)}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.web.probe", env=env, cwd=HOME)
    return await process.wait()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
async def test_the_probe_says_what_readyz_says(status: int, code: int) -> None:
    async def readyz(_request: web.Request) -> web.Response:
        return web.json_response({}, status=status)

    app = web.Application()
    app.router.add_get("/readyz", readyz)
    server = TestServer(app)
    await server.start_server()
    assert server.port
    assert await probe(server.port) == code
    await server.close()


async def test_where_nobody_listens_the_bot_takes_no_part() -> None:
    assert await probe(unused_port()) == 1
