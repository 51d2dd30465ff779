"""The one HTTP client of the process: pooled connections, no cookies, names resolved as Python resolves them."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar, cast

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

MOST_CONNECTIONS = 200
MOST_A_HOST = 100
KEEP_ALIVE = 60.0  # seconds
T = TypeVar("T")


def open_session() -> aiohttp.ClientSession:
    """A client for Graph, Entra's documents and the connector; to be closed by whoever opens it."""
    connector = aiohttp.TCPConnector(
        limit=MOST_CONNECTIONS, limit_per_host=MOST_A_HOST, keepalive_timeout=KEEP_ALIVE, resolver=SystemResolver()
    )
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


class SystemResolver(AbstractResolver):
    """`socket.getaddrinfo` in a thread, whatever the loop: uvloop's own asks libuv, past everything that watches or
    redirects Python's (as tests/production does).
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError."""
        look_up = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        found = await _beside(look_up)
        return [_result(host, kind, proto, address) for kind, _, proto, _, address in found]

    async def close(self) -> None:
        """Nothing to close."""


async def _beside(call: Callable[[], T]) -> T:
    """What `call` returns, in a thread of its own: nobody waits for a name server that takes a minute.

    A pool's threads would all be taken by one slow name, and be waited for at the end of the program.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if not found.done():
            found.set_exception(error) if error else found.set_result(cast("T", result))

    def run() -> None:
        result, failed = None, None
        try:
            result = call()
        except Exception as error:  # noqa: BLE001 — it is whoever asked that must hear of it
            failed = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="names", daemon=True).start()
    return await found


def _result(host: str, family: int, proto: int, address: tuple[object, ...]) -> ResolveResult:
    numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(
        hostname=host, host=str(address[0]), port=int(str(address[1])), family=family, proto=proto, flags=numeric
    )
