"""Moves what is written from SQLite's log into its file, beside the thread that writes: nobody waits for the disk.

Left to itself, SQLite does it within a commit, once in some hundred messages: whoever is written down then, and all who
come next, wait until the disk has everything. That remains for what is left here, and for when this fails.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress

CHECKPOINT_EVERY = 400  # statements: some ten milliseconds of a disk's work


class Checkpoints:
    """A thread with a connection of its own, which `connect` makes. Its errors are left for the writer to meet."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._written = 0
        self._due = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="sqlite checkpoints", daemon=True)

    def open(self) -> None:
        """Once the file is there."""
        self._thread.start()

    def close(self) -> None:
        """What is being moved is moved first."""
        self._closing = True
        self._due.set()
        if self._thread.is_alive():
            self._thread.join()

    def wrote(self, statements: int) -> None:
        """So many more have been committed. For the writer's thread."""
        self._written += statements
        if self._written >= CHECKPOINT_EVERY:
            self._written = 0
            self._due.set()

    def _serve(self) -> None:
        with suppress(sqlite3.Error), closing(self._connect()) as connection:
            while self._due.wait() and not self._closing:
                self._due.clear()
                with suppress(sqlite3.Error):
                    # PASSIVE waits for nobody: what a reader or the writer is at is left for the next time.
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
