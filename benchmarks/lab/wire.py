"""HTTP/1.1 as far as the lab needs it, on bare asyncio protocols: some tens of microseconds for a request.

One request at a time on a connection, bodies with a Content-Length or in chunks; nothing else is spoken here.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import cast

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"
BLANKS = b" " * 65536
END_OF_CHUNKS = b"0\r\n\r\n"
REASONS = {200: b"OK", 201: b"Created", 401: b"Unauthorized", 404: b"Not Found", 429: b"Too Many Requests"}


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks; `head` is everything before the body, `target` path and query."""

    method: bytes
    target: bytes
    head: bytes
    body: bytes


class End(Enum):
    """What follows on a reply's bytes."""

    OPEN = "the connection stays as it is"
    CLOSED = "it is closed"
    RESET = "it is reset"
    ENDLESS = "blanks, until the other side hangs up"


@dataclass(frozen=True, slots=True)
class Reply:
    """Raw bytes after so many seconds, and what follows; neither: silence, until the other side hangs up."""

    raw: bytes
    after: float = 0.0
    ends: End = End.OPEN


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; status 0: no answer, for the connection could not be had or was lost."""

    status: int
    body: bytes = b""


Handler = Callable[[Request], Reply]
LOST = Response(0)


def json_answer(status: int, body: bytes, headers: bytes = b"") -> bytes:
    """A whole response; `headers` are further lines, each with its line break."""
    return b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s" % (
        status,
        REASONS.get(status, b"Status"),
        len(body),
        headers,
        body,
    )


def message_end(buffer: bytes | bytearray) -> tuple[int, int]:
    """Where the body of the first message in `buffer` begins and ends; (0, 0) while something is missing."""
    head = buffer.find(END_OF_HEAD)
    if head < 0:
        return 0, 0
    begins = head + len(END_OF_HEAD)
    if found := LENGTH.search(buffer, 0, begins):
        ends = begins + int(found[1])
        return (begins, ends) if len(buffer) >= ends else (0, 0)
    if CHUNKED.search(buffer, 0, begins):
        last = buffer.find(END_OF_CHUNKS, begins)
        return (begins, last + len(END_OF_CHUNKS)) if last >= 0 else (0, 0)
    return begins, begins


class _Serving(asyncio.Protocol):
    """One connection. A `deaf` one answers nothing any more, and does not say so, as behind a router that forgot it."""

    def __init__(self, handler: Handler, open_now: set[_Serving]) -> None:
        self.deaf = False
        self._owes = False
        self._handler = handler
        self._open_now = open_now
        self._buffer = bytearray()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass
        self._open_now.add(self)

    def data_received(self, data: bytes) -> None:
        if self.deaf:
            return
        self._buffer += data
        begins, ends = message_end(self._buffer)
        if not ends:
            return
        head, body = bytes(self._buffer[:begins]), bytes(self._buffer[begins:ends])
        del self._buffer[:ends]
        method, target, _ = head.split(b" ", 2)
        self._owes = True
        reply = self._handler(Request(method, target, head, body))
        if reply.after:
            asyncio.get_running_loop().call_later(reply.after, self._answer, reply)
        else:
            self._answer(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        self._open_now.discard(self)

    def hang_up(self) -> None:
        """If nobody is waiting for anything here."""
        if not self._owes and not self._buffer:
            self._transport.close()

    def abort(self) -> None:
        """Hang up, whoever waits."""
        self._transport.abort()

    def _answer(self, reply: Reply) -> None:
        self._owes = self._owes and not reply.raw
        if self._transport.is_closing():
            return
        if reply.raw:
            self._transport.write(reply.raw)
        if reply.ends is End.CLOSED:
            self._transport.close()
        elif reply.ends is End.RESET:
            self._transport.abort()
        elif reply.ends is End.ENDLESS:
            asyncio.get_running_loop().call_later(0.01, self._answer, Reply(BLANKS, ends=End.ENDLESS))


class Server:
    """Serves a handler over TLS on a port of loopback; `connections` counts what was ever opened."""

    def __init__(self, handler: Handler, context: ssl.SSLContext) -> None:
        self._handler = handler
        self._context = context
        self._server: asyncio.Server | None = None
        self._open_now: set[_Serving] = set()
        self.port = 0
        self.connections = 0

    async def start(self) -> None:
        """Begin to listen on a free port."""

        def serving() -> _Serving:
            self.connections += 1
            return _Serving(self._handler, self._open_now)

        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(serving, "127.0.0.1", 0, ssl=self._context, backlog=4096)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Listen no more, and hang up everywhere."""
        if self._server:
            self._server.close()
        self.reset()
        await asyncio.sleep(0)

    def reset(self) -> None:
        """Hang up everywhere, whoever waits."""
        for connection in self._open_now.copy():
            connection.abort()

    def hang_up(self) -> None:
        """Close every connection that is at rest."""
        for connection in self._open_now.copy():
            connection.hang_up()

    def deafen(self) -> None:
        """No connection of now is answered any more; new ones are."""
        for connection in self._open_now:
            connection.deaf = True


class _Asking(asyncio.Protocol):
    """One connection to a bot, kept open from request to request."""

    def __init__(self, idle: Callable[[_Asking], None]) -> None:
        self._idle = idle
        self._buffer = bytearray()
        self._waiter: asyncio.Future[Response] | None = None
        self.transport: asyncio.Transport | None = None

    @property
    def usable(self) -> bool:
        return self.transport is not None and not self.transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    async def ask(self, raw: bytes) -> Response:
        """The response; whoever stops waiting for it, hangs up."""
        assert self.transport
        self._waiter = asyncio.get_running_loop().create_future()
        self.transport.write(raw)
        try:
            return await self._waiter
        except asyncio.CancelledError:
            self.transport.abort()
            raise

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        begins, ends = message_end(self._buffer)
        if not ends:
            return
        response = Response(int(self._buffer[9:12]), bytes(self._buffer[begins:ends]))
        closing = b"connection: close" in self._buffer[:begins].lower()
        del self._buffer[:ends]
        waiter, self._waiter = self._waiter, None
        if closing and self.transport:
            self.transport.close()
        else:
            self._idle(self)
        if waiter and not waiter.done():
            waiter.set_result(response)

    def connection_lost(self, exc: Exception | None) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter and not waiter.done():
            waiter.set_result(LOST)


class Client:
    """A pool of at most `limit` connections to one port of loopback; who comes then, waits, first come first served."""

    def __init__(self, port: int, limit: int = 1024) -> None:
        self._port = port
        self._idle: deque[_Asking] = deque()
        self._places = asyncio.Semaphore(limit)

    async def ask(self, raw: bytes, patience: float = 30.0) -> Response:
        """Send a whole request and wait for its response; Response(0) when none comes in time."""
        try:
            async with asyncio.timeout(patience), self._places:
                connection = await self._connection()
                return await connection.ask(raw)
        except (TimeoutError, OSError):
            return LOST

    def close(self) -> None:
        """Hang up everywhere."""
        while self._idle:
            connection = self._idle.pop()
            if connection.transport:
                connection.transport.close()

    async def _connection(self) -> _Asking:
        while self._idle:
            connection = self._idle.pop()
            if connection.usable:
                return connection
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: _Asking(self._idle.append), "127.0.0.1", self._port
        )
        return connection
