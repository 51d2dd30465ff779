"""The one HTTP client of the process: pooled connections that are known to be alive, no cookies, names as Python's."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar, cast

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType, Connection

MOST_CONNECTIONS = 200
MOST_A_HOST = 100
KEEP_ALIVE = 60.0  # seconds
NO_TIMER = aiohttp.ClientTimeout(total=None, sock_connect=2)
"""For who has a deadline of their own: only a connection is not waited for longer."""
NAMES_KNOWN = 10  # seconds for which the address of a name is remembered
# Who has forgotten a connection does not say so (a firewall, a machine that is gone). The kernel asks after one that
# has been quiet for 15 s, and gives up one whose other side has not taken what was sent for 2 s.
TCP_KEEP_ALIVE = {"TCP_KEEPIDLE": 15, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 2, "TCP_USER_TIMEOUT": 2000}
OWN_CONNECTION: ContextVar[bool] = ContextVar("own_connection", default=False)
T = TypeVar("T")


def open_session() -> aiohttp.ClientSession:
    """A client for Graph, Entra's documents and the connector; to be closed by whoever opens it."""
    usual = partial(
        ConnectionPools,
        limit=MOST_CONNECTIONS,
        limit_per_host=MOST_A_HOST,
        resolver=SystemResolver(),
        ttl_dns_cache=NAMES_KNOWN,
        socket_factory=watched_socket,
    )
    connector = usual(single=aiohttp.TCPConnector(force_close=True, **usual.keywords), keepalive_timeout=KEEP_ALIVE)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


@contextmanager
def fresh_connection() -> Iterator[None]:
    """What is asked in this block has a connection of its own: with the last one all of the pool may have died."""
    before = OWN_CONNECTION.set(True)
    try:
        yield
    finally:
        OWN_CONNECTION.reset(before)


class ConnectionPools(aiohttp.TCPConnector):
    """A pool; `single` makes the connections that nobody else has."""

    def __init__(self, *, single: aiohttp.TCPConnector, **options: Any) -> None:
        super().__init__(**options)
        self._single = single

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Any],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 — aiohttp's own signature
    ) -> Connection:
        """One for this request. Raises what aiohttp's own does."""
        if OWN_CONNECTION.get():
            return await self._single.connect(req, traces, timeout)
        return await super().connect(req, traces, timeout)

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Both."""
        await self._single.close(abort_ssl=abort_ssl)
        await super().close(abort_ssl=abort_ssl)


def watched_socket(address: AddrInfoType) -> socket.socket:
    """A socket that notices when nobody is at the other end any more, as far as the system can."""
    family, kind, proto, *_ = address
    made = socket.socket(family, kind, proto)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in TCP_KEEP_ALIVE.items():
        if option := getattr(socket, name, None):
            made.setsockopt(socket.IPPROTO_TCP, option, value)
    return made


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
