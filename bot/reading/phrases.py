"""'Get Link!', 'get-link' and '/getlink' are the same phrase: finding one at the beginning of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.reading.folding import fold

REACH = 200
"""Characters of a text in which a phrase must have ended."""

_GAP = r"[\s_\-]*+"
_BEFORE = r"[\W_]*+(?:\d{1,2}[.)]\W*+)?"  # 'Get link' as the first line of a list
_NOT_GLUED = r"(?!\w)(?![.@'’_/\-]\w)"  # 'link' is no command in 'link.example' or 'link-up'
_AFTER = re.compile(r"[\s:,;.!?–—\-=>]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase found: `length` in folded signs, and the `rest` of the text as typed."""

    length: int
    rest: str


def spoken(phrases: tuple[str, ...], text: str) -> Spoken | None:
    """The longest of `phrases` that `text` begins with; None when it begins with none of them."""
    folded, places = _folded(text[:REACH])
    match = _pattern(phrases).match(folded)
    if match is None:
        return None
    end = places[match.end()]
    after = _AFTER.match(text, end)
    return Spoken(len(match[1]), text[after.end() if after else end :].rstrip())


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    written = (_GAP.join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"{_BEFORE}({'|'.join(written)}){_NOT_GLUED}")


@lru_cache(maxsize=4)  # every command looks for its own phrases in the same message
def _folded(beginning: str) -> tuple[str, Sequence[int]]:
    """`beginning` folded, and for each folded sign (and the end) its place in it."""
    if len(folded := fold(beginning)) == len(beginning) and beginning.isascii():
        return folded, range(len(beginning) + 1)
    signs = [fold(sign) for sign in beginning]
    places = [place for place, sign in enumerate(signs) for _ in sign]
    return "".join(signs), (*places, len(beginning))
