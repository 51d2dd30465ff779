"""The thread that writes outlives whatever a statement does: who asked for it hears of it, all others are served."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BotError, Busy
from bot.storage.sqlite_thread import SqliteThread

INSERT = "INSERT INTO numbers (value) VALUES (:value) RETURNING value"
SELECT = "SELECT value FROM numbers WHERE value = :value"
TOO_LARGE, NO_TEXT = 2**70, "half an emoji: \ud83d"


@pytest.fixture
async def thread(tmp_path: Path) -> AsyncIterator[SqliteThread]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(tmp_path / "numbers.db", isolation_level=None)
        connection.execute("CREATE TABLE numbers (value)")
        return connection

    opened = SqliteThread(connect, lambda error: Busy(type(error).__name__))
    await opened.open()
    yield opened
    await opened.close()


@pytest.mark.parametrize("value", [TOO_LARGE, NO_TEXT])
@pytest.mark.parametrize("statement", [INSERT, SELECT, "no statement at all", "ROLLBACK"])
async def test_what_a_statement_breaks_is_its_own(thread: SqliteThread, statement: str, value: Any) -> None:
    async with asyncio.timeout(10):
        with pytest.raises(BotError):
            await thread.run(statement, {"value": value})
        assert await thread.run(INSERT, {"value": 1}) == [(1,)]
        assert await thread.run(SELECT, {"value": 1}) == [(1,)]
