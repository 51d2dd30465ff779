"""What a container asks about itself: whether the bot takes part."""

from __future__ import annotations

import asyncio
import socket
import sys

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.ops.places import HOME

ON_IPV6 = pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")


def answering(status: int) -> web.Application:
    """What answers /readyz so."""

    async def readyz(_request: web.Request) -> web.Response:
        return web.json_response({}, status=status)

    app = web.Application()
    app.router.add_get("/readyz", readyz)
    return app


async def probe(port: int, **settings: str) -> int:
    """The exit code of the probe that a container runs."""
    env = {"PORT": str(port), **settings}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.web.probe", env=env, cwd=HOME)
    return await process.wait()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
async def test_the_probe_says_what_readyz_says(status: int, code: int) -> None:
    server = TestServer(answering(status))
    await server.start_server()
    assert server.port
    assert await probe(server.port) == code
    await server.close()


@pytest.mark.parametrize(
    ("host", "set_to"),
    [
        ("127.0.0.2", "127.0.0.2"),
        ("127.0.0.1", ""),
        pytest.param("::1", "::", marks=ON_IPV6),
        pytest.param("::1", "::1", marks=ON_IPV6),
    ],
)
async def test_it_asks_where_the_bot_listens(host: str, set_to: str) -> None:
    server = TestServer(answering(200), host=host)
    await server.start_server()
    assert server.port
    assert await probe(server.port, HOST=set_to) == 0
    await server.close()


async def test_where_nobody_listens_the_bot_takes_no_part() -> None:
    assert await probe(unused_port()) == 1
