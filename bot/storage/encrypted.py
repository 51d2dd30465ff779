"""The store the bot sees: it hashes names and encrypts values, so that no back end ever holds anything readable.

Ids and keys are stored as SHA-256; people and conversations, which can be guessed, as HMAC under a secret that the
store keeps, encrypted; values as AES-256-GCM bound to table and row. Owner, conversation and id of a record are
encrypted with its value: who can write to the back end but lacks the key cannot give one person's command to another.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

import structlog
from cachetools import TTLCache

from bot.errors import BotError
from bot.ops.clock import steady
from bot.ops.keyring import Keyring, Unreadable
from bot.ops.randomness import random_bytes
from bot.ports import CommandRecord, RecordState, StoredTokens
from bot.storage.envelope import (
    ITEMS,
    OF_PEOPLE,
    PEOPLE,
    SECRETS,
    TABLE,
    Keyed,
    decrypted_record,
    encrypted_record,
    hashed,
    keyed_with,
    rekeyed,
)
from bot.storage.rows import STEP, Lease, Moment, RecordRow, Rows

_log = structlog.get_logger()
_PAUSE = 0.05  # seconds between two steps of a sweep, in which everybody else gets their turn
_MOST_LEFT = 10_000  # commands of which is remembered that they are left to others …
_LEFT_FOR = 3600.0  # … for so many seconds: then nearly all have expired


class EncryptedStore:
    """`bot.ports.Store` over any back end.

    `clock` gives seconds since the epoch, `ticks` seconds on a clock that never jumps.
    """

    def __init__(
        self, rows: Rows, keyring: Keyring, clock: Callable[[], float], ticks: Callable[[], float] = steady
    ) -> None:
        self._rows = rows
        self._keyring = keyring
        self._clock = clock
        self._ticks = ticks
        self._holder = os.urandom(8).hex()
        self._secret = b""
        self._keyed: Keyed = hashed
        self._left: TTLCache[str, None] = TTLCache(_MOST_LEFT, _LEFT_FOR, timer=ticks)  # commands whose key others have

    async def open(self) -> None:
        await self._rows.open(self._agree)
        await self._agree()

    async def close(self) -> None:
        await self._rows.close()

    async def ping(self) -> None:
        await self._rows.ping()

    # -- commands on record

    async def record(
        self, key: str, owner: str, conversation: str, value: bytes, *, lease: float, keep: float
    ) -> CommandRecord | None:
        at = self._now()
        record = CommandRecord(random_bytes(16).hex(), owner, conversation, generation=0, attempt=1, value=value)
        row = encrypted_record(self._keyring, self._keyed, record)
        generation = await self._rows.record(
            hashed("key", key), row, self._lease(at, lease), at=at, expires=at.wall + keep
        )
        if generation is None:
            return None
        return replace(record, generation=generation) if generation else record

    async def await_sign_in(self, record: CommandRecord, value: bytes, *, lease: float, keep: float) -> bool:
        at = self._now()
        row = encrypted_record(self._keyring, self._keyed, replace(record, value=value))
        until = self._lease(at, lease)
        return await self._rows.await_sign_in(row.id, row.value, until, at=at, expires=at.wall + keep)

    async def sign_in_offered(self, id: str) -> None:
        await self._rows.sign_in_offered(hashed("id", id), at=self._now())

    async def resume(
        self, id: str, owner: str, conversation: str | None, *, lease: float, keep: float = 0.0
    ) -> CommandRecord | None:
        at = self._now()
        place = self._conversation(conversation)
        until = self._lease(at, lease)
        row = await self._rows.resume(hashed("id", id), self._owner(owner), place, until, at=at, expires=at.wall + keep)
        return None if row is None else await self._read_or_let_go(row)

    async def waiting(self, owner: str, conversation: str | None = None) -> Sequence[CommandRecord]:
        rows = await self._rows.waiting(self._owner(owner), self._conversation(conversation), at=self._now())
        return [record for row in rows if (record := self._read(row))]

    async def find(self, id: str, owner: str) -> RecordState | None:
        found = await self._rows.find(hashed("id", id), at=self._now())
        return found[0] if found and found[1].owner == self._owner(owner) else None

    async def renew(self, ids: Collection[str], *, lease: float) -> Collection[str]:
        at = self._now()
        rows = {hashed("id", id): id for id in ids}
        held = await self._rows.renew(rows.keys(), self._lease(at, lease), at=at)
        return {rows[row] for row in held}

    async def postpone(self, record: CommandRecord, value: bytes, *, delay: float) -> bool:
        row = encrypted_record(self._keyring, self._keyed, replace(record, value=value))
        at = self._now()
        return await self._rows.postpone(row.id, row.value, self._holder, at.tick + delay, at=at)

    async def let_go(self) -> None:
        await self._rows.let_go(self._holder, at=self._now())

    async def done(self, id: str) -> None:
        await self._rows.done(hashed("id", id))

    async def take_over(self, *, lease: float, limit: int, at_work: Collection[str] = ()) -> Sequence[CommandRecord]:
        at = self._now()
        passed_over = [*self._left, *(hashed("id", id) for id in at_work)]
        rows = await self._rows.take_over(self._lease(at, lease), passed_over, at=at, limit=limit)
        return [record for row in rows if (record := await self._read_or_let_go(row))]

    # -- a person's tokens

    async def tokens(self, owner: str) -> StoredTokens:
        name = self._owner(owner)
        generation, encrypted = await self._rows.tokens(name)
        value = self._decrypted(encrypted, PEOPLE, name, before=hashed("owner", owner))
        return StoredTokens(generation, value, version=encrypted or b"")  # no two encryptions are alike

    async def keep_tokens(self, owner: str, value: bytes, generation: int, *, instead_of: bytes = b"") -> bool:
        name = self._owner(owner)
        return await self._rows.keep_tokens(name, self._keyring.encrypt(value, PEOPLE, name), generation, instead_of)

    async def drop_tokens(self, owner: str) -> int:
        return await self._rows.drop_tokens(self._owner(owner))

    # -- small things with a lifetime

    async def put(self, table: str, key: str, value: bytes, *, keep: float) -> bool:
        at = self._now()
        row = self._item(table, key)
        encrypted = self._keyring.encrypt(value, ITEMS, table, row)
        return await self._rows.put(table, row, encrypted, at=at, expires=at.wall + keep)

    async def replace(self, table: str, key: str, value: bytes, *, keep: float) -> None:
        at = self._now()
        row = self._item(table, key)
        encrypted = self._keyring.encrypt(value, ITEMS, table, row)
        await self._rows.replace(table, row, encrypted, at=at, expires=at.wall + keep)

    async def get(self, table: str, key: str) -> bytes | None:
        row = self._item(table, key)
        return self._decrypted(await self._rows.get(table, row, at=self._now()), ITEMS, table, row)

    async def take(self, table: str, key: str) -> bytes | None:
        row = self._item(table, key)
        return self._decrypted(await self._rows.take(table, row, at=self._now()), ITEMS, table, row)

    async def sweep(self) -> int:
        total = erased = await self._rows.sweep(at=self._now())
        while erased >= STEP:
            await asyncio.sleep(_PAUSE)
            total += (erased := await self._rows.sweep(at=self._now()))
        return total

    # -- names and values

    async def _agree(self) -> None:
        """Hash names as everybody does who has the store open."""
        self._secret = await self._oldest_secret() or await self._new_secret()
        self._keyed = keyed_with(self._secret)

    async def _oldest_secret(self) -> bytes:
        """What names are hashed with: the oldest secret that our keys open, from now on under the first of them."""
        for held in await self._rows.secrets():
            try:
                secret = self._keyring.decrypt(held, SECRETS)
            except Unreadable:
                continue
            if not self._keyring.is_current(held):
                await self._rows.replace_secret(held, self._keyring.encrypt(secret, SECRETS))
            return secret
        return b""

    async def _new_secret(self) -> bytes:
        """Another instance may open the store at this moment: the one that was first counts. A store that was emptied
        goes on with the secret that we know.
        """
        if await self._rows.secrets():
            _log.error("stored_names_unreadable", setting="STORAGE_ENCRYPTION_KEYS")
        made = self._secret or os.urandom(32)
        await self._rows.add_secret(self._keyring.encrypt(made, SECRETS), partial(rekeyed, made))
        return await self._oldest_secret()

    def _now(self) -> Moment:
        return Moment(self._clock(), self._ticks())

    def _lease(self, at: Moment, seconds: float) -> Lease:
        return Lease(self._holder, at.tick + seconds)

    def _item(self, table: str, key: str) -> str:
        """What is kept for long under a person's key is hashed as people are."""
        return self._owner(key) if table in OF_PEOPLE else hashed("item", key)

    def _owner(self, owner: str) -> str:
        return self._keyed("owner", owner)

    def _conversation(self, conversation: str | None) -> str | None:
        return None if conversation is None else self._keyed("place", conversation)

    async def _read_or_let_go(self, row: RecordRow) -> CommandRecord | None:
        """A claimed row that cannot be read is finished, or it would come back for ever. One whose key is missing here
        is left to who has it: another instance, or the next start.
        """
        record = self._read(row)
        if record is None:
            with suppress(BotError):  # then it comes back once more, and keeps back nothing else
                if self._keyring.has_key_of(row.value):
                    await self._rows.done(row.id)
                else:
                    self._left[row.id] = None
                    at = self._now()
                    await self._rows.postpone(row.id, row.value, self._holder, at.tick, at=at)
        return record

    def _read(self, row: RecordRow) -> CommandRecord | None:
        try:
            return decrypted_record(self._keyring, self._keyed, row)
        except Unreadable:
            self._tell_unreadable(row.value, TABLE)
            return None

    def _decrypted(self, encrypted: bytes | None, *context: str, before: str = "") -> bytes | None:
        """`before`: the name to which the releases before have bound it."""
        if encrypted is None:
            return None
        for names in (context, (context[0], before)) if before else (context,):
            with suppress(Unreadable):
                return self._keyring.decrypt(encrypted, *names)
        self._tell_unreadable(encrypted, context[0])
        return None

    def _tell_unreadable(self, encrypted: bytes, table: str) -> None:
        """With the setting to look at, where it is the key that is missing."""
        missing = {} if self._keyring.has_key_of(encrypted) else {"setting": "STORAGE_ENCRYPTION_KEYS"}
        _log.warning("stored_value_unreadable", table=table, **missing)
