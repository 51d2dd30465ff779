"""How much room words take: how tall a card becomes at a desktop's width, and what fits side by side on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category, east_asian_width

from cards.context import Element

LARGE, MEDIUM, ORDINARY = (44, 24), (54, 19), (66, 20)
"""Letters of a line at a desktop's width, and its height in pixels: of a title, of a long one, and of what is below."""


def leaves_room(above: Sequence[Element | None], pixels: int) -> bool:
    """Whether these lines take at most so many pixels."""
    return sum(map(height_of, filter(None, above))) <= pixels


def height_of(text: Element) -> int:
    """About how many pixels a paragraph takes at a desktop's width."""
    look = text if text["type"] == "TextBlock" else text["inlines"][0]
    letters, pixels = {"Large": LARGE, "Medium": MEDIUM}.get(look.get("size", ""), ORDINARY)
    said = str(text.get("text") or text["inlines"][0]["text"])
    return -(-width_of(said) // letters) * pixels


def width_of(said: str) -> int:
    """How many letters wide the words are; a Japanese or Chinese sign is as wide as two, a mark takes no room."""
    return len(said) if said.isascii() else sum(map(_width_of_sign, said))


def _width_of_sign(sign: str) -> int:
    if category(sign) in {"Cf", "Mn"}:
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1
