"""All rows of a SQLite file, for whoever looks after it; a running bot is not in the way."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import Misconfigured
from bot.ops.places import is_there
from bot.storage.entries import Entry, Item, Person, Record, Secret
from bot.storage.rows import LONGEST_DELAY, Moment
from bot.storage.sqlite import connected, translated

T = TypeVar("T")
RECORDS = """SELECT key, id, owner, conversation, state, attempt, holder, :wall - recorded, expires - :wall,
    leased - :tick, value FROM deliveries WHERE expires > :wall"""
ITEMS = "SELECT name, key, expires - :wall, value FROM items WHERE expires > :wall"
ADD = {
    Secret: "INSERT INTO secrets (value) SELECT :value WHERE NOT EXISTS (SELECT 1 FROM secrets WHERE value = :value)",
    Person: "INSERT OR IGNORE INTO people (owner, generation, value) VALUES (:owner, :generation, :value)",
    Record: """INSERT OR IGNORE INTO deliveries
        (key, id, owner, conversation, state, attempt, holder, recorded, expires, leased, value) VALUES
        (:key, :id, :owner, :conversation, :state, :attempt, :holder, :wall - :age, :wall + :left, :tick + :due,
        :value)""",
    Item: "INSERT OR IGNORE INTO items (name, key, expires, value) VALUES (:table, :key, :wall + :left, :value)",
}
REPLACE = {
    Secret: "UPDATE secrets SET value = :new WHERE value = :value",
    Person: "UPDATE people SET value = :new WHERE owner = :owner AND value = :value",
    Record: "UPDATE deliveries SET value = :new WHERE id = :id AND value = :value",
    Item: "UPDATE items SET value = :new WHERE name = :table AND key = :key AND value = :value",
}
REMOVE = {
    Record: "DELETE FROM deliveries WHERE id = :id",
    Item: "DELETE FROM items WHERE name = :table AND key = :key",
}


class SqliteShelf:
    """`bot.storage.entries.Shelf` in a file. `now` is asked for every row that has a lifetime."""

    def __init__(self, path: Path, now: Callable[[], Moment], *, make: bool) -> None:
        """`make`: the file may be made."""
        self._path = path
        self._now = now
        self._make = make
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        if not self._make and not is_there(self._path):
            raise Misconfigured("STORAGE_URL", "there is no such SQLite file")
        self._connection = await self._done(lambda: connected(self._path, shared=True))

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    async def entries(self) -> AsyncIterator[Entry]:
        now = self._now()
        time = {"wall": now.wall, "tick": now.tick}
        for (value,) in await self._rows("SELECT value FROM secrets ORDER BY added", {}):
            yield Secret(value)
        for row in await self._rows("SELECT owner, generation, value FROM people", {}):
            yield Person(*row)
        for row in await self._rows(RECORDS, time):
            record = Record(*row)
            # Of another clock, as after a restart of the machine, it has ended.
            yield replace(record, due=0.0) if (record.due or 0.0) > LONGEST_DELAY else record
        for row in await self._rows(ITEMS, time):
            yield Item(*row)

    async def add(self, entry: Entry) -> bool:
        now = self._now()
        return await self._changed(ADD[type(entry)], asdict(entry) | {"wall": now.wall, "tick": now.tick})

    async def replace(self, entry: Entry, value: bytes) -> bool:
        return await self._changed(REPLACE[type(entry)], asdict(entry) | {"new": value})

    async def remove(self, entry: Record | Item) -> bool:
        return await self._changed(REMOVE[type(entry)], asdict(entry))

    async def _rows(self, statement: str, values: Mapping[str, object]) -> list[Any]:
        return await self._done(lambda: self._open.execute(statement, values).fetchall())

    async def _changed(self, statement: str, values: Mapping[str, object]) -> bool:
        return await self._done(lambda: self._open.execute(statement, values).rowcount > 0)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise Misconfigured("STORAGE_URL", "the store is not open")
        return self._connection

    async def _done(self, doing: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(doing)
        except (sqlite3.Error, OSError) as error:
            raise translated(error) from error
