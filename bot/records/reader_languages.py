"""The language in which a person wants to be answered, kept until they change it, in every instance."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from weakref import WeakValueDictionary

from cachetools import LRUCache

from bot.errors import BotError
from bot.model import User
from bot.ops.budgets import READER_LANGUAGE
from bot.ports import Store

TABLE = "reader language"
DAY = 86400.0  # seconds
KEEP_READER_LANGUAGE = 400 * DAY  # seconds since it was last of use: whoever comes once a year finds it as they left it
RENEWED_AFTER = 30  # days
AT_HAND = 10_000  # people
KNOWN_FOR = 60.0  # seconds after which a change in another instance is seen


class StoredReaderLanguages:
    """One short value a person, encrypted like all others, and at hand in memory: a message seldom asks the store.

    `clock` runs steadily, `now` gives epoch seconds. A store that fails says what it said before.
    """

    def __init__(
        self, store: Store, clock: Callable[[], float] = time.monotonic, now: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._clock = clock
        self._now = now
        self._at_hand: LRUCache[str, tuple[str, float]] = LRUCache(AT_HAND)
        self.renewing: set[asyncio.Task[None]] = set()
        self._writing_for: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def chosen(self, user: User) -> str:
        """BCP 47; "" as Teams is set."""
        language, known = self._at_hand.get(user.key, ("", float("-inf")))
        if self._clock() - known < KNOWN_FOR:
            return language
        with suppress(BotError, TimeoutError):
            async with asyncio.timeout(READER_LANGUAGE):
                language = await self._read(user)
            self._remember(user, language)
        return language

    def at_hand(self, user: User) -> str:
        """As it was known last."""
        return self._at_hand.get(user.key, ("", 0.0))[0]

    async def choose(self, user: User, language: str) -> None:
        """For all instances; "" leaves nothing behind."""
        async with self._alone(user):
            if language:
                await self._write(user, language)
            else:
                await self._store.take(TABLE, user.key)
            self._remember(user, language)

    async def _read(self, user: User) -> str:
        kept = await self._store.get(TABLE, user.key)
        language, _, day = (kept or b"").decode().partition(" ")
        is_old = day.isdecimal() and self._today() - int(day) >= RENEWED_AFTER
        if is_old:
            renewing = asyncio.create_task(self._renew(user, language, kept))
            self.renewing.add(renewing)
            renewing.add_done_callback(self.renewing.discard)
        return language

    async def _renew(self, user: User, language: str, kept: bytes | None) -> None:
        """Apart from whoever asks, who has no time for it; where it fails, the next look at the store tries again."""
        with suppress(BotError):
            async with self._alone(user):
                if await self._store.get(TABLE, user.key) == kept:  # or it would put back what is chosen no more
                    await self._write(user, language)

    async def _write(self, user: User, language: str) -> None:
        dated = f"{language} {self._today()}".encode()
        await self._store.replace(TABLE, user.key, dated, keep=KEEP_READER_LANGUAGE)

    def _alone(self, user: User) -> asyncio.Lock:
        return self._writing_for.setdefault(user.key, asyncio.Lock())

    def _remember(self, user: User, language: str) -> None:
        self._at_hand[user.key] = (language, self._clock())

    def _today(self) -> int:
        return int(self._now() // DAY)
