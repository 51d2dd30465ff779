"""All that a Redis holds of a bot, for whoever looks after it; a running bot is not in the way."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from typing import Any

from bot.storage import redis_scripts as lua
from bot.storage.entries import Entry, Item, Person, Record, Secret
from bot.storage.redis import STATES
from bot.storage.redis_line import Argument, RedisLine


class RedisShelf:
    """`bot.storage.entries.Shelf` under the bot's prefix."""

    def __init__(self, line: RedisLine) -> None:
        self._line = line

    async def open(self) -> None:
        await self._line.run(lua.BEGIN, secrets.token_hex(8), "", 0)

    async def close(self) -> None:
        await self._line.close()

    async def entries(self) -> AsyncIterator[Entry]:
        for value in await self._line.run(lua.SECRETS):
            yield Secret(value)
        for kind, seen in (("p:", _person), ("d:", _record), ("i:", _item)):
            async for key in self._line.keys(f"{lua.PREFIX}{kind}"):
                if found := await self._line.run(lua.DESCRIBE, key):
                    yield seen(key.removeprefix(f"{lua.PREFIX}{kind}"), found)

    async def add(self, entry: Entry) -> bool:
        return bool(await self._line.run(*_adding(entry)))

    async def replace(self, entry: Entry, value: bytes) -> bool:
        match entry:
            case Secret():
                return bool(await self._line.run(lua.REPLACE_SECRET, entry.value, value))
            case Person():
                return await self._put_in(f"p:{entry.owner}", entry.value, value)
            case Record():
                return await self._put_in(f"d:{entry.id}", entry.value, value)
            case Item():
                return await self._put_in(f"i:{entry.table}:{entry.key}", entry.value, value)

    async def remove(self, entry: Record | Item) -> bool:
        if isinstance(entry, Item):
            return bool(await self._line.run(lua.REMOVE_ITEM, entry.table, entry.key))
        return bool(await self._line.run(lua.REMOVE_RECORD, entry.id))

    async def _put_in(self, name: str, before: bytes | None, after: bytes) -> bool:
        return bool(await self._line.run(lua.PUT_IN, f"{lua.PREFIX}{name}", before or b"", after))


def _adding(entry: Entry) -> tuple[lua.Script, *tuple[Argument, ...]]:
    match entry:
        case Secret():
            return lua.ADD_SECRET, entry.value
        case Person():
            return lua.ADD_PERSON, entry.owner, entry.generation, entry.value or b""
        case Item():
            return lua.ADD_ITEM, entry.table, entry.key, entry.value, lua.milliseconds(entry.left)
        case Record():
            names = (entry.key, entry.id, entry.owner, entry.conversation, entry.state, entry.attempt, entry.holder)
            due = "" if entry.due is None else round(entry.due * 1000)
            return (
                lua.ADD_RECORD,
                *names,
                entry.value or b"",
                round(entry.age * 1000),
                lua.milliseconds(entry.left),
                due,
            )


def _person(owner: str, found: Any) -> Person:
    generation, value, *_ = found
    return Person(owner, generation, value)


def _record(id: str, found: Any) -> Record:
    key, owner, conversation, state, attempt, holder, value, age, left, due = found
    names = (key.decode(), id, owner.decode(), conversation.decode(), STATES[state], int(attempt), holder.decode())
    return Record(*names, age / 1000, left / 1000, None if due is None else due / 1000, value or None)


def _item(name: str, found: Any) -> Item:
    table, _, key = name.rpartition(":")
    return Item(table, key, found[1] / 1000, found[0])
