"""The customer's link as a QR code, drawn here, so that no third party ever sees the link."""

from __future__ import annotations

from functools import lru_cache

import segno

from cards.context import Element

ROOM = 244  # pixels that a 280-pixel card leaves between its paddings
SHARPNESS = 2  # the picture has twice the pixels it is shown with: crisp on a phone, an exact half on a desktop
# Modules of white that readers need around the code; part of the picture, so it is white in a dark theme.
QUIET_ZONE = 4
# Readers take any of the eight masks. This one reads best at 900 letters (OpenCV: 8 of 8 codes, with the encoder's own
# choice 1 to 3), and not trying them all saves 13 ms of every answer at 400 letters.
MASK = 0
SMALLEST_MODULE = 2  # pixels; a camera cannot tell finer ones apart on a screen


def qr_code(link: str, alt_text: str) -> Element | None:
    """The code as large as the narrowest card allows, whole pixels a module; None when the link is too long for one.

    Error correction L: a screen has no dirt, and larger modules read better than redundant ones. Up to 1,171 letters.
    """
    drawn = _drawn(link)
    if drawn is None:
        return None
    picture, width = drawn
    return {"type": "Image", "url": picture, "altText": alt_text, "width": f"{width}px", "spacing": "Medium"}


@lru_cache(maxsize=512)  # a series has one link for every date, and people press a meeting more than once
def _drawn(link: str) -> tuple[str, int] | None:
    """The picture as a data URI, and the pixels to show it at."""
    try:
        code = segno.make(link, error="l", micro=False, mask=MASK)
    except segno.DataOverflowError:
        return None
    modules = code.symbol_size(scale=1, border=QUIET_ZONE)[0]
    module = ROOM // modules
    if module < SMALLEST_MODULE:
        return None
    picture = code.png_data_uri(scale=module * SHARPNESS, border=QUIET_ZONE, dark="black", light="white")
    return picture, int(modules * module)
