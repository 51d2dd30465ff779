"""The customer's link as a QR code, drawn here, so that no third party ever sees the link."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import field
from functools import cache, lru_cache
from struct import pack
from zlib import compress, crc32

import zxingcpp

from bot.model.values import value
from cards.context import Element

ROOM = 244  # pixels that a 280-pixel card leaves between its paddings
SHARPNESS = 2  # the picture has twice the pixels it is shown with: crisp on a phone, an exact half on a desktop
# Readers take any of the eight masks. With this one OpenCV reads as many codes as with the encoder's choice (88 and 86
# of 100, from 110 to 900 letters), and choosing would take five sixths of the time.
MASK = 0
SMALLEST_MODULE = 2  # pixels; a camera cannot tell finer ones apart on a screen
MAX_LETTERS = 1171  # what a code of 113 modules holds at level L: with its margin the last that has room
COMPRESSION = 1  # level 6 would take half as long again for the whole code, and save 600 letters of a card of 28 KB
SVG_SIZE, SVG_PATH = re.compile(r'<svg width="(\d+)"'), re.compile(r'<path d="([\d\sMhvHVLlZz.-]+)"')
BITS = bytes.maketrans(b"\x00\xff", b"01")  # in a PNG of one bit a pixel, black is 0


def qr_code(link: str, alt_text: str) -> Element | None:
    """The code as large as the narrowest card allows, whole pixels a module; None when the link is too long for one.

    Error correction L: a screen has no dirt, and larger modules read better than redundant ones. Up to 1,171 letters.
    """
    drawn = _drawn(link) if len(link) <= MAX_LETTERS else None
    if drawn is None:
        return None
    picture, width = drawn
    return {"type": "Image", "url": picture, "altText": alt_text, "width": f"{width}px", "spacing": "None"}


@value
class PrintedCode:
    """A code for paper: the black of it as the path of an SVG, in a square of `size` modules, its margin included."""

    size: int
    path: str = field(repr=False)


def printed_code(link: str) -> PrintedCode | None:
    """The code as lines, sharp at every size; None when the link is too long for one.

    Error correction M, for paper is folded and gets dirty. Takes some milliseconds.
    """
    if len(link) > MAX_LETTERS:
        return None
    drawn = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()
    size, path = SVG_SIZE.search(drawn), SVG_PATH.search(drawn)
    return PrintedCode(int(size[1]), path[1]) if size and path else None


@lru_cache(maxsize=256)  # 3 KB each; a series has one link for every date, and people press a meeting more than once
def _drawn(link: str) -> tuple[str, int] | None:
    """The picture as a data URI, and the pixels to show it at."""
    size, modules = _modules(link)
    module = ROOM // size
    if module < SMALLEST_MODULE:
        return None
    return "data:image/png;base64," + b64encode(_png(size, modules, module * SHARPNESS)).decode(), size * module


def _modules(link: str) -> tuple[int, bytes]:
    """How many modules a side has, and all of them row by row: one byte each, 0 for black and 255 for white, with the
    four white ones that readers need around.

    As text: of bytes the library would say that they are binary, which some readers do not understand.
    """
    code = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="L", data_mask=MASK)
    picture = code.to_image()
    return picture.shape[0], bytes(picture)  # type: ignore[call-overload]  # a buffer; its stub does not say so


def _png(size: int, modules: bytes, scale: int) -> bytes:
    """A picture of one bit a pixel, `scale` pixels a module (PNG specification, https://www.w3.org/TR/png-3/).

    A module's first line is written out; the others only say that they are like the one above.
    """
    bits = modules.translate(BITS)
    padded, length = -(-size // 8), -(-size * scale // 8)  # bytes a line: of one bit a module, and a pixel
    rows = (b"0" * (8 * padded - size)).join(bits[start : start + size] for start in range(0, len(bits), size))
    packed = (int(rows, 2) << (8 * padded - size)).to_bytes(padded * size, "big")
    pixels = b"".join(map(_stretched(scale).__getitem__, packed))
    others = (b"\x02" + bytes(length)) * (scale - 1)
    starts = range(0, len(pixels), padded * scale)
    lines = b"".join([b"\x00" + pixels[start : start + length] + others for start in starts])
    header = pack(">IIBBBBB", size * scale, size * scale, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", compress(lines, COMPRESSION)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


@cache
def _stretched(scale: int) -> list[bytes]:
    """For each byte of eight modules, the `scale` bytes of their pixels."""
    return [int("".join(bit * scale for bit in f"{byte:08b}"), 2).to_bytes(scale, "big") for byte in range(256)]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
