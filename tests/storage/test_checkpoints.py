"""What is written goes from the log into the file by itself, and whoever writes does not wait for it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.storage.checkpoints import CHECKPOINT_EVERY, Checkpoints
from bot.storage.sqlite import connected, translated
from bot.storage.sqlite_thread import SqliteThread
from bot.storage.statements import DROP_TOKENS
from tests.support.journeys.stories import eventually
from tests.support.storage import Opened


def people_in_the_file(path: Path) -> int:
    """What somebody finds who does not read the log."""
    alone = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    try:
        found: tuple[int] = alone.execute("SELECT COUNT(*) FROM people").fetchone()
        return found[0]
    finally:
        alone.close()


async def in_the_file(path: Path, people: int) -> None:
    async def there() -> bool:
        with suppress(sqlite3.DatabaseError):  # it is just being written
            return people_in_the_file(path) >= people
        return False

    await eventually(there)


def sqlite_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("sqlite")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    connected(tmp_path / "bot.db").close()
    return tmp_path / "bot.db"


@pytest.fixture
async def thread(path: Path) -> AsyncIterator[SqliteThread]:
    checkpoints = Checkpoints(lambda: sqlite3.connect(path))
    opened = SqliteThread(lambda: connected(path), translated, checkpoints.wrote)
    await opened.open()
    checkpoints.open()
    yield opened
    await asyncio.to_thread(checkpoints.close)
    await opened.close()


async def written(thread: SqliteThread, people: int) -> None:
    for n in range(people):
        await thread.run(DROP_TOKENS, {"owner": str(n)})


async def test_some_hundred_statements_are_moved_into_the_file(thread: SqliteThread, path: Path) -> None:
    await written(thread, CHECKPOINT_EVERY - 1)
    assert people_in_the_file(path) == 0
    await thread.run(DROP_TOKENS, {"owner": "the last"})
    await in_the_file(path, CHECKPOINT_EVERY)


async def test_a_reader_at_work_is_not_waited_for(thread: SqliteThread, path: Path) -> None:
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM people").fetchone()
    async with asyncio.timeout(10):
        await written(thread, CHECKPOINT_EVERY + 1)
    reader.close()
    await written(thread, 2 * CHECKPOINT_EVERY)
    await in_the_file(path, CHECKPOINT_EVERY + 1)


async def test_without_it_everything_is_written_all_the_same(path: Path) -> None:
    def refused() -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    checkpoints = Checkpoints(refused)
    thread = SqliteThread(lambda: connected(path), translated, checkpoints.wrote)
    await thread.open()
    checkpoints.open()
    await written(thread, CHECKPOINT_EVERY + 1)
    await asyncio.to_thread(checkpoints.close)
    await thread.close()
    assert people_in_the_file(path) == CHECKPOINT_EVERY + 1


async def test_no_thread_is_left_of_a_store_that_is_closed(opened: Opened) -> None:
    async with opened() as store:
        await store.ping()
        assert sqlite_threads() == {"sqlite", "sqlite checkpoints"}
    assert sqlite_threads() == set()
