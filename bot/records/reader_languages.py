"""The language in which a person wants to be answered, kept until they change it, in every instance."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

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
PUT_BACK = (0.1, 1.0, 5.0, 15.0, 60.0)  # seconds between tries
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
        for renewing in [each for each in self.renewing if each.get_name() == user.key]:
            renewing.cancel()  # or it would put back what is chosen no more
            await asyncio.wait({renewing})
        await self._store.take(TABLE, user.key)
        dated = self._dated(language)
        while language and not await self._store.put(TABLE, user.key, dated, keep=KEEP_READER_LANGUAGE):
            await self._store.take(TABLE, user.key)  # of two choices at once, the last one counts
        self._remember(user, language)

    async def _read(self, user: User) -> str:
        kept = await self._store.get(TABLE, user.key)
        language, _, day = (kept or b"").decode().partition(" ")
        is_old = day.isdecimal() and self._today() - int(day) >= RENEWED_AFTER
        if is_old:
            renewing = asyncio.create_task(self._renew(user, language, kept), name=user.key)
            self.renewing.add(renewing)
            renewing.add_done_callback(self.renewing.discard)
        return language

    async def _renew(self, user: User, language: str, kept: bytes | None) -> None:
        """Apart from whoever asks, who has no time for it: what is taken out has to be put back.

        Only one process renews it, and never what was chosen meanwhile.
        """
        with suppress(BotError):
            if await self._store.take(TABLE, user.key) != kept:
                return
            for pause in PUT_BACK:
                with suppress(BotError):
                    await self._store.put(TABLE, user.key, self._dated(language), keep=KEEP_READER_LANGUAGE)
                    return
                await asyncio.sleep(pause)

    def _remember(self, user: User, language: str) -> None:
        self._at_hand[user.key] = (language, self._clock())

    def _dated(self, language: str) -> bytes:
        return f"{language} {self._today()}".encode()

    def _today(self) -> int:
        return int(self._now() // DAY)
