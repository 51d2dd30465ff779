"""The page from which an invitation is copied into a mail: its address is the invitation, sealed, for a day or two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.net.json_codec import JsonCodec
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed_pages import SealedPages
from cards import InvitationText

TEXT = JsonCodec(InvitationText)


class InvitationLinks:
    """Nothing is stored: the words are in the address, where only the bot can read them."""

    def __init__(self, keyring: Keyring, public_url: str, now: Callable[[], datetime]) -> None:
        self._pages = SealedPages(keyring, public_url, now, TEXT, purpose="invitation page", query="of")

    def address(self, written: InvitationText) -> str:
        """Where these words are to be copied from, until the end of tomorrow (UTC)."""
        return self._pages.address(written)

    def opened(self, sealed: str) -> InvitationText | None:
        """The invitation of such an address; None: not one of ours, or too old."""
        return self._pages.opened(sealed)
