"""A server of the bot's own kind on real sockets, and a client that says whatever bytes a stranger may think of."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.ops.metrics import Metrics
from bot.web.connections import Connections
from bot.web.middleware import HTTP_LIMITS, access_log, body_in_time, http_logger
from bot.web.server import accepting

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
HALF = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow: "


@dataclass
class Line:
    """One TCP connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, data: bytes) -> None:
        with suppress(ConnectionError):
            self.writer.write(data)
            await self.writer.drain()

    async def status(self) -> int:
        """The status of the next answer; 0 when the other side hangs up instead."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
        await self.reader.readexactly(int(length.split(b":")[1]))
        return int(head.split()[1])

    async def ask(self, data: bytes = GET) -> int:
        await self.say(data)
        return await self.status()

    async def closed(self) -> bool:
        """Wait until the other side has hung up."""
        with suppress(ConnectionError):
            await self.reader.read()
        return True

    def close(self) -> None:
        self.writer.transport.abort()


@dataclass
class Edge:
    """The server under test; its clock moves only where a test moves it."""

    port: int
    connections: Connections
    refused: Counter[str]
    time: list[float]
    lines: list[Line] = field(default_factory=list)

    async def connect(self, said: bytes = b"") -> Line:
        line = Line(*await asyncio.open_connection("127.0.0.1", self.port))
        self.lines.append(line)
        if said:
            await line.say(said)
        return line

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that the server does by itself."""
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110 — it is the server's own doing
                await asyncio.sleep(0.001)


async def alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


@asynccontextmanager
async def edge(most: int = 8, *routes: web.RouteDef, body_seconds: float = 10.0) -> AsyncIterator[Edge]:
    """`/healthz` answers, `/api/messages` says what it hears, and `routes`."""
    app = web.Application(
        client_max_size=256 * 1024,
        middlewares=[access_log(Metrics()), body_in_time(body_seconds)],
        handler_args=dict(HTTP_LIMITS),
    )
    app.add_routes([web.get("/healthz", alive), web.post("/api/messages", echo), *routes])
    refused, time = Counter[str](), [0.0]
    connections = Connections(most, refused, lambda: time[0])
    app.middlewares.insert(0, connections.middleware)
    runner = web.AppRunner(app, access_log=None, logger=http_logger(refused), shutdown_timeout=1.0)
    await runner.setup()
    port = unused_port()
    try:
        async with accepting(connections, cast("Any", runner.server), "127.0.0.1", port):
            here = Edge(port, connections, refused, time)
            yield here
            for line in here.lines:
                line.close()
    finally:
        await runner.cleanup()
