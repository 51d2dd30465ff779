"""'get lnik', 'hlep', 'gte link for Krüger': a command that is misspelled by a letter or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from sys import intern
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.model.values import value
from bot.reading.folding import fold
from bot.reading.phrases import without_gaps
from bot.reading.unspaced import has_signs

T = TypeVar("T")
MOST_WORDS = 6
"""Words of a text of which a phrase may be made."""
REACH = 100
"""Characters of a text that are looked at."""
SHORTEST_PHRASE = 4
"""Letters of a phrase that can be recognized by the others of them."""
SURE_WITH_ONE, SURE_WITH_TWO = 6, 12
"""Letters of a phrase of which one (two) may be wrong without a doubt."""
LIKELY_WITH_TWO = 8
WORD = re.compile(r"[^\W_]+")
BETWEEN = re.compile(r"[\s:,;.!?،؛؟–—\-=>]+")


@value
class Guess(Generic[T]):
    """What was nearly said, what follows it as typed, and whether that is beyond doubt; the phrase, and what was typed
    for it, each written together.
    """

    meant: T
    rest: str
    sure: bool
    phrase: str
    typed: str

    def ends_alike(self, beginning: str) -> bool:
        """Whether behind this beginning are the phrase's letters in another order: 'link hoeln', not 'link Helen'."""
        ending, typed = self.phrase.removeprefix(beginning), self.typed.removeprefix(beginning)
        return ending[:1] == typed[:1] and sorted(ending) == sorted(typed)


class Misspelled(Generic[T]):
    """Phrases of each meaning, to be found with a letter or two wrong, missing, doubled or exchanged.

    They are sorted when the first words are looked up.
    """

    def __init__(self, phrases: Mapping[T, Iterable[str]], sure_with_one: int = SURE_WITH_ONE) -> None:
        self._phrases = phrases
        self._sure_with_one = sure_with_one
        self.guesses = lru_cache(maxsize=32)(self._guesses)

    @cached_property
    def _by_length(self) -> dict[int, dict[T, list[str]]]:
        by_length: dict[int, dict[T, list[str]]] = {}
        for meaning, phrases in self._phrases.items():
            for phrase in dict.fromkeys(intern(without_gaps(phrase)) for phrase in phrases):
                if len(phrase) >= SHORTEST_PHRASE:
                    by_length.setdefault(len(phrase), {}).setdefault(meaning, []).append(phrase)
        return by_length

    def _guesses(self, text: str) -> Sequence[Guess[T]]:
        """What `text` may begin with, the likeliest first."""
        found = [each for typed, rest in _beginnings(text) for each in self._near(typed, rest)]
        return [guess for _, guess in sorted(found, key=lambda each: each[0])]

    def _near(self, typed: str, rest: str) -> Iterator[tuple[tuple[bool, int, int], Guess[T]]]:
        near = [
            (phrase, meaning, wrong)
            for length in range(len(typed) - 2, len(typed) + 3)
            for meaning, phrases in self._by_length.get(length, {}).items()
            for phrase in phrases
            if 0 < (wrong := OSA.distance(typed, phrase, score_cutoff=2)) <= (2 if length >= LIKELY_WITH_TWO else 1)
        ]
        plain = not any(_another_form(typed, phrase) for phrase, _, _ in near)
        for phrase, meaning, wrong in near:
            # Another ideograph is another word, where another letter is a slip.
            sure = (
                plain
                and not has_signs(phrase)
                and len(phrase) >= (self._sure_with_one if wrong == 1 else SURE_WITH_TWO)
            )
            yield (not sure, wrong, -len(phrase)), Guess(meaning, rest, sure, phrase, typed)


def _another_form(typed: str, phrase: str) -> bool:
    """'meeting' for 'meetings' is a word of its own."""
    return typed.startswith(phrase) or phrase.startswith(typed)


def _beginnings(text: str) -> Iterator[tuple[str, str]]:
    """The first word, the first two, …: folded and written together, each with what follows."""
    typed = ""
    for n, word in enumerate(WORD.finditer(text, 0, REACH)):
        if n == MOST_WORDS:
            return
        typed += fold(word[0])
        after = BETWEEN.match(text, word.end())
        yield typed, text[after.end() if after else word.end() :]
