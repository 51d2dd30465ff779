"""The store the bot sees: it hashes names and seals values, so that no back end ever holds anything readable.

A person's key, a conversation and a delivery's id and key are stored as SHA-256; values as AES-256-GCM bound to table
and row. Owner, place and id of a delivery are sealed in with its value: whoever can write to the back end but lacks
the key cannot give one person's command to another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

import structlog

from bot.ops.keyring import Keyring, Unreadable
from bot.ports import CommandRecord, StoredTokens
from bot.storage.envelope import TABLE, decrypted_record, encrypted_record, hashed
from bot.storage.rows import DeliveryRow, Rows

_log = structlog.get_logger()


class EncryptedStore:
    """`bot.ports.Store` over any back end; `clock` gives seconds since the epoch.

    Recording is the first attempt; each time a delivery is taken over as an orphan is one more.
    """

    def __init__(self, rows: Rows, keyring: Keyring, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._keyring = keyring
        self._clock = clock

    async def open(self) -> None:
        await self._rows.open()

    async def close(self) -> None:
        await self._rows.close()

    async def ping(self) -> None:
        await self._rows.ping()

    # -- deliveries

    async def record(
        self, key: str, owner: str, place: str, value: bytes, *, lease: float, keep: float
    ) -> CommandRecord | None:
        now = self._clock()
        delivery = CommandRecord(uuid4().hex, owner, place, generation=0, attempt=1, value=value)
        row = encrypted_record(self._keyring, delivery)
        generation = await self._rows.record(hashed("key", key), row, now=now, leased=now + lease, expires=now + keep)
        return None if generation is None else replace(delivery, generation=generation)

    async def ask(self, id: str, value: bytes, *, lease: float, keep: float) -> None:
        now = self._clock()
        found = await self._rows.find(hashed("id", id), now=now)
        # Owner and place come from the old envelope: they never change, so nothing can slip in between.
        held = self._opened(found[1]) if found and found[0] != "done" else None
        if held is not None:
            row = encrypted_record(self._keyring, replace(held, value=value))
            await self._rows.ask(row.id, row.value, now=now, leased=now + lease, expires=now + keep)

    async def wait(self, id: str) -> None:
        await self._rows.wait(hashed("id", id), now=self._clock())

    async def resume(self, id: str, owner: str, place: str | None, *, lease: float) -> CommandRecord | None:
        now = self._clock()
        row = await self._rows.resume(
            hashed("id", id), hashed("owner", owner), _place(place), now=now, leased=now + lease
        )
        return None if row is None else await self._opened_or_finished(row)

    async def waiting(self, owner: str, place: str | None = None) -> Sequence[CommandRecord]:
        rows = await self._rows.waiting(hashed("owner", owner), _place(place), now=self._clock())
        return [delivery for row in rows if (delivery := self._opened(row))]

    async def find(self, id: str, owner: str) -> str | None:
        found = await self._rows.find(hashed("id", id), now=self._clock())
        return found[0] if found and found[1].owner == hashed("owner", owner) else None

    async def renew(self, id: str, *, lease: float) -> None:
        now = self._clock()
        await self._rows.renew(hashed("id", id), now=now, leased=now + lease)

    async def done(self, id: str) -> None:
        await self._rows.done(hashed("id", id))

    async def orphans(self, *, lease: float, limit: int = 20) -> Sequence[CommandRecord]:
        now = self._clock()
        rows = await self._rows.orphans(now=now, leased=now + lease, limit=limit)
        return [delivery for row in rows if (delivery := await self._opened_or_finished(row))]

    # -- a person's tokens

    async def tokens(self, owner: str) -> StoredTokens:
        row = hashed("owner", owner)
        generation, sealed = await self._rows.tokens(row)
        return StoredTokens(generation, self._unsealed(sealed, "people", row))

    async def keep_tokens(self, owner: str, value: bytes, generation: int) -> bool:
        row = hashed("owner", owner)
        return await self._rows.keep_tokens(row, self._keyring.seal(value, "people", row), generation)

    async def drop_tokens(self, owner: str) -> int:
        return await self._rows.drop_tokens(hashed("owner", owner))

    # -- small things with a lifetime

    async def put(self, table: str, key: str, value: bytes, *, keep: float) -> bool:
        now, row = self._clock(), hashed("item", key)
        sealed = self._keyring.seal(value, "items", table, row)
        return await self._rows.put(table, row, sealed, now=now, expires=now + keep)

    async def get(self, table: str, key: str) -> bytes | None:
        row = hashed("item", key)
        return self._unsealed(await self._rows.get(table, row, now=self._clock()), "items", table, row)

    async def take(self, table: str, key: str) -> bytes | None:
        row = hashed("item", key)
        return self._unsealed(await self._rows.take(table, row, now=self._clock()), "items", table, row)

    async def sweep(self) -> int:
        return await self._rows.sweep(now=self._clock())

    # -- reading

    async def _opened_or_finished(self, row: DeliveryRow) -> CommandRecord | None:
        """A claimed row that cannot be read is finished, or it would come back as an orphan for ever."""
        delivery = self._opened(row)
        if delivery is None:
            await self._rows.done(row.id)
        return delivery

    def _opened(self, row: DeliveryRow) -> CommandRecord | None:
        try:
            return decrypted_record(self._keyring, row)
        except Unreadable:
            _log.warning("stored_value_unreadable", table=TABLE)
            return None

    def _unsealed(self, sealed: bytes | None, *context: str) -> bytes | None:
        try:
            return None if sealed is None else self._keyring.open(sealed, *context)
        except Unreadable:
            _log.warning("stored_value_unreadable", table=context[0])
            return None


def _place(place: str | None) -> str | None:
    return None if place is None else hashed("place", place)
