"""The language of a person's last customer, so that the next invitation begins in it."""

from __future__ import annotations

from contextlib import suppress

from bot.errors import BotError
from bot.model import User
from bot.ports import Store

TABLE = "customer language"
KEEP_CUSTOMER_LANGUAGE = 90 * 86400.0  # seconds


class StoredLanguages:
    """One short value a person, encrypted like all others; a store that fails is as good as none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self, user: User) -> str:
        """BCP 47; "" when there was none."""
        with suppress(BotError):
            return (await self._store.get(TABLE, user.key) or b"").decode()
        return ""

    async def used(self, user: User, language: str) -> None:
        """Remember it, if it is another one than before."""
        if await self.last(user) == language:
            return
        with suppress(BotError):
            await self._store.replace(TABLE, user.key, language.encode(), keep=KEEP_CUSTOMER_LANGUAGE)
