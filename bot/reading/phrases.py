"""'Get Link!', 'get-link' and '/getlink' are the same phrase: finding one at the beginning of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from sys import intern

from bot.model.values import value
from bot.reading.folding import fold
from bot.reading.unspaced import SIGNS, has_signs, sign

REACH = 200
"""Characters of a text in which a phrase must have ended."""

_GAP = r"[\s_\-]*+"
_BEFORE = re.compile(r"[\W_]*+(?:\d{1,2}[.)]\W*+)?")  # 'Get link' as the first line of a list
_GAPS = re.compile(r"[\s_\-]+")
_NOT_GLUED = re.compile(r"(?![^\W_]|_+[^\W_])(?![.@'’/\-]\w)")  # 'link' is no command in 'link.example' or 'link-up'
_AFTER = re.compile(r"[\s:,;.!?–—\-=>_：，、。；！？،؛؟]+")


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
        first = self._at_the_beginning(folded)
        if not text.isascii() and (last := self._at_the_end(text)) and (not first or _is_rather(last, folded, first)):
            return last
        if first is None:
            return None
        end = places[first.stop]
        after = _AFTER.match(text, end)
        return Spoken(folded[first], text[after.end() if after else end :].rstrip())

    def _at_the_beginning(self, folded: str) -> slice | None:
        """Looked up for each length, the longest first: searching for one of thousands takes longer."""
        start, letters = _together(folded)
        for length in self._lengths:
            joints = self._joints.get(letters[:length])
            if joints and len(letters) >= length and (end := _end(folded, start, length, joints)):
                return slice(start, end)
        return None

    @cached_property
    def _joints(self) -> dict[str, int]:
        """Each phrase written together, and a bit for each number of its letters behind which it may be apart."""
        joints: dict[str, int] = {}
        for phrase in self._phrases:
            letters = intern(without_gaps(phrase))  # several look for the same phrase
            joints[letters] = _once(joints.get(letters, 0) | _word_ends(phrase))
        return joints

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted(set(map(len, self._joints)), reverse=True)

    def _at_the_end(self, text: str) -> Spoken | None:
        """'明日のリンク': where words stand without spaces, what is wanted comes last."""
        if len(text) > REACH or not has_signs(text):
            return None
        folded, places = _folded(text)
        match = self._ending.search(folded)
        return Spoken(match[1], text[: places[match.start()]].strip()) if match else None

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        phrases = sorted(
            filter(re.compile(f"[{SIGNS}]{{2}}").search, self._phrases), key=lambda phrase: (-len(phrase), phrase)
        )
        written = (_GAP.join(re.escape(word) for word in phrase.split()) for phrase in phrases)
        return re.compile(rf"({'|'.join(written) or '(?!)'})[\W_]*\Z")


def _is_rather(last: Spoken, folded: str, first: slice) -> bool:
    """'会議室のリンク' asks for a link, though it begins with 'meetings', to which more of a word is glued."""
    return sign().match(folded, first.stop) is not None and len(last.said) > first.stop - first.start


def _word_ends(phrase: str) -> int:
    return sum(1 << end for end in {*accumulate(map(len, _GAPS.split(phrase)))})


@cache
def _once(joints: int) -> int:
    """One number for all phrases of the same shape: there are tens of thousands, of two thousand shapes."""
    return joints


def _end(folded: str, start: int, length: int, joints: int) -> int | None:
    """Where so many letters from `start` on end, if they are apart at `joints` alone and are followed by no others."""
    place = start
    for n in range(length):
        after = _GAPS.match(folded, place)
        if after and not joints >> n & 1:
            return None
        place = (after.end() if after else place) + 1
    return place if _NOT_GLUED.match(folded, place) or _is_behind_signs(folded, place) else None


def _is_behind_signs(folded: str, place: int) -> bool:
    """Two signs of Chinese or Japanese may stand without a space beside other words."""
    return place > 1 and all(map(has_signs, folded[place - 2 : place]))


def without_gaps(phrase: str) -> str:
    """The same for all ways to write a phrase's words together or apart."""
    return _GAPS.sub("", phrase)


@lru_cache(maxsize=4)
def _together(folded: str) -> tuple[int, str]:
    """Where the first word begins, and what is written from there on, without its gaps."""
    before = _BEFORE.match(folded)
    start = before.end() if before else 0
    return start, without_gaps(folded[start:])


_sign = lru_cache(maxsize=512)(fold)


@lru_cache(maxsize=4)  # every command looks for its own phrases in the same message
def _folded(beginning: str) -> tuple[str, Sequence[int]]:
    """`beginning` folded, and for each folded sign (and the end) its place in it."""
    if len(folded := fold(beginning)) == len(beginning) and beginning.isascii():
        return folded, range(len(beginning) + 1)
    signs = [*map(_sign, beginning)]
    places = [place for place, sign in enumerate(signs) for _ in sign]
    return "".join(signs), (*places, len(beginning))
