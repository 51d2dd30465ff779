"""Addresses of pages that say what is sealed in them, until the end of the next day: nothing is stored for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.net.json_codec import JsonCodec
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed import seal, unseal

T = TypeVar("T")
PATH = "/invitation"  # one for all of them: what stands before the bot lets it through


class SealedPages:
    """Only the bot can read what is in such an address. `purpose` keeps one kind of page apart from another."""

    def __init__(self, keyring: Keyring, public_url: str, now: Callable[[], datetime]) -> None:
        self._keyring = keyring
        self._public_url = public_url
        self.now = now

    def address(self, query: str, purpose: str, value: bytes, usual: bytes = b"") -> str:
        """Where `value` is shown, until the end of tomorrow (UTC); `usual` is a text much like it."""
        sealed = seal(self._keyring, value, *_context(purpose, self.now().date()), usual=usual)
        return f"{self._public_url}{PATH}?{query}={sealed}"

    def opened(self, kind: JsonCodec[T], purpose: str, sealed: str, usual: bytes = b"") -> T | None:
        """The value in such an address; None: not one of ours, too old, or sealed by another version of the bot."""
        today = self.now().date()
        found = (
            unseal(self._keyring, sealed, *_context(purpose, day), usual=usual)
            for day in (today, today - timedelta(days=1))
        )
        value = next((value for value in found if value is not None), None)
        return None if value is None else kind.decode(value)


def _context(purpose: str, day: date) -> tuple[str, ...]:
    return (purpose, day.isoformat())
