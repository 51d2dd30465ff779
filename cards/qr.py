"""The customer's link as a QR code, drawn here, so that no third party ever sees the link."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from struct import pack
from zlib import compress, crc32

import zxingcpp

from cards.context import Element

ROOM = 244  # pixels that a 280-pixel card leaves between its paddings
SHARPNESS = 2  # the picture has twice the pixels it is shown with: crisp on a phone, an exact half on a desktop
# Readers take any of the eight masks. With this one OpenCV reads as many codes as with the encoder's choice (88 and 86
# of 100, from 110 to 900 letters), and choosing would take five sixths of the time.
MASK = 0
SMALLEST_MODULE = 2  # pixels; a camera cannot tell finer ones apart on a screen
MAX_LETTERS = 1171  # what a code of 113 modules holds at level L: with its margin the last that has room
BITS = bytes.maketrans(b"\x00\xff", b"01")  # in a PNG of one bit a pixel, black is 0


def qr_code(link: str, alt_text: str) -> Element | None:
    """The code as large as the narrowest card allows, whole pixels a module; None when the link is too long for one.

    Error correction L: a screen has no dirt, and larger modules read better than redundant ones. Up to 1,171 letters.
    """
    rows = _modules(link) if len(link) <= MAX_LETTERS else []
    module = ROOM // len(rows) if rows else 0
    if module < SMALLEST_MODULE:
        return None
    picture = "data:image/png;base64," + b64encode(_png(rows, module * SHARPNESS)).decode()
    width = len(rows) * module
    return {"type": "Image", "url": picture, "altText": alt_text, "width": f"{width}px", "spacing": "Medium"}


def _modules(link: str) -> Sequence[bytes]:
    """One byte a module, 0 for black and 255 for white, row by row, with the four white ones that readers need around.

    As text: of bytes the library would say that they are binary, which some readers do not understand.
    """
    code = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="L", data_mask=MASK)
    picture = code.to_image()
    size, flat = picture.shape[0], bytes(picture)  # type: ignore[call-overload]  # a buffer; its stub does not say so
    return [flat[start : start + size] for start in range(0, len(flat), size)]


def _png(rows: Sequence[bytes], scale: int) -> bytes:
    """A picture of one bit a pixel, `scale` pixels a module (PNG specification, https://www.w3.org/TR/png-3/).

    A module's first line is written out; the others only say that they are like the one above.
    """
    size = len(rows[0]) * scale
    length = -(-size // 8)
    black, white = b"0" * scale, b"1" * scale
    like_above = b"\x02" + bytes(length)
    lines = []
    for row in rows:
        bits = row.translate(BITS).replace(b"0", black).replace(b"1", white).ljust(8 * length, b"0")
        lines.append(b"\x00" + int(bits, 2).to_bytes(length, "big") + like_above * (scale - 1))
    header = pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", compress(b"".join(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
