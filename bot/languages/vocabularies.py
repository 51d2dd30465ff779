"""The languages that people can write to the bot in: every language of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain
from typing import cast

from bot.languages.listed import LANGUAGES, SOURCE, package_of
from bot.languages.negotiation import served_by
from bot.languages.vocabulary import Vocabulary


def vocabulary_of(language: str) -> Vocabulary:
    """The VOCABULARY in the language's folder."""
    module = import_module(f"bot.languages.{package_of(language)}.vocabulary")
    return cast("Vocabulary", module.VOCABULARY)


BY_LANGUAGE = {language: vocabulary_of(language) for language in LANGUAGES}
VOCABULARIES = tuple(BY_LANGUAGE.values())
ENGLISH = BY_LANGUAGE[SOURCE]


@lru_cache(maxsize=512)
def languages_of(locale: str) -> tuple[Vocabulary, ...]:
    """The vocabularies in which day words of a person with this locale (BCP 47) are read, their own first."""
    return tuple(BY_LANGUAGE[language] for language in dict.fromkeys((served_by(locale) or SOURCE, SOURCE)))


def all_languages(own: tuple[Vocabulary, ...]) -> tuple[Vocabulary, ...]:
    """Every vocabulary in full words, `own` first: for somebody who writes in a language that their Teams does not
    speak. Whoever they are, these are the same. English is everybody's, with its short names; those of the others are
    words of other languages.
    """
    return tuple(_in_full()[known] for known in dict.fromkeys((*own, *VOCABULARIES)))


@cache
def _in_full() -> Mapping[Vocabulary, Vocabulary]:
    return {each: _among_others() if each is ENGLISH else each.in_full() for each in VOCABULARIES}


def _among_others() -> Vocabulary:
    """English without the times that are other ones elsewhere: 'half ten' is half past nine in Dutch."""
    elsewhere = frozenset(said for each in VOCABULARIES if each is not ENGLISH for said, _ in each.past)
    return replace(ENGLISH, past=tuple(each for each in ENGLISH.past if each[0] not in elsewhere))


@cache  # as many as there are languages
def written_out(own: tuple[Vocabulary, ...]) -> Mapping[str, str]:
    """The short names of days and months in `own` that full words leave out, with an English name of the same; not
    those that mean several things.
    """
    known = frozenset(name for each in all_languages(own) for name, _ in _in_english(each))
    written = defaultdict[str, set[str]](set)
    for name, english in chain.from_iterable(map(_in_english, own)):
        written[name].add(english)
    return {name: min(meant) for name, meant in written.items() if name not in known and len(meant) == 1}


def _in_english(each: Vocabulary) -> Iterator[tuple[str, str]]:
    """The names of days and months, each with a word of English for it."""
    near = {days: name for name, days in reversed(ENGLISH.days) if " " not in name}
    yield from ((name, near[days]) for name, days in each.days if days in near)
    for names, english in zip((*each.weekdays, *each.months), (*ENGLISH.weekdays, *ENGLISH.months), strict=True):
        yield from ((name, english[0]) for name in names)
