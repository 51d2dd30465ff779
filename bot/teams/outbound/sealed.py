"""Values that leave the bot inside a button or an address, and come back: packed, encrypted, and safe in a URL."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from bot.ops.keyring import Keyring, Unreadable

SEALED = re.compile(r"[\w-]+={0,2}", re.ASCII)  # Python's decoder takes + and / for - and _ as well
LONGEST = 8 * 1024
LARGEST = 32 * 1024


def seal(keyring: Keyring, value: bytes, *context: str, usual: bytes = b"") -> str:
    """`value` as text that opens only under the same context; `usual` is a text much like it, to pack it small."""
    packer = zlib.compressobj(9, zdict=usual)
    return base64.urlsafe_b64encode(keyring.encrypt(packer.compress(value) + packer.flush(), *context)).decode()


def unseal(keyring: Keyring, sealed: object, *context: str, usual: bytes = b"") -> bytes | None:
    """The value, or None: edited, of another context, or with a key that is gone."""
    if not isinstance(sealed, str) or len(sealed) > LONGEST or not SEALED.fullmatch(sealed):
        return None
    try:
        packed = keyring.decrypt(base64.b64decode(sealed, altchars=b"-_", validate=True), *context)
        return zlib.decompressobj(zdict=usual).decompress(packed, LARGEST)
    except (binascii.Error, ValueError, Unreadable, zlib.error):
        return None
