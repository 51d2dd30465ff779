"""Claims and tokens in one SQLite file: one thread writes, and what waits together is committed together."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEMA = """
CREATE TABLE IF NOT EXISTS claims (
    key BLOB PRIMARY KEY, owner BLOB NOT NULL, state TEXT NOT NULL, leased REAL, expires REAL NOT NULL, value BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claims_leased ON claims (leased) WHERE leased IS NOT NULL;
CREATE TABLE IF NOT EXISTS people (owner BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
CLAIM = "INSERT OR IGNORE INTO claims VALUES (?, ?, 'running', ?, ?, ?)"
DONE = "UPDATE claims SET state = 'done', leased = NULL, value = NULL WHERE key = ?"
KEEP = "INSERT OR REPLACE INTO people VALUES (?, ?)"
FIND = "SELECT value FROM people WHERE owner = ?"
LEASE, KEPT = 6.0, 24 * 3600.0
KEY = bytes(range(32))


class Store:
    """Values are AES-256-GCM under one key, bound to their row; names are hashed."""

    def __init__(self, file: Path, key: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)
        self._reading = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._cipher = AESGCM(key)
        self._jobs: deque[tuple[str, tuple[Any, ...], asyncio.Future[int] | None]] = deque()
        self._wake = threading.Semaphore(0)
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._write, daemon=True).start()

    async def claim(self, conversation: str, activity: str, owner: str, value: bytes, now: float) -> bytes | None:
        """The claim's key, on record when this returns; None for a delivery that is known."""
        key = hashed(f"{conversation}\n{activity}")
        done: asyncio.Future[int] = self._loop.create_future()
        self._put(CLAIM, (key, hashed(owner), now + LEASE, now + KEPT, self.seal(value, key)), done)
        return key if await done else None

    def done(self, key: bytes) -> None:
        """Answered; on record soon."""
        self._put(DONE, (key,), None)

    def keep(self, owner: str, value: bytes) -> None:
        """A person's tokens; on record soon."""
        row = hashed(owner)
        self._put(KEEP, (row, self.seal(value, row)), None)

    def find(self, owner: str) -> bytes | None:
        """A person's tokens: some tens of microseconds, read right here."""
        row = hashed(owner)
        found = self._reading.execute(FIND, (row,)).fetchone()
        return self.open(found[0], row) if found else None

    def seal(self, value: bytes, context: bytes) -> bytes:
        return sealed(self._cipher, value, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        return self._cipher.decrypt(sealed[:12], sealed[12:], context)

    def _put(self, statement: str, values: tuple[Any, ...], done: asyncio.Future[int] | None) -> None:
        self._jobs.append((statement, values, done))
        self._wake.release()

    def _write(self) -> None:
        execute = self._connection.execute
        while True:
            self._wake.acquire()
            told: list[tuple[asyncio.Future[int], int]] = []
            execute("BEGIN IMMEDIATE")
            while self._jobs:
                statement, values, done = self._jobs.popleft()
                changed = execute(statement, values).rowcount
                if done:
                    told.append((done, changed))
            execute("COMMIT")
            while self._wake.acquire(blocking=False):
                pass
            if self._jobs:
                self._wake.release()
            if told:
                self._loop.call_soon_threadsafe(_tell, told)


def _tell(told: list[tuple[asyncio.Future[int], int]]) -> None:
    for done, changed in told:
        done.set_result(changed)


def hashed(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def write_people(file: Path, people: Iterable[tuple[str, bytes]]) -> None:
    """Tokens of so many people, before the bot is started."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cipher = AESGCM(KEY)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(SCHEMA)
        rows = ((row, sealed(cipher, value, row)) for owner, value in people for row in (hashed(owner),))
        connection.executemany(KEEP, rows)
        connection.commit()


def sealed(cipher: AESGCM, value: bytes, context: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + cipher.encrypt(nonce, value, context)
