"""Rows in one SQLite file, which several processes on one machine may share.

A write is on record once its statement returns and survives the process being killed at any moment: it is then with
the operating system (WAL, `synchronous=NORMAL`). Only a power cut may lose the last moments, never the file.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from bot.errors import Misconfigured
from bot.storage import statements as sql
from bot.storage.rows import DeliveryRow, State

# Seconds that a statement waits for another process's write. Teams gives us five for an answer.
_BUSY_SECONDS = 3.0
_OPEN_SECONDS = 5.0
_OPEN_PAUSE = 0.02
_OLDEST_SQLITE = (3, 35, 0)  # the first that knows RETURNING


class SqliteRows:
    """`bot.storage.rows.Rows` in a file of mode 0600; its folder is made when it is not there.

    One connection with a thread of its own. Every operation is one statement and so one transaction, which neither a
    cancelled task nor another process can split. Methods raise Misconfigured when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: aiosqlite.Connection | None = None

    async def open(self) -> None:
        try:
            await asyncio.to_thread(_prepare, self._path)
            self._connection = await aiosqlite.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
            await _configure(self._connection)
            await _migrate(self._connection)
        except (OSError, sqlite3.Error) as error:
            await self.close()
            raise _unusable(error) from error
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def ping(self) -> None:
        await self._run(sql.PING)

    async def _run(self, statement: str, **values: object) -> list[Any]:
        if self._connection is None:
            raise Misconfigured("STORAGE_URL", "the store is not open")
        try:
            return list(await self._connection.execute_fetchall(statement, values))
        except sqlite3.Error as error:
            raise _unusable(error) from error

    # -- deliveries

    async def record(self, key: str, row: DeliveryRow, *, now: float, leased: float, expires: float) -> int | None:
        names = {"key": key, "id": row.id, "owner": row.owner, "place": row.place}
        rows = await self._run(sql.RECORD, **names, value=row.value, now=now, leased=leased, expires=expires)
        return rows[0][0] if rows else None

    async def find(self, id: str, *, now: float) -> tuple[State, DeliveryRow] | None:
        rows = await self._run(sql.FIND, id=id, now=now)
        return (rows[0][0], DeliveryRow(*rows[0][1:])) if rows else None

    async def ask(self, id: str, value: bytes, *, now: float, leased: float, expires: float) -> None:
        await self._run(sql.ASK, id=id, value=value, now=now, leased=leased, expires=expires)

    async def wait(self, id: str, *, now: float) -> None:
        await self._run(sql.WAIT, id=id, now=now)

    async def resume(self, id: str, owner: str, place: str | None, *, now: float, leased: float) -> DeliveryRow | None:
        rows = await self._run(sql.RESUME, id=id, owner=owner, place=place, now=now, leased=leased)
        return DeliveryRow(*rows[0]) if rows else None

    async def waiting(self, owner: str, place: str | None, *, now: float) -> Sequence[DeliveryRow]:
        return _deliveries(await self._run(sql.WAITING, owner=owner, place=place, now=now))

    async def renew(self, id: str, *, now: float, leased: float) -> None:
        await self._run(sql.RENEW, id=id, now=now, leased=leased)

    async def done(self, id: str) -> None:
        await self._run(sql.DONE, id=id)

    async def orphans(self, *, now: float, leased: float, limit: int) -> Sequence[DeliveryRow]:
        return _deliveries(await self._run(sql.ORPHANS, now=now, leased=leased, limit=limit))

    # -- people

    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        rows = await self._run(sql.TOKENS, owner=owner)
        return rows[0] if rows else (0, None)

    async def keep_tokens(self, owner: str, value: bytes, generation: int) -> bool:
        return bool(await self._run(sql.KEEP_TOKENS, owner=owner, value=value, generation=generation))

    async def drop_tokens(self, owner: str) -> int:
        rows = await self._run(sql.DROP_TOKENS, owner=owner)
        return int(rows[0][0])

    # -- items

    async def put(self, table: str, key: str, value: bytes, *, now: float, expires: float) -> bool:
        return bool(await self._run(sql.PUT, name=table, key=key, value=value, now=now, expires=expires))

    async def get(self, table: str, key: str, *, now: float) -> bytes | None:
        rows = await self._run(sql.GET, name=table, key=key, now=now)
        return rows[0][0] if rows else None

    async def take(self, table: str, key: str, *, now: float) -> bytes | None:
        rows = await self._run(sql.TAKE, name=table, key=key, now=now)
        return rows[0][0] if rows else None

    async def sweep(self, *, now: float) -> int:
        return sum([len(await self._run(statement, now=now)) for statement in sql.SWEEP])


def _deliveries(rows: Iterable[Sequence[Any]]) -> list[DeliveryRow]:
    return [DeliveryRow(*row) for row in rows]


def _unusable(error: Exception) -> Misconfigured:
    """SQLite's own words may quote what is in the file; its error's name does not."""
    reason = getattr(error, "sqlite_errorname", "") or type(error).__name__
    return Misconfigured("STORAGE_URL", f"the SQLite file cannot be used ({reason})")


def _prepare(path: Path) -> None:
    """An empty file that only this account can read; SQLite gives its companion files the same mode."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Misconfigured("STORAGE_URL", "SQLite 3.35 or newer is needed")
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


async def _configure(connection: aiosqlite.Connection) -> None:
    await _write_ahead(connection)
    await connection.execute_fetchall("PRAGMA synchronous=NORMAL")
    # Erased values are overwritten, instead of lingering in free pages.
    await connection.execute_fetchall("PRAGMA secure_delete=ON")


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    """Of processes that open a new file together, SQLite may turn one away at once, whatever the busy timeout.

    Raises TimeoutError when the file stays locked.
    """
    async with asyncio.timeout(_OPEN_SECONDS):
        while not await _switched(connection):  # noqa: ASYNC110 - no event tells of another process
            await asyncio.sleep(_OPEN_PAUSE)


async def _switched(connection: aiosqlite.Connection) -> bool:
    try:
        await connection.execute_fetchall("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


async def _migrate(connection: aiosqlite.Connection) -> None:
    """Bring the file to this release's schema. A failure closes the connection, which rolls everything back."""
    await connection.execute_fetchall("BEGIN IMMEDIATE")
    [(version,)] = await connection.execute_fetchall("PRAGMA user_version")
    if version > len(sql.MIGRATIONS):
        raise Misconfigured("STORAGE_URL", "the SQLite file was written by a newer release")
    for statement in (statement for step in sql.MIGRATIONS[version:] for statement in step):
        await connection.execute_fetchall(statement)
    await connection.execute_fetchall(f"PRAGMA user_version={len(sql.MIGRATIONS)}")
    await connection.execute_fetchall("COMMIT")
