"""The languages that people can write to the bot in."""

from __future__ import annotations

from bot.languages.de.vocabulary import GERMAN
from bot.languages.en.vocabulary import ENGLISH
from bot.languages.vocabulary import Vocabulary

LANGUAGES = (ENGLISH, GERMAN)
IN_FULL = {known.language: known.in_full() for known in LANGUAGES}


def languages_of(locale: str) -> tuple[Vocabulary, ...]:
    """The languages in which day words of a person with this locale (BCP 47) are read, their own first."""
    primary = locale.replace("_", "-").split("-")[0].lower()
    own = tuple(known for known in LANGUAGES if known.language == primary and known is not ENGLISH)
    return (*own, ENGLISH)


def others_than(own: tuple[Vocabulary, ...]) -> tuple[Vocabulary, ...]:
    """The other languages, for somebody who writes in one that their Teams does not speak."""
    return tuple(IN_FULL[known.language] for known in LANGUAGES if known not in own)
