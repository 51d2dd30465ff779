"""The one HTTP client of the process: pooled connections, no cookies, names resolved as Python resolves them."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

MOST_CONNECTIONS = 200
MOST_A_HOST = 100
KEEP_ALIVE = 60.0  # seconds


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
        found = await asyncio.to_thread(
            socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        )
        return [_result(host, kind, proto, address) for kind, _, proto, _, address in found]

    async def close(self) -> None:
        """Nothing to close."""


def _result(host: str, family: int, proto: int, address: tuple[object, ...]) -> ResolveResult:
    numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(
        hostname=host, host=str(address[0]), port=int(str(address[1])), family=family, proto=proto, flags=numeric
    )
