"""Rows in one SQLite file, which several processes on one machine may share.

A write is on record once its statement returns and survives the process being killed at any moment: it is then with
the operating system (WAL, `synchronous=NORMAL`). Only a power cut may lose the last moments, never the file.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import BotError, Busy, Misconfigured, NoRoom
from bot.ports import RecordState
from bot.storage import statements as sql
from bot.storage.checkpoints import Checkpoints
from bot.storage.rows import Lease, Moment, OnReplaced, RecordRow, as_before
from bot.storage.sqlite_thread import TRY_EVERY, SqliteThread, primary_code

_OPEN_SECONDS = 5.0
# 16 MB of log before a commit writes it into the file, which waits for the disk and has everybody wait: most of it is
# there by then (checkpoints.py).
_CHECKPOINT_PAGES = 4000
_OPEN_PAUSE = 0.02  # seconds
_BEGINS = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, 1.3
_VERSION = slice(60, 64)  # where `PRAGMA user_version` is
_OLDEST_SQLITE = (3, 35, 0)  # the first that knows RETURNING
_HINTS = {
    sqlite3.SQLITE_NOTADB: "it is no SQLite file",
    sqlite3.SQLITE_CORRUPT: "it is damaged; docs/operations/backup.md says how to go back",
    sqlite3.SQLITE_READONLY: "it, or its folder, cannot be written by this user",
    sqlite3.SQLITE_CANTOPEN: "it, or its folder, cannot be opened by this user",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full, or fails",
}
_PASSES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})  # somebody else's write, which ends
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_NO_ROOM_FOR_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})


class SqliteRows:
    """`bot.storage.rows.Rows` in a file of mode 0600; its folder is made when it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._checkpoints = Checkpoints(partial(sqlite3.connect, path, isolation_level=None))
        self._thread = SqliteThread(self._connected, translated, self._checkpoints.wrote)
        self._inode = 0

    async def open(self, replaced: OnReplaced = as_before) -> None:
        await self._thread.open()
        self._checkpoints.open()

    async def close(self) -> None:
        await asyncio.to_thread(self._checkpoints.close)
        await self._thread.close()

    async def ping(self) -> None:
        """It is there, can be read, and can be written to where it could not be lately."""
        if self._is_gone():
            raise Misconfigured("STORAGE_URL", "the SQLite file is gone, or another one is in its place")
        await self._run(sql.PING)
        if self._thread.fault is None:
            return
        if not self._thread.damaged:
            await self._run(sql.TRY_TO_WRITE)
            self._thread.fault = None
        else:
            raise self._thread.fault.with_traceback(None)  # each time with the trace of this time

    def _is_gone(self) -> bool:
        """SQLite goes on with a file that has been removed, which nobody will find again after the next start."""
        try:
            return os.stat(self._path).st_ino != self._inode
        except OSError:
            return True

    async def _run(self, statement: str, **values: object) -> list[Any]:
        return await self._thread.run(statement, values)

    def _connected(self) -> sqlite3.Connection:
        connection = connected(self._path)
        self._inode = self._path.stat().st_ino
        return connection

    async def secrets(self) -> Sequence[bytes]:
        return [row[0] for row in await self._run(sql.SECRETS)]

    async def add_secret(self, secret: bytes, keyed: Callable[[str], str]) -> None:
        await asyncio.to_thread(_add_secret, self._path, secret, keyed)

    async def replace_secret(self, before: bytes, after: bytes) -> None:
        await self._run(sql.REPLACE_SECRET, before=before, after=after)

    # -- commands on record

    async def record(self, key: str, row: RecordRow, lease: Lease, *, at: Moment, expires: float) -> int | None:
        names = {"key": key, "id": row.id, "owner": row.owner, "conversation": row.conversation, "value": row.value}
        times = {"wall": at.wall, "holder": lease.holder, "until": lease.until, "expires": expires}
        rows = await self._thread.run(sql.RECORD, names | times)
        return rows[0][0] if rows else None

    async def find(self, id: str, *, at: Moment) -> tuple[RecordState, RecordRow] | None:
        rows = await self._run(sql.FIND, id=id, wall=at.wall)
        return (rows[0][0], RecordRow(*rows[0][1:])) if rows else None

    async def await_sign_in(self, id: str, value: bytes, lease: Lease, *, at: Moment, expires: float) -> bool:
        held = {"holder": lease.holder, "until": lease.until}
        return bool(await self._run(sql.AWAIT_SIGN_IN, id=id, value=value, **held, wall=at.wall, expires=expires))

    async def sign_in_offered(self, id: str, *, at: Moment) -> None:
        await self._run(sql.SIGN_IN_OFFERED, id=id, wall=at.wall)

    async def resume(
        self, id: str, owner: str, conversation: str | None, lease: Lease, *, at: Moment, expires: float
    ) -> RecordRow | None:
        held = {"holder": lease.holder, "until": lease.until, "expires": expires}
        rows = await self._run(sql.RESUME, id=id, owner=owner, conversation=conversation, wall=at.wall, **held)
        return RecordRow(*rows[0]) if rows else None

    async def waiting(self, owner: str, conversation: str | None, *, at: Moment) -> Sequence[RecordRow]:
        return _records(await self._run(sql.WAITING, owner=owner, conversation=conversation, wall=at.wall))

    async def renew(self, ids: Collection[str], lease: Lease, *, at: Moment) -> Collection[str]:
        named = json.dumps(list(ids))
        rows = await self._run(sql.RENEW, ids=named, holder=lease.holder, until=lease.until, wall=at.wall)
        return {row[0] for row in rows}

    async def postpone(self, id: str, value: bytes, holder: str, due: float, *, at: Moment) -> bool:
        return bool(await self._run(sql.POSTPONE, id=id, value=value, holder=holder, due=due, wall=at.wall))

    async def let_go(self, holder: str, *, at: Moment) -> None:
        await self._run(sql.LET_GO, holder=holder, tick=at.tick)

    async def done(self, id: str) -> None:
        await self._run(sql.DONE, id=id)

    async def take_over(self, lease: Lease, at_work: Collection[str], *, at: Moment, limit: int) -> Sequence[RecordRow]:
        held = {"holder": lease.holder, "until": lease.until, "at_work": json.dumps(list(at_work))}
        return _records(await self._run(sql.TAKE_OVER, wall=at.wall, tick=at.tick, limit=limit, **held))

    # -- people

    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        rows = await self._run(sql.TOKENS, owner=owner)
        return rows[0] if rows else (0, None)

    async def keep_tokens(self, owner: str, value: bytes, generation: int, before: bytes) -> bool:
        return bool(await self._run(sql.KEEP_TOKENS, owner=owner, value=value, generation=generation, before=before))

    async def drop_tokens(self, owner: str) -> int:
        rows = await self._run(sql.DROP_TOKENS, owner=owner)
        return int(rows[0][0])

    # -- items

    async def put(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> bool:
        return bool(await self._run(sql.PUT, name=table, key=key, value=value, wall=at.wall, expires=expires))

    async def replace(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> None:
        await self._run(sql.REPLACE, name=table, key=key, value=value, expires=expires)

    async def get(self, table: str, key: str, *, at: Moment) -> bytes | None:
        rows = await self._run(sql.GET, name=table, key=key, wall=at.wall)
        return rows[0][0] if rows else None

    async def take(self, table: str, key: str, *, at: Moment) -> bytes | None:
        rows = await self._run(sql.TAKE, name=table, key=key, wall=at.wall)
        return rows[0][0] if rows else None

    async def sweep(self, *, at: Moment) -> int:
        return sum([len(await self._run(statement, wall=at.wall)) for statement in sql.SWEEP])


def _records(rows: Iterable[Sequence[Any]]) -> list[RecordRow]:
    return [RecordRow(*row) for row in rows]


def connected(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """A connection to the file, which is made, or brought to this release's schema. `shared`: among threads."""
    _prepare(path)
    connection = sqlite3.connect(
        path, timeout=_OPEN_SECONDS, isolation_level=None, cached_statements=64, check_same_thread=not shared
    )
    try:
        _configure(connection)
        _migrate(connection)
        connection.execute(f"PRAGMA busy_timeout={int((_OPEN_SECONDS if shared else TRY_EVERY) * 1000)}")
    except BaseException:
        connection.close()
        raise
    return connection


def translated(error: Exception) -> BotError:
    """SQLite's own words may quote what is in the file; its error's name does not."""
    if isinstance(error, BotError):
        return error
    said = reason(error)
    if primary_code(error) in _PASSES:
        return Busy(f"the SQLite file is locked ({said})")
    no_room = primary_code(error) in _NO_ROOM or getattr(error, "errno", None) in _NO_ROOM_FOR_FILES
    return (NoRoom if no_room else Misconfigured)("STORAGE_URL", f"the SQLite file cannot be used ({said})")


def reason(error: Exception) -> str:
    """What to look at: the file system's own words and file, or SQLite's name and ours."""
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
    name = getattr(error, "sqlite_errorname", "")
    hint = _HINTS.get(primary_code(error), "")
    return f"{name}: {hint}" if hint else name or type(error).__name__


def _prepare(path: Path) -> None:
    """A file that only this account can read; SQLite gives its companion files the same mode. What is no store keeps
    the mode it has: `STORAGE_URL` may lead to any file by mistake.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Misconfigured("STORAGE_URL", "SQLite 3.35 or newer is needed")
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "rb") as file:
        if path.is_file() and _may_be_ours(file.read(_VERSION.stop)):
            path.chmod(0o600)


def _may_be_ours(begins: bytes) -> bool:
    """Whether a file that begins so is empty, or a database that no newer release, and no other program, has made."""
    known = int.from_bytes(begins[_VERSION], "big") <= len(sql.MIGRATIONS)
    return begins == b"" or (begins.startswith(_BEGINS) and known)


def _configure(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
    # Erased values are overwritten, instead of lingering in free pages.
    connection.execute("PRAGMA secure_delete=ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of processes that open a new file together, SQLite may turn one away at once, whatever the busy timeout."""
    ends = time.monotonic() + _OPEN_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(_OPEN_PAUSE)
        else:
            return


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to this release's schema. A failure closes the connection, which rolls everything back."""
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(sql.MIGRATIONS):
        raise Misconfigured("STORAGE_URL", "the SQLite file was written by a newer release")
    for statement in (statement for step in sql.MIGRATIONS[version:] for statement in step):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version={len(sql.MIGRATIONS)}")
    connection.execute("COMMIT")


def _add_secret(path: Path, secret: bytes, keyed: Callable[[str], str]) -> None:
    """One transaction for the secret and all that is named by it; on a connection of its own, before any work."""
    with closing(sqlite3.connect(path, timeout=_OPEN_SECONDS, isolation_level=None)) as connection:
        connection.create_function("keyed", 1, keyed, deterministic=True)
        connection.execute("BEGIN IMMEDIATE")
        held = connection.execute("SELECT count(*) FROM secrets").fetchone()[0]
        connection.execute(sql.ADD_SECRET, {"value": secret})
        for statement in sql.KEYED if held == 0 else ():
            connection.execute(statement)
        connection.execute("COMMIT")
