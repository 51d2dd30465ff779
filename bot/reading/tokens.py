"""A text taken apart into words so that some can be understood as a day, and the rest given back as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading.folding import fold

_BETWEEN = re.compile(r"[\s,;!?()\[\]{}<>\"“”„«»|]+")
_EDGES = "-–—:._/'’*#&+"
_DATE_END = re.compile(r"\d\.$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed and as compared."""

    typed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a row; `line` is what patterns are searched in."""

    words: tuple[Word, ...]

    @property
    def line(self) -> str:
        return " ".join(word.folded for word in self.words)

    @property
    def typed(self) -> str:
        return " ".join(word.typed for word in self.words)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The places of `pattern`, which must begin and end at a word's edge."""
        return pattern.finditer(self.line)

    def without(self, match: re.Match[str]) -> Text:
        """The words that `match`, found in this text, does not cover."""
        before, after = self.around(match)
        return before + after

    def around(self, match: re.Match[str]) -> tuple[Text, Text]:
        """The words in front of `match`, found in this text, and those behind it."""
        before = match.string[: match.start()].count(" ")
        covered = match.group().count(" ") + 1
        return Text(self.words[:before]), Text(self.words[before + covered :])

    def __add__(self, other: Text) -> Text:
        return Text(self.words + other.words)

    def replaced(self, match: re.Match[str], words: tuple[str, ...]) -> Text:
        """With other words, folded, in place of `match`, found in this text."""
        before, after = self.around(match)
        return Text((*before.words, *(Word(word, word) for word in words), *after.words))

    def trimmed(self, stop_words: frozenset[str]) -> Text:
        """Without the words that name nothing at either end: 'the physio for' -> 'physio'."""
        telling = [place for place, word in enumerate(self.words) if word.folded not in stop_words]
        return Text(self.words[telling[0] : telling[-1] + 1] if telling else ())


def text_of(typed: str) -> Text:
    """`typed` as words. A full stop stays where it makes a date ('24.'); other punctuation at the edges goes."""
    return Text(tuple(_word(piece) for piece in _BETWEEN.split(typed) if piece.strip(_EDGES)))


def _word(piece: str) -> Word:
    bare = piece.strip(_EDGES)
    kept = bare + "." if _DATE_END.search(piece) else bare
    # Some folded characters decompose into spaces; a word must stay one word.
    return Word(kept, "".join(fold(kept).split()) or kept)
