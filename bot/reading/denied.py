"""'not today, Monday': a day that somebody says they do not mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.languages.vocabulary import Vocabulary
from bot.model.values import value
from bot.reading.days import Days, Place, days_in
from bot.reading.tokens import TextTokens, Token


@value
class Denied:
    """The `days` that are not meant, and the `rest` of the text."""

    days: Days
    rest: TextTokens


def denied_in(text: TextTokens, languages: tuple[Vocabulary, ...], place: Place) -> Denied | None:
    """The first day that is denied; None where that is no day, or the one before it may be: 'mañana no, hoy'."""
    before, behind = _denials(languages)
    said = {word.folded for word in text.words}
    if not any(said.issuperset(phrase) for phrase in (*before, *behind)):
        return None
    for dated in days_in(text, place):
        first = _begin(dated.before.words, before, place)
        if first is not None:
            return Denied(dated.days, TextTokens(dated.before.words[:first]) + dated.after)
        length = next((len(phrase) for phrase in behind if _folded(dated.after.words[: len(phrase)]) == phrase), 0)
        if length:
            return Denied(dated.days, dated.before + TextTokens(dated.after.words[length:]))
    return None


@cache
def _denials(languages: tuple[Vocabulary, ...]) -> tuple[list[list[str]], list[list[str]]]:
    """The words of each phrase that stands in front of a day, and of each that stands behind it."""
    before = [phrase.split() for each in languages for phrase in each.denials]
    behind = [phrase.split() for each in languages for phrase in each.denials_behind]
    return before, behind


def _begin(before: Sequence[Token], denials: Sequence[list[str]], place: Place) -> int | None:
    """Where the words begin that deny what is behind `before`: 'nicht' in 'Krüger, nicht am'."""
    words, grammar = _folded(before), place.grammar
    while words and words[-1] in grammar.stop_words and not any(words[-len(each) :] == each for each in denials):
        words.pop()
    length = next((len(phrase) for phrase in denials if words[-len(phrase) :] == phrase), 0)
    first = len(words) - length
    may_be_its = first and (words[first - 1] in grammar.weekdays or words[first - 1] in grammar.near_days)
    return first if length and not may_be_its else None


def _folded(words: Sequence[Token]) -> list[str]:
    return [word.folded for word in words]
