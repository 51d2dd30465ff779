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
    return _said(len(match[1]), text, places[match.end()])


def longest_spoken(books: tuple[tuple[str, ...], ...], text: str) -> tuple[int, Spoken] | None:
    """The longest phrase of all `books` that `text` begins with, and in which of them it stands."""
    folded, places = _folded(text[:REACH])
    pattern, owners = _together(books)
    match = pattern.match(folded)
    if match is None or match.lastindex is None:
        return None
    return owners[match.lastindex - 1], _said(len(match[match.lastindex]), text, places[match.end()])


def _said(length: int, text: str, end: int) -> Spoken:
    after = _AFTER.match(text, end)
    return Spoken(length, text[after.end() if after else end :].rstrip())


@cache
def _together(books: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], Sequence[int]]:
    """An expression with a group for each phrase, and for each group the book it is from."""
    owned = [(phrase, number) for number, phrases in enumerate(books) for phrase in phrases]
    owned.sort(key=lambda each: -len(each[0]))
    written = (f"({_GAP.join(map(re.escape, phrase.split()))})" for phrase, _ in owned)
    return re.compile(rf"[\W_]*+(?:{'|'.join(written)}){_NOT_GLUED}"), [number for _, number in owned]


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    written = (_GAP.join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"[\W_]*+({'|'.join(written)}){_NOT_GLUED}")


@lru_cache(maxsize=4)  # every command looks for its own phrases in the same message
def _folded(beginning: str) -> tuple[str, Sequence[int]]:
    """`beginning` folded, and for each folded sign (and the end) its place in it."""
    if len(folded := fold(beginning)) == len(beginning) and beginning.isascii():
        return folded, range(len(beginning) + 1)
    signs = [fold(sign) for sign in beginning]
    places = [place for place, sign in enumerate(signs) for _ in sign]
    return "".join(signs), (*places, len(beginning))
