#!/usr/bin/env python3
"""Draw the pictures of docs/images: `scripts/pictures.py`. Every card in every look, and what was mended.

Microsoft's renderer draws them in Chromium. The sheets in `looks` are the golden pictures that tests compare with, so
look at them before they are committed. `link-card-before.json` and `looks/before.json` are cards as they once were.
`scripts/pictures.py looks` draws the sheets alone, `scripts/pictures.py walk` what a screen reader says.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402

from bot.model import LinkReady  # noqa: E402
from cards.link import link_message  # noqa: E402
from tests.support.cards.drawing import Chromium, Picture  # noqa: E402
from tests.support.cards.gallery import THEMES, Gallery  # noqa: E402
from tests.support.cards.golden import LOOKED_AT, LOOKS, drawn, keep, write  # noqa: E402
from tests.support.cards.mended import PAIRS, side_by_side  # noqa: E402
from tests.support.cards.people import PHYSIO, link, reader  # noqa: E402
from tests.support.cards.specimens import SPECIMENS, specimen_for  # noqa: E402
from tests.support.cards.walk import keep_walk  # noqa: E402
from tests.support.pseudo import spoken  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTHS = (480, 320, 280)
DENSITY, SMALL = 2, 0.5  # what is drawn, and what of it is kept where six cards are side by side
MARGIN, LABEL = 24, 72  # pixels around each card, and above it
GREY = (235, 235, 235)


def card_now() -> dict[str, Any]:
    """A date of a series, with a link as long as most."""
    return link_message(LinkReady(replace(PHYSIO, series=True), link(400)), reader("en"))


def labelled(chromium: Chromium, name: str, card: dict[str, Any], width: int) -> Picture:
    """The card at that width under a line with its figures; a red line where Copy ends."""
    seen = chromium.draw(card, width=width, density=DENSITY)
    picture = chromium.photograph(card, theme="light", width=width, density=DENSITY).copy()
    copy = round(seen.bottoms["Copy"])
    picture[copy * DENSITY : copy * DENSITY + 3, :] = (0, 0, 220)
    framed = cv2.copyMakeBorder(picture, LABEL, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=GREY)
    figures = f"{name}, {width} px wide: {seen.height:.0f} px tall, Copy ends at {copy}"
    scale = min(0.9, framed.shape[1] / (19.5 * len(figures)))
    cv2.putText(framed, figures, (MARGIN, LABEL - 28), cv2.FONT_HERSHEY_SIMPLEX, scale, (30, 30, 30), 2, cv2.LINE_AA)
    return framed


def beside(pictures: list[Picture]) -> Picture:
    """The pictures in a row, their tops on one line."""
    tallest = max(picture.shape[0] for picture in pictures)
    return np.hstack([padded(picture, tallest, picture.shape[1]) for picture in pictures])


def padded(picture: Picture, height: int, width: int) -> Picture:
    """The picture in the upper left of so much room."""
    below, right = height - picture.shape[0], width - picture.shape[1]
    return cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_CONSTANT, value=GREY)


def looks() -> None:
    """The golden pictures, and each pair of what was mended."""
    gallery = Gallery()
    try:
        keep({(language, theme): drawn(gallery, language, theme) for language in LOOKED_AT for theme in THEMES})
        with spoken() as said:
            strange = {name: specimen_for(name, replace(reader(), words=said)) for name in SPECIMENS}
        write(LOOKS / "pseudo.webp", gallery.sheet(strange, "light").picture)
        for pair in PAIRS:
            write(LOOKS / f"{pair.name}.webp", side_by_side(gallery, pair), colours=48)
    finally:
        gallery.close()


def spoken_walk() -> None:
    """What a screen reader says of the main job, into docs/accessibility.md."""
    gallery = Gallery()
    try:
        keep_walk(gallery)
    finally:
        gallery.close()


def link_card() -> None:
    """The link card, and how it was."""
    before, now = json.loads((IMAGES / "link-card-before.json").read_text("utf-8")), card_now()
    chromium = Chromium()
    try:
        shown = chromium.photograph(now, theme="light", width=480, density=DENSITY)
        rows = [
            beside([labelled(chromium, name, card, width) for width in WIDTHS])
            for name, card in (("Before", before), ("Now", now))
        ]
    finally:
        chromium.close()
    framed = cv2.copyMakeBorder(shown, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=GREY)
    cv2.imwrite(str(IMAGES / "link-card.png"), framed, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    both = np.vstack([padded(row, row.shape[0], max(each.shape[1] for each in rows)) for row in rows])
    both = cv2.resize(both, None, fx=SMALL, fy=SMALL, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(IMAGES / "link-card-before-and-now.png"), both, [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main(arguments: list[str]) -> None:
    """All pictures and the walk, or the sheets or the walk alone."""
    for name, draw in {"looks": looks, "walk": spoken_walk, "link": link_card}.items():
        if not arguments or name in arguments:
            draw()


if __name__ == "__main__":
    main(sys.argv[1:])
