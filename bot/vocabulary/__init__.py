"""The words people type, per language. A further language: one file here and one line in LANGUAGES.

A command is recognised in every language, whatever the person's own. Day words are read in the person's language first
and in English always: 'do' is Donnerstag only for someone whose Teams speaks German.
"""

from __future__ import annotations

from bot.vocabulary.de import GERMAN
from bot.vocabulary.en import ENGLISH
from bot.vocabulary.language import Vocabulary

LANGUAGES = (ENGLISH, GERMAN)


def languages_of(locale: str) -> tuple[Vocabulary, ...]:
    """The languages in which day words of a person with this locale (BCP 47) are read, their own first."""
    primary = locale.replace("_", "-").split("-")[0].lower()
    own = tuple(known for known in LANGUAGES if known.language == primary and known is not ENGLISH)
    return (*own, ENGLISH)


__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "Vocabulary", "languages_of"]
