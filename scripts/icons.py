#!/usr/bin/env python3
"""Draw the icons that Teams shows of the app: `scripts/icons.py`, manifest/*.svg to manifest/*.png.

Chromium draws them. Teams' rules: color 192×192, filled to its edges; outline 32×32, pure white on transparent.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from tests.support.cards.drawing import launch  # noqa: E402

FOLDER = ROOT / "manifest"
SIZES = {"color": 192, "outline": 32}
BARE = "<style>body { margin: 0 } svg { display: block }</style>"


def drawn() -> dict[str, Image.Image]:
    """Each icon as its SVG gives it, by name."""
    playwright, browser = launch()
    try:
        page = browser.new_page()
        pictures = {}
        for name, size in SIZES.items():
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(BARE + (FOLDER / f"{name}.svg").read_text("utf-8"))
            pictures[name] = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    finally:
        browser.close()
        playwright.stop()
    return {"color": pictures["color"].convert("RGB"), "outline": white(pictures["outline"])}


def white(picture: Image.Image) -> Image.Image:
    """Only its alpha draws: the browser leaves the color of what cannot be seen at black."""
    pure = Image.new("RGBA", picture.size, "white")
    pure.putalpha(picture.convert("RGBA").getchannel("A"))
    return pure


if __name__ == "__main__":
    for name, icon in drawn().items():
        icon.save(FOLDER / f"{name}.png", optimize=True)
