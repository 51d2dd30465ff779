"""What was ugly or hard to read, and what was done about it: cards as they were, beside what they are now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from tests.support.cards.drawing import Picture
from tests.support.cards.gallery import Gallery
from tests.support.cards.golden import LOOKS
from tests.support.cards.specimens import specimen


@dataclass(frozen=True)
class Pair:
    """A card that was mended, and where that is seen best."""

    name: str
    card: str
    language: str
    width: int
    theme: str = "light"


PAIRS = (
    Pair("words-side-by-side", "link where others read along", "en", 280),
    Pair("words-side-by-side-german", "link", "de", 280, "dark"),
    Pair("buttons-cut", "admin needed", "ja", 280),
    Pair("button-that-says-little", "admin needed", "de", 320),
    Pair("red-in-the-dark", "several links", "de", 320, "dark"),
    Pair("full-stop", "several links", "ja", 320),
    Pair("gap-below-the-heading", "which of many", "en", 320),
    Pair("you-you", "which appointment", "en", 320),
    Pair("no-gap-below-the-link", "message for the admin", "en", 320),
)


def before() -> dict[str, dict[str, Any]]:
    """The cards as they were, by the name of the pair."""
    found: dict[str, dict[str, Any]] = json.loads((LOOKS / "before.json").read_text("utf-8"))
    return found


def side_by_side(gallery: Gallery, pair: Pair) -> Picture:
    """As it was on the left, as it is on the right."""
    shown = {"before": before()[pair.name], "now": specimen(pair.card, pair.language)}
    pictures = [gallery.sheet({name: card}, pair.theme, [pair.width]).picture for name, card in shown.items()]
    tallest = max(picture.shape[0] for picture in pictures)
    return np.hstack([_padded(picture, tallest) for picture in pictures])


def _padded(picture: Picture, height: int) -> Picture:
    """The picture with its own ground below it."""
    ground = picture[0, 0].tolist()
    return cv2.copyMakeBorder(picture, 0, height - picture.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=ground)
