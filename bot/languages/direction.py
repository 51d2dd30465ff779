"""Right to left: which languages are, and names, titles and links of the other direction kept apart from the words
around them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.languages.cldr import locale_named

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
FIRST_RIGHT_TO_LEFT = "\u0590"  # no letter before the Hebrew block is written from right to left
RIGHT_TO_LEFT = {"R", "AL"}


@lru_cache(maxsize=64)
def is_rtl(language: str) -> bool:
    """Whether a language of the list (BCP 47) is written from right to left."""
    return bool(locale_named(language).text_direction == "rtl")


def direction_of(language: str) -> str:
    """The same as HTML's `dir`."""
    return "rtl" if is_rtl(language) else "ltr"


def isolated(text: str, *, rtl: bool = False) -> str:
    """A name inside a sentence, which is itself `rtl` or not: one of the other direction must not pull the words
    around it to its side, nor have its own end pulled to theirs (Unicode Standard Annex 9, on explicit isolates).
    """
    if not rtl and (text.isascii() or max(text) < FIRST_RIGHT_TO_LEFT):
        return text
    apart = text and not text.startswith(FIRST_STRONG_ISOLATE) and _turns(text, rtl=rtl)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if apart else text


def _turns(text: str, *, rtl: bool) -> bool:
    """Among words from right to left also a number of several groups, as a phone's, whose groups would change places.
    A plain word or number cannot be torn; a span of time, and what has such words in it, is to be read from the right.
    """
    kinds = {unicodedata.bidirectional(character) for character in text}
    if rtl:
        return kinds.isdisjoint(RIGHT_TO_LEFT) and not text.isalnum() and ("L" in kinds or ":" not in text)
    return not kinds.isdisjoint(RIGHT_TO_LEFT)
