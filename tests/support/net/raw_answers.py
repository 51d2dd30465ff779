"""Answers that are no proper HTTP, or none at all: what a socket may give when something in between is out of order."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
MOST_PIECES = 1600


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes, sent once the request's head is there; then `again` and again, and at the end the line is closed.

    `silent`: it stays open instead. `reset`: it is reset. `refused`: nobody listens.
    """

    said: bytes = b""
    again: bytes = b""
    silent: bool = False
    reset: bool = False
    refused: bool = False


def said(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """An answer with these header lines; `length` is what it claims (-1: the true one; None: nothing)."""
    claimed = len(body) if length == -1 else length
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers]
    lines += [] if claimed is None else [f"Content-Length: {claimed}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


HTML = b"<html><body>Sign in to the guest network</body></html>"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 54\r\n\r\n"
CHUNK = b"10000\r\n" + b" " * 65536 + b"\r\n"
ANSWERS: dict[str, Raw] = {
    "nobody listens": Raw(refused=True),
    "accepts and says nothing": Raw(silent=True),
    "hangs up": Raw(),
    "resets": Raw(reset=True),
    "half of a head": Raw(b"HTTP/1.1 200 OK\r\nContent-Ty", silent=True),
    "half of a body": Raw(said(b'{"value": [', length=500), silent=True),
    "half of a body, then the end": Raw(said(b'{"value": [', length=500)),
    "half of a body, then a reset": Raw(said(b'{"value": [', length=500), reset=True),
    "another protocol": Raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "nothing but line ends": Raw(b"\r\n" * 1000),
    "a page": Raw(PAGE + HTML),
    "a page that calls itself JSON": Raw(said(HTML)),
    "an empty answer": Raw(said(b"")),
    "no JSON": Raw(said(b'{"value": ')),
    "JSON nested beyond reason": Raw(said(b"[" * 100_000)),
    "JSON of another kind": Raw(said(b"[1, 2]")),
    "letters of no encoding": Raw(said(b'{"value": "\xff\xfe\x80"}')),
    "gzip that is none": Raw(said(b"this is no gzip", "Content-Encoding: gzip")),
    "half of a gzip": Raw(said(gzip.compress(b'{"value": []}' * 100)[:40], "Content-Encoding: gzip")),
    "a gzip bomb": Raw(said(gzip.compress(b" " * 64 * 2**20), "Content-Encoding: gzip")),
    "deflate that is none": Raw(said(b"this is none", "Content-Encoding: deflate")),
    "an encoding that nobody knows": Raw(said(b'{"value": []}', "Content-Encoding: nonsense")),
    "a length that is none": Raw(said(b"{}", "Content-Length: many", length=None)),
    "a negative length": Raw(said(b"{}", length=-5)),
    "two lengths": Raw(said(b"{}", "Content-Length: 7")),
    "a length that is too short": Raw(said(b'{"value": "and on"}', length=2)),
    "chunks that are none": Raw(said(b"zz\r\nnonsense\r\n", "Transfer-Encoding: chunked", length=None)),
    "a chunk without an end": Raw(said(b"ffff\r\nabc", "Transfer-Encoding: chunked", length=None)),
    "100 MB in chunks": Raw(said(b"", "Transfer-Encoding: chunked", length=None), again=CHUNK),
    "100 MB without a length": Raw(said(b"", length=None), again=b" " * 65536),
    "a header without an end": Raw(b"HTTP/1.1 200 OK\r\nX-Long: ", again=b"x" * 65536),
    "headers without an end": Raw(b"HTTP/1.1 200 OK\r\n", again=b"X-More: yes\r\n" * 4096),
    "a status that is none": Raw(said(b"{}", status="9999 Odd")),
    "to be continued for ever": Raw(again=b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "a redirect": Raw(said(b"", "Location: https://elsewhere.example/", status="302 Found")),
    "a redirect that keeps the method": Raw(
        said(b"", "Location: https://elsewhere.example/", status="307 Temporary Redirect")
    ),
    "a redirect to nowhere": Raw(said(b"", status="301 Moved Permanently")),
}
"""By what it looks like to a caller."""


class RawServer:
    """Gives the answer `says` to every request; `heard` counts them."""

    def __init__(self) -> None:
        self.says = Raw()
        self.heard = 0
        self.port = 0
        self._lines: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.closed_port if self.says.refused else self.port}"

    @property
    def closed_port(self) -> int:
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            self.heard += 1
            await self._say(reader, writer)
        writer.transport.abort() if self.says.again else writer.close()
        self._lines.discard(writer)

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        says = self.says
        writer.write(says.said)
        await writer.drain()
        for _ in range(MOST_PIECES if says.again else 0):
            writer.write(says.again)
            await writer.drain()
        if says.silent:
            await reader.read()
        if says.reset:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            writer.transport.abort()

    def hang_up(self) -> None:
        for writer in self._lines.copy():
            writer.transport.abort()


@asynccontextmanager
async def raw_server() -> AsyncIterator[RawServer]:
    """Listening on a free port of loopback."""
    served = RawServer()
    server = await asyncio.start_server(served.answer, "127.0.0.1", 0)
    served.port = int(server.sockets[0].getsockname()[1])
    try:
        yield served
    finally:
        served.hang_up()
        server.close()
