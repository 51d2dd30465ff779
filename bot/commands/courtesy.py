"""'Hello, could you please …': what is said for politeness around a command, and who may be called like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from bot.commands.small_talk import BEFORE_COMMANDS, COURTESY
from bot.languages.vocabularies import VOCABULARIES, languages_of
from bot.languages.vocabulary import Vocabulary
from bot.reading.folding import words_of
from bot.reading.phrases import REACH

MAX_COURTESY = 6
ONE_WORD = re.compile(r"[\W_]*+([^\W\d_]++)\s++")
SINGLE_COURTESY = frozenset((phrase,) for phrase in COURTESY if " " not in phrase)


def without_courtesy(text: str) -> str:
    """'Hello, could you please get link' -> 'get link'."""
    *_, rest = _peeled(text)
    return rest


def left_out(text: str, plain: str) -> str:
    """What `without_courtesy` has taken away in front."""
    return text.rstrip().removesuffix(plain)


def last_left_out(text: str) -> str:
    """The last word that `without_courtesy` takes away, if it is one alone with a space behind it."""
    *before, rest = _peeled(text)
    alone = ONE_WORD.fullmatch(left_out(before[-1], rest)) if before else None
    return alone[1] if alone else ""


def _peeled(text: str) -> Iterator[str]:
    """The text, and what is left of it as one polite phrase after another is taken away."""
    yield text
    for _ in range(MAX_COURTESY):
        said = BEFORE_COMMANDS.spoken(text)
        if said is None:
            return
        text = said.rest
        yield text


def is_their_word(word: str, rest: str, locale: str) -> bool:
    """Whether the `rest` has words of the language in which `word` is polite: 'Brauche Link für Krüger'."""
    foreign = set(words_of(rest[:REACH])) - _known_in(languages_of(locale))
    return any(word in _polite_words(each) and not foreign.isdisjoint(_known_in((each,))) for each in VOCABULARIES)


def without_please(text: str) -> str:
    """'Adeyemi's link please' -> 'Adeyemi's link': single words of courtesy are no thanks."""
    before, _, last = text.rstrip(" .!?").rpartition(" ")
    return before if words_of(last) in SINGLE_COURTESY else text.rstrip(" .!?")


@lru_cache(maxsize=64)
def polite_in(locale: str) -> frozenset[str]:
    """The single words that are said before a command in the languages of somebody with this locale."""
    return mannerly_in(locale).union(*map(_polite_words, languages_of(locale)))


@cache
def _polite_words(language: Vocabulary) -> frozenset[str]:
    every = chain(language.courtesy, language.joining, *(phrases for _, phrases in language.manners))
    return frozenset(phrase for phrase in every if " " not in phrase)


@cache
def _known_in(languages: tuple[Vocabulary, ...]) -> frozenset[str]:
    """Their little words and their days."""
    days = (phrase for each in languages for phrase, _ in each.days)
    return frozenset(chain(days, *(chain(each.stop_words, *each.weekdays) for each in languages)))


@lru_cache(maxsize=64)
def mannerly_in(locale: str) -> frozenset[str]:
    """The single words that are said for their own sake there."""
    every = chain.from_iterable(phrases for each in languages_of(locale) for _, phrases in each.manners)
    return frozenset(phrase for phrase in every if " " not in phrase)
