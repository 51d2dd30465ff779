"""Who may hold a connection: strangers who open many and say little never keep Teams or a probe waiting."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from itertools import takewhile
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.net.door import Door

HEADER_TIMEOUT = 10.0  # seconds from a request's first byte (or the connection's begin) to the end of its headers
TAKEN_WITHIN = 1.0  # seconds: a handler takes what is HTTP in two turns of the loop
LARGEST_HEADER = 32 * 1024  # bytes of headers that have not come whole
END_OF_HEADERS = b"\r\n\r\n"
POSTED = b"POST "  # a probe or a page never waits


class Connections:
    """The open connections of a server, `most` at a time.

    Where all places are taken, the oldest that waits for the rest of its headers goes, then the one that has been idle
    for longest; one whose request is being answered never does. aiohttp itself has neither a limit nor a timer for
    headers. What is cut is counted in `refused`; it has no line in the log of its own. What is posted comes in by the
    `door`: until then it costs next to nothing, whoever has sent it.
    """

    def __init__(
        self,
        most: int,
        refused: Counter[str],
        clock: Callable[[], float] = time.monotonic,
        door: Door | None = None,
    ) -> None:
        self.door = door or Door()
        self._most = most
        self._refused = refused
        self._clock = clock
        self._reading: dict[Connection, float] = {}  # since when; the oldest first, as in the next one
        self._idle: dict[Connection, None] = {}
        self._busy: set[Connection] = set()

    def __len__(self) -> int:
        return len(self._reading) + len(self._idle) + len(self._busy)

    def protocol(self, http: Callable[[], asyncio.Protocol]) -> Connection:
        """A connection to come; `http` makes what reads and answers its requests."""
        return Connection(self, http)

    def opened(self, connection: Connection) -> bool:
        """Give it a place, if there is or can be one."""
        if len(self) >= self._most and not self._evict():
            self._refused["connections"] += 1
            return False
        self._reading[connection] = self._clock()
        return True

    def speaks(self, connection: Connection) -> bool:
        """Bytes have come; whether they belong to headers that are not whole yet."""
        if connection in self._idle:
            del self._idle[connection]
            self._reading[connection] = self._clock()
        return connection in self._reading

    def has_asked(self, connection: Connection) -> None:
        """Its headers have come whole; until it has its answer, it keeps its place."""
        self.closed(connection)
        self._busy.add(connection)

    def comes_in(self, connection: Connection) -> None:
        """It has waited at the door: unless a handler takes its request, it has no better right than before."""
        self.closed(connection)
        self._reading[connection] = self._clock()

    def closed(self, connection: Connection) -> None:
        """It is gone, whichever side has ended it."""
        self._reading.pop(connection, None)
        self._idle.pop(connection, None)
        self._busy.discard(connection)

    def cut(self, connection: Connection, reason: str) -> None:
        """End it now; what it had begun to say is dropped."""
        self._refused[reason] += 1
        self.closed(connection)
        connection.abort()

    async def cut_late(self) -> None:
        """End those whose headers are late; to be called every second or so."""
        latest = self._clock() - HEADER_TIMEOUT
        for connection, _ in list(takewhile(lambda each: each[1] < latest, self._reading.items())):
            self.cut(connection, "late_headers")

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The headers have come whole: until the handler is done, the connection is busy."""
        connection = request.transport.get_protocol() if request.transport else None
        if not isinstance(connection, Connection):
            return await handler(request)
        self.has_asked(connection)
        try:
            return await handler(request)
        finally:
            if connection in self._busy:
                self._busy.remove(connection)
                self._idle[connection] = None
                if request.content.is_eof():
                    connection.expect_headers()

    def _evict(self) -> bool:
        """Make room: the oldest with unfinished headers, an idle one, or one whose request no handler has taken."""
        unfinished = (each for each in self._reading if not each.has_whole_headers)
        untaken = (each for each, since in self._reading.items() if since < self._clock() - TAKEN_WITHIN)
        oldest = next(unfinished, None) or next(iter(self._idle), None) or next(untaken, None)
        if oldest is not None:
            self.cut(oldest, "connections")
        return oldest is not None


class Connection(asyncio.Protocol):
    """One connection: aiohttp's protocol, with a place among the others."""

    __slots__ = ("_connections", "_ended", "_http", "_length", "_make_http", "_tail", "_transport", "_waiting")

    def __init__(self, connections: Connections, http: Callable[[], asyncio.Protocol]) -> None:
        self._connections = connections
        self._make_http = http
        self._http: asyncio.Protocol | None = None
        self._waiting = b""  # what has come of a request that waits at the door
        self._transport: asyncio.Transport | None = None
        self.expect_headers()

    @property
    def has_whole_headers(self) -> bool:
        """A handler takes its request in a moment, unless that is no HTTP."""
        return self._ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has connected."""
        self._transport = cast("asyncio.Transport", transport)
        if not self._connections.opened(self):
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Bytes have come: of headers, of a body, or of nothing that is HTTP."""
        begins = self._connections.speaks(self)
        if begins and self._is_too_long(data):
            self._connections.cut(self, "long_headers")
        elif not begins or not self._ended or not data.startswith(POSTED) or self._connections.door.let_in_now():
            self._spoken().data_received(data)
        else:
            self._wait(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._connections.closed(self)
        self._waiting = b""
        if self._http:
            self._http.connection_lost(exc)

    def eof_received(self) -> bool | None:
        """The other side says no more."""
        return self._http.eof_received() if self._http else None

    def pause_writing(self) -> None:
        """The other side does not read."""
        if self._http:
            self._http.pause_writing()

    def resume_writing(self) -> None:
        """The other side reads again."""
        if self._http:
            self._http.resume_writing()

    def expect_headers(self) -> None:
        """The next bytes begin a request."""
        self._ended = False
        self._length = 0
        self._tail = b""

    def abort(self) -> None:
        """Close it without a word."""
        if self._transport:
            self._transport.abort()

    def _spoken(self) -> asyncio.Protocol:
        """What reads and answers its requests: made for the first one, so that to be connected costs little."""
        if self._http is None:
            self._http = self._make_http()
            self._http.connection_made(cast("asyncio.Transport", self._transport))
        return self._http

    def _wait(self, data: bytes) -> None:
        self._waiting = data
        self._connections.has_asked(self)
        cast("asyncio.Transport", self._transport).pause_reading()  # what follows can wait as well
        self._connections.door.wait(self._enter)

    def _enter(self) -> None:
        data, self._waiting = self._waiting, b""
        if data and self._transport and not self._transport.is_closing():
            self._connections.comes_in(self)
            self._transport.resume_reading()
            self._spoken().data_received(data)

    def _is_too_long(self, data: bytes) -> bool:
        """Whether more headers have come than anybody needs, and no end of them."""
        self._tail += data
        self._ended = self._ended or END_OF_HEADERS in self._tail
        self._length += len(data)
        self._tail = self._tail[1 - len(END_OF_HEADERS) :]
        return not self._ended and self._length > LARGEST_HEADER
