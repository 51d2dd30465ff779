"""What becomes of a SQLite file while the bot is at work with it: locked, gone, damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

PAGE = 4096


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process holds the write lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def gone(file: Path) -> Iterator[None]:
    """Somebody has removed it and its companions."""
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    yield


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    """Its pages hold something else, and another process has just written to it, so that they are read again."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("SELECT count(*), sum(length(value)) FROM items").fetchall()
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO items (name, key, expires, value) VALUES ('x', 'x', 0, '')")
        size = file.stat().st_size
        with file.open("r+b") as raw:
            raw.seek(PAGE)
            raw.write(b"\xa5" * (size - PAGE))
        other.execute("COMMIT")
        yield


SPOILT: Mapping[str, Callable[[Path], AbstractContextManager[None]]] = {
    "locked": locked,
    "gone": gone,
    "damaged": damaged,
}
