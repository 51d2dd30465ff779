"""A text taken apart into words so that some can be understood as a day, and the rest given back as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.model.values import value
from bot.reading.folding import fold
from bot.reading.unspaced import spaced

LONGEST_WORD = 128
"""Signs of a word that are compared, and those of the same folded, in which one sign may become eighteen."""

_BETWEEN = re.compile(r"[\s,;!?،؛؟()\[\]{}<>\"“”„«»|、。，；！？（）「」『』【】《》]+")
_EDGES = "-–—:._/'’*#&+`´~^…〜"
_DATE_END = re.compile(r"\d\.$")
_INITIAL = re.compile(r"[^\W\d_]\.")


@value
class Token:
    """A word as typed and as compared."""

    typed: str
    folded: str

    @property
    def is_initial(self) -> bool:
        """Whether it is a name's first letter, 'A.', and not the word 'a'."""
        return _INITIAL.fullmatch(self.typed) is not None and self.typed[0].isupper()


@dataclass(frozen=True)
class TextTokens:
    """Words in a row; `line` is what patterns are searched in."""

    words: tuple[Token, ...]

    @cached_property
    def line(self) -> str:
        """The folded words, a space before each."""
        return "".join([f" {word.folded}" for word in self.words])

    @cached_property
    def typed(self) -> str:
        """The words as they were typed."""
        return " ".join([word.typed for word in self.words])

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The places of `pattern`, which must begin with the space before a word, and end at a word's edge."""
        return pattern.finditer(self.line)

    def without(self, match: re.Match[str]) -> TextTokens:
        """The words that `match`, found in these, does not cover."""
        before, after = self.around(match)
        return before + after

    def around(self, match: re.Match[str]) -> tuple[TextTokens, TextTokens]:
        """The words in front of `match`, found in these, and those behind it."""
        before = match.string.count(" ", 0, match.start())
        covered = match.string.count(" ", *match.span())
        return TextTokens(self.words[:before]), TextTokens(self.words[before + covered :])

    def __add__(self, other: TextTokens) -> TextTokens:
        return TextTokens(self.words + other.words)

    def replaced(self, match: re.Match[str], words: tuple[str, ...]) -> TextTokens:
        """With other words, folded, in place of `match`, found in these."""
        before, after = self.around(match)
        return TextTokens((*before.words, *(Token(word, word) for word in words), *after.words))

    def trimmed(self, stop_words: frozenset[str]) -> TextTokens:
        """Without the words that name nothing at either end: 'the physio for' -> 'physio'."""
        first, last = 0, len(self.words)
        while first < last and self.words[first].folded in stop_words:
            first += 1
        while first < last and self.words[last - 1].folded in stop_words:
            last -= 1
        return self if last - first == len(self.words) else TextTokens(self.words[first:last])


def tokenize(typed: str, most: int) -> TextTokens:
    """`typed` as words, the first `most` of them. A full stop stays where it makes a date ('24.'); other punctuation
    at the edges goes."""
    pieces = [piece for piece in _BETWEEN.split(spaced(typed)) if piece.strip(_EDGES)]
    return TextTokens(tuple(map(_token, pieces[:most])))


def _token(piece: str) -> Token:
    bare = piece.strip(_EDGES)[:LONGEST_WORD]
    kept = bare + "." if _DATE_END.search(piece) else bare
    # Some folded characters decompose into spaces; a word must stay one word.
    folded = "".join(fold(kept).split())[:LONGEST_WORD] or kept
    return Token(piece if _INITIAL.fullmatch(piece) else kept, folded)
