"""Rows in Redis, which any number of instances on any number of machines may share.

Leases and lifetimes are durations that the server counts: no instance's clock matters. A server that was emptied is
noticed with the next question: names are hashed as the store then says, and generations go on from a number that no
instance has seen, so that nobody serves from memory what belonged to the store before.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Sequence
from typing import Any

import structlog

from bot.errors import Misconfigured
from bot.ports import RecordState
from bot.storage import redis_scripts as lua
from bot.storage.redis_line import Argument, RedisLine, Replaced
from bot.storage.rows import Lease, Moment, OnReplaced, RecordRow, as_before

log = structlog.get_logger()
STATES: dict[bytes, RecordState] = {b"running": "running", b"asking": "asking", b"waiting": "waiting", b"done": "done"}
SETTLED = 1.5  # leases; one is renewed each third of it


class RedisRows:
    """`bot.storage.rows.Rows` under one prefix of one server."""

    def __init__(self, line: RedisLine) -> None:
        self._line = line
        self._store = ""
        self._base = 0
        self._replaced: OnReplaced = as_before
        self._beginning = asyncio.Lock()

    async def open(self, replaced: OnReplaced = as_before) -> None:
        self._replaced = replaced
        _check(await self._line.info())
        self._store, self._base = await self._begun()

    async def close(self) -> None:
        await self._line.close()

    async def ping(self) -> None:
        await self._run(lua.PING)

    async def _run(self, script: lua.Script, *arguments: Argument) -> Any:
        """Names in `arguments` belong to the store as it is known at this moment; in another one nothing is done."""
        store = self._store
        try:
            return await self._line.run(script, store, *arguments)
        except Replaced:
            await self._begin_again(store)
            raise

    async def _begin_again(self, before: str) -> None:
        async with self._beginning:
            if self._store != before:  # somebody else has noticed, too
                return
            store, base = await self._begun()
            await self._replaced()
            self._store, self._base = store, base
            log.error("store_was_emptied", setting="STORAGE_URL")

    async def _begun(self) -> tuple[str, int]:
        """What the store is called, and where its generations begin."""
        store, base = await self._line.run(lua.BEGIN, secrets.token_hex(8), self._store, self._base)
        return store.decode(), base

    async def secrets(self) -> Sequence[bytes]:
        found: list[bytes] = await self._line.run(lua.SECRETS)
        return found

    async def add_secret(self, secret: bytes, keyed: Callable[[str], str]) -> None:
        await self._line.run(lua.ADD_SECRET, secret)

    async def replace_secret(self, before: bytes, after: bytes) -> None:
        await self._line.run(lua.REPLACE_SECRET, before, after)

    # -- commands on record

    async def record(self, key: str, row: RecordRow, lease: Lease, *, at: Moment, expires: float) -> int | None:
        names = (key, row.id, row.owner, row.conversation, row.value)
        generation: int | None = await self._run(
            lua.RECORD, *names, lease.holder, _left(lease.until, at.tick), _left(expires, at.wall)
        )
        return generation

    async def find(self, id: str, *, at: Moment) -> tuple[RecordState, RecordRow] | None:
        found = await self._run(lua.FIND, id)
        return (STATES[found[0]], _record(found[1])) if found else None

    async def await_sign_in(self, id: str, value: bytes, lease: Lease, *, at: Moment, expires: float) -> bool:
        until = _left(lease.until, at.tick)
        return bool(await self._run(lua.AWAIT_SIGN_IN, id, value, lease.holder, until, _left(expires, at.wall)))

    async def sign_in_offered(self, id: str, *, at: Moment) -> None:
        await self._run(lua.SIGN_IN_OFFERED, id)

    async def resume(
        self, id: str, owner: str, conversation: str | None, lease: Lease, *, at: Moment, expires: float
    ) -> RecordRow | None:
        until = _left(lease.until, at.tick)
        keep = _left(expires, at.wall)
        found = await self._run(lua.RESUME, id, owner, conversation or "", lease.holder, until, keep)
        return _record(found) if found else None

    async def waiting(self, owner: str, conversation: str | None, *, at: Moment) -> Sequence[RecordRow]:
        return [_record(found) for found in await self._run(lua.WAITING, owner, conversation or "")]

    async def renew(self, ids: Collection[str], lease: Lease, *, at: Moment) -> Collection[str]:
        held = await self._run(lua.RENEW, lease.holder, _left(lease.until, at.tick), *ids)
        return {id.decode() for id in held}

    async def postpone(self, id: str, value: bytes, holder: str, due: float, *, at: Moment) -> bool:
        return bool(await self._run(lua.POSTPONE, id, value, holder, _left(due, at.tick)))

    async def let_go(self, holder: str, *, at: Moment) -> None:
        await self._run(lua.LET_GO, holder)

    async def done(self, id: str) -> None:
        await self._run(lua.DONE, id)

    async def take_over(self, lease: Lease, at_work: Collection[str], *, at: Moment, limit: int) -> Sequence[RecordRow]:
        """Whose server was away could not renew a lease, and is not dead for that: for the time of a lease and a half
        after an outage, what others hold is left to them.
        """
        seconds = lease.until - at.tick
        everything = self._line.well_for() > SETTLED * seconds
        until = _left(lease.until, at.tick)
        found = await self._run(lua.TAKE_OVER, lease.holder, until, limit, int(everything), *at_work)
        return [_record(one) for one in found]

    # -- people

    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        generation, value = await self._run(lua.TOKENS, owner)
        return generation, value

    async def keep_tokens(self, owner: str, value: bytes, generation: int, before: bytes) -> bool:
        return bool(await self._run(lua.KEEP_TOKENS, owner, value, generation, before))

    async def drop_tokens(self, owner: str) -> int:
        return int(await self._run(lua.DROP_TOKENS, owner))

    # -- items

    async def put(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> bool:
        return bool(await self._run(lua.PUT, table, key, value, _left(expires, at.wall)))

    async def replace(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> None:
        await self._run(lua.REPLACE, table, key, value, _left(expires, at.wall))

    async def get(self, table: str, key: str, *, at: Moment) -> bytes | None:
        value: bytes | None = await self._run(lua.GET, table, key)
        return value

    async def take(self, table: str, key: str, *, at: Moment) -> bytes | None:
        value: bytes | None = await self._run(lua.TAKE, table, key)
        return value

    async def sweep(self, *, at: Moment) -> int:
        """Nothing: the server erases what has expired."""
        return 0


def _left(until: float, now: float) -> int:
    """Milliseconds from `now` until then."""
    return lua.milliseconds(until - now)


def _record(found: Sequence[Any]) -> RecordRow:
    id, owner, conversation, value, attempt, generation = found
    return RecordRow(id.decode(), owner.decode(), conversation.decode(), value, attempt, generation)


def _check(info: dict[str, Any]) -> None:
    """Raises Misconfigured for what is no single server; one that may throw records away is only told of."""
    if info.get("redis_mode") == "sentinel":
        raise Misconfigured("STORAGE_URL", "a Redis Sentinel; the bot needs the address of the server itself")
    if info.get("maxmemory") and info.get("maxmemory_policy") != lua.EVICTS_NOTHING:
        log.warning(
            "redis_may_evict", setting="STORAGE_URL", policy=info.get("maxmemory_policy"), wanted=lua.EVICTS_NOTHING
        )
