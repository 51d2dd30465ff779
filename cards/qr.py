"""The customer's link as a QR code, drawn here, so that no third party ever sees the link."""

from __future__ import annotations

import segno

from cards.reader import Element

ROOM = 244  # pixels that a 280-pixel card leaves between its paddings
SHARPNESS = 2  # the picture has twice the pixels it is shown with: crisp on a phone, an exact half on a desktop
QUIET_ZONE = (
    4  # modules of white that readers need around the code; part of the picture, so it is white in a dark theme
)
SMALLEST_MODULE = 2  # pixels; a camera cannot tell finer ones apart on a screen


def qr_code(link: str, alt_text: str) -> Element | None:
    """The code as large as the narrowest card allows, whole pixels a module; None when the link is too long for one.

    Error correction L: a screen has no dirt, and larger modules read better than redundant ones. Up to 1,171 letters.
    """
    try:
        code = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    modules = code.symbol_size(scale=1, border=QUIET_ZONE)[0]
    module = ROOM // modules
    if module < SMALLEST_MODULE:
        return None
    picture = code.png_data_uri(scale=module * SHARPNESS, border=QUIET_ZONE, dark="black", light="white")
    return {
        "type": "Image",
        "url": picture,
        "altText": alt_text,
        "width": f"{modules * module}px",
        "spacing": "Medium",
    }
