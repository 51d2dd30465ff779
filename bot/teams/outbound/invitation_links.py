"""The page from which an invitation is copied into a mail: its address is the invitation, sealed, for a day or two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from bot.languages import Words
from bot.model import Invitation
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed import seal, unseal
from cards import InvitationText, invitation_text

TEXT = TypeAdapter(InvitationText)
PATH = "/invitation"


class InvitationLinks:
    """Nothing is stored: the words are in the address, where only the bot can read them."""

    def __init__(self, keyring: Keyring, public_url: str, now: Callable[[], datetime]) -> None:
        self._keyring = keyring
        self._public_url = public_url
        self._now = now

    def address(self, invitation: Invitation, words: Words) -> str:
        """Where `invitation` is to be copied from, until the end of tomorrow (UTC)."""
        written = TEXT.dump_json(invitation_text(invitation, words))
        return f"{self._public_url}{PATH}?of={seal(self._keyring, written, *_context(self._now().date()))}"

    def opened(self, sealed: str) -> InvitationText | None:
        """The invitation of such an address; None: not one of ours, or too old."""
        today = self._now().date()
        for day in (today, today - timedelta(days=1)):
            written = unseal(self._keyring, sealed, *_context(day))
            if written is not None:
                return _read(written)
        return None


def _context(day: date) -> tuple[str, ...]:
    return ("invitation page", day.isoformat())


def _read(written: bytes) -> InvitationText | None:
    try:
        return TEXT.validate_json(written)
    except ValidationError:  # sealed by another version of the bot
        return None
