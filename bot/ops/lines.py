"""The log's way out of a busy process: lines that are written together, since each write costs more than its line."""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

WRITTEN_TOGETHER = 0.02  # seconds that a line may wait; what a process that is killed can lose


class Lines:
    """A stream in front of `out`. On an event loop, lines wait for others; without one, they are written at once.

    Any thread may write; whoever writes out takes what all have said, in order.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._waiting: deque[str] = deque()
        self._writing = threading.Lock()
        self._due_on: asyncio.AbstractEventLoop | None = None
        atexit.register(self.write_out)

    def write(self, text: str) -> None:
        """Keep `text` until it is due."""
        self._waiting.append(text)

    def flush(self) -> None:
        """Have what waits written out soon."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.write_out()
            return
        if self._due_on is not loop:  # another than before: that one may have ended with its timer
            self._due_on = loop
            loop.call_later(WRITTEN_TOGETHER, self.write_out)

    def write_out(self) -> None:
        """Write everything that waits."""
        self._due_on = None
        with self._writing, suppress(ValueError):  # nobody reads any more
            self._out.write("".join(self._taken()))
            self._out.flush()

    def _taken(self) -> Iterator[str]:
        with suppress(IndexError):
            while True:
                yield self._waiting.popleft()
