"""Values that leave the bot inside a button or an address, and come back: packed, encrypted, and safe in a URL."""

from __future__ import annotations

import base64
import re
import zlib
from binascii import b2a_base64

from bot.ops.keyring import Keyring, Unreadable

SEALED = re.compile(r"[\w-]+={0,2}", re.ASCII)  # Python's decoder takes + and / for - and _ as well
MAX_SEALED = 8 * 1024  # characters
MAX_UNPACKED = 32 * 1024  # bytes
NOT_PACKED_UP_TO = 1024  # bytes of one of a few on a card: up to here it need not be packed
UNPACKED = b"\0"  # in front of what is not packed; zlib never begins like this
URL_SAFE = bytes.maketrans(b"+/", b"-_")
ZLIB_WINDOW, ZLIB_MEMORY = 12, 5  # of zlib, which by default clears 256 KB for a few hundred bytes


def seal(keyring: Keyring, value: bytes, *context: str, usual: bytes = b"", small: bool = False) -> str:
    """`value` as text that opens only under the same context.

    It is packed where it is long or has to be `small`, which takes longer; `usual` is a text much like it, to pack it
    smaller.
    """
    packed = _packed(value, usual) if small or len(value) > NOT_PACKED_UP_TO else UNPACKED + value
    return b2a_base64(keyring.encrypt(packed, *context), newline=False).translate(URL_SAFE).decode()


def _packed(value: bytes, usual: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=ZLIB_WINDOW, memLevel=ZLIB_MEMORY, zdict=usual)
    return packer.compress(value) + packer.flush()


def unseal(keyring: Keyring, sealed: object, *context: str, usual: bytes = b"") -> bytes | None:
    """The value, or None: edited, of another context, or with a key that is gone."""
    if not isinstance(sealed, str) or len(sealed) > MAX_SEALED or not SEALED.fullmatch(sealed):
        return None
    try:
        packed = keyring.decrypt(base64.b64decode(sealed, altchars=b"-_", validate=True), *context)
        if packed.startswith(UNPACKED):
            return packed[len(UNPACKED) :]
        return zlib.decompressobj(zdict=usual).decompress(packed, MAX_UNPACKED)
    except (ValueError, Unreadable, zlib.error):
        return None
