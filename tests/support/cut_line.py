"""A line to a server on which an answer is lost: the question arrives, and then the connection is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class CutLine:
    """Passes everything on, but for what it is told to lose."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cut = False
        self.cuts = 0
        self.url = ""

    def cuts_next_answer(self) -> None:
        self._cut = True

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            asking = asyncio.create_task(self._pass(reader, there_writer, answers=False))
            await self._pass(there_reader, writer, answers=True)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        finally:
            there_writer.close()
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if answers and self._cut:
                    self._cut = False
                    self.cuts += 1
                    return
                writer.write(data)
                await writer.drain()
            writer.close()


@asynccontextmanager
async def cut_line(port: int) -> AsyncIterator[CutLine]:
    """A line to a server on loopback."""
    line = CutLine(port)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    try:
        yield line
    finally:
        server.close()
