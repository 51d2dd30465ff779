"""The languages that people can write to the bot in: every language of the list."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
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
IN_FULL = {vocabulary: vocabulary.in_full() for vocabulary in VOCABULARIES}


@lru_cache(maxsize=512)
def languages_of(locale: str) -> tuple[Vocabulary, ...]:
    """The vocabularies in which day words of a person with this locale (BCP 47) are read, their own first."""
    return tuple(BY_LANGUAGE[language] for language in dict.fromkeys((served_by(locale) or SOURCE, SOURCE)))


def others_than(own: tuple[Vocabulary, ...]) -> tuple[Vocabulary, ...]:
    """The other vocabularies, for somebody who writes in a language that their Teams does not speak."""
    return tuple(IN_FULL[known] for known in VOCABULARIES if known not in own)
