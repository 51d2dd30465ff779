"""Addresses of pages that say what is sealed in them, until the end of the next day: nothing is stored for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from bot.net.json_codec import JsonCodec
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed import seal, unseal

T = TypeVar("T")
PATH = "/invitation"  # one for all of them: what stands before the bot lets it through


class SealedPages(Generic[T]):
    """Addresses of one kind of page, each of which says a value of `kind`; only the bot can read what is in them.

    `purpose` keeps one kind of page apart from another, `query` is the name under which the address has the value, and
    `usual` a text much like it.
    """

    def __init__(
        self,
        keyring: Keyring,
        public_url: str,
        now: Callable[[], datetime],
        kind: JsonCodec[T],
        *,
        purpose: str,
        query: str,
        usual: bytes = b"",
    ) -> None:
        self._keyring = keyring
        self._page = f"{public_url}{PATH}?{query}="
        self._kind = kind
        self._purpose = purpose
        self._usual = usual
        self.now = now

    def address(self, value: T) -> str:
        """Where `value` is shown, until the end of tomorrow (UTC)."""
        context = self._context(self.now().date())
        return self._page + seal(self._keyring, self._kind.encode(value), *context, usual=self._usual)

    def opened(self, sealed: str) -> T | None:
        """The value in such an address; None: not one of ours, too old, or sealed by another version of the bot."""
        today = self.now().date()
        found = (
            unseal(self._keyring, sealed, *self._context(day), usual=self._usual)
            for day in (today, today - timedelta(days=1))
        )
        value = next((value for value in found if value is not None), None)
        return None if value is None else self._kind.decode(value)

    def _context(self, day: date) -> tuple[str, ...]:
        return (self._purpose, day.isoformat())
