"""'Get Link!', 'get-link' and '/getlink' are the same phrase: finding one at the beginning of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from bot.model.values import value
from bot.reading.folding import fold
from bot.reading.unspaced import IDEOGRAPH

REACH = 200
"""Characters of a text in which a phrase must have ended."""

_GAP = r"[\s_\-]*+"
_BEFORE = r"[\W_]*+(?:\d{1,2}[.)]\W*+)?"  # 'Get link' as the first line of a list
TWO_SIGNS = re.compile(IDEOGRAPH.pattern * 2)  # what may stand without a space beside other words
_GAPS = re.compile(r"[\s_\-]+")
_NOT_GLUED = r"(?![^\W_]|_+[^\W_])(?![.@'’/\-]\w)"  # 'link' is no command in 'link.example' or 'link-up'
_AFTER = re.compile(r"[\s:,;.!?–—\-=>_：，、。；！？]+")


@value
class Spoken:
    """A phrase found, as it was `said` (folded), and the `rest` of the text as typed."""

    said: str
    rest: str


class Phrases:
    """Phrases to look for; what looks for them is made when it is first needed."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)

    def spoken(self, text: str) -> Spoken | None:
        """The longest phrase that `text` begins with; None when it begins with none of them."""
        folded, places = _folded(text[:REACH])
        match = self._pattern.match(folded)
        if not text.isascii() and (last := self._at_the_end(text)) and (not match or _is_rather(last, match)):
            return last
        if match is None:
            return None
        end = places[match.end()]
        after = _AFTER.match(text, end)
        return Spoken(match[1], text[after.end() if after else end :].rstrip())

    def _at_the_end(self, text: str) -> Spoken | None:
        """'明日のリンク': where words stand without spaces, what is wanted comes last."""
        if len(text) > REACH or not IDEOGRAPH.search(text):
            return None
        folded, places = _folded(text)
        match = self._ending.search(folded)
        return Spoken(match[1], text[: places[match.start()]].strip()) if match else None

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        phrases = sorted(filter(TWO_SIGNS.search, self._phrases), key=lambda phrase: (-len(phrase), phrase))
        written = (_GAP.join(re.escape(word) for word in phrase.split()) for phrase in phrases)
        return re.compile(rf"({'|'.join(written) or '(?!)'})[\W_]*\Z")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._phrases, key=lambda phrase: (-len(phrase), phrase))
        written = (_GAP.join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
        return re.compile(rf"{_BEFORE}({'|'.join(written)})(?:{_NOT_GLUED}|(?<={TWO_SIGNS.pattern}))")


def _is_rather(last: Spoken, first: re.Match[str]) -> bool:
    """'会議室のリンク' asks for a link, though it begins with 'meetings', to which more of a word is glued."""
    glued = IDEOGRAPH.match(first.string, first.end())
    return glued is not None and len(last.said) > len(first[1])


def without_gaps(phrase: str) -> str:
    """The same for all ways to write a phrase's words together or apart."""
    return _GAPS.sub("", phrase)


@lru_cache(maxsize=4)  # every command looks for its own phrases in the same message
def _folded(beginning: str) -> tuple[str, Sequence[int]]:
    """`beginning` folded, and for each folded sign (and the end) its place in it."""
    if len(folded := fold(beginning)) == len(beginning) and beginning.isascii():
        return folded, range(len(beginning) + 1)
    signs = [fold(sign) for sign in beginning]
    places = [place for place, sign in enumerate(signs) for _ in sign]
    return "".join(signs), (*places, len(beginning))
