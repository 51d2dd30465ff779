"""A button carries what it stands for, sealed for its reader: an edited, foreign or outdated one opens for nobody."""

from __future__ import annotations

import base64
import binascii
import zlib

from pydantic import TypeAdapter, ValidationError

from bot.crypto import Keyring, Unreadable
from bot.model import Press, User

PRESS = TypeAdapter(Press)
LONGEST = 8 * 1024
LARGEST = 32 * 1024


class Presses:
    """Seals and opens the data of buttons."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, user: User, press: Press) -> str:
        """`press` as text for a card that `user` reads."""
        packed = zlib.compress(PRESS.dump_json(press, exclude_defaults=True), 9)
        return base64.urlsafe_b64encode(self._keyring.seal(packed, *_context(user))).decode()

    def open(self, user: User, sealed: object) -> Press | None:
        """The press, or None: not sealed by us, not for this person, or with a key that is gone."""
        if not isinstance(sealed, str) or len(sealed) > LONGEST:
            return None
        try:
            packed = self._keyring.open(base64.b64decode(sealed, altchars=b"-_", validate=True), *_context(user))
            return PRESS.validate_json(zlib.decompressobj().decompress(packed, LARGEST))
        except (binascii.Error, ValueError, Unreadable, zlib.error, ValidationError):
            return None


def _context(user: User) -> tuple[str, ...]:
    return ("press", user.tenant_id, user.id)
