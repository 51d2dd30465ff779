"""What of a text names something, in whatever language: 'for my next meeting' names 'next'."""

from __future__ import annotations

import re

from bot.vocabulary.folding import fold, words_of
from bot.vocabulary.listed import LANGUAGES

FILLER = frozenset(word for language in LANGUAGES for word in language.filler)
PASSCODE = re.compile(rf"\b(?:{'|'.join(word for language in LANGUAGES for word in language.passcode)})\b[\s:]*\S*")


def telling_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` that are not filler in any language."""
    return tuple(word for word in words_of(text) if word not in FILLER)


def says_only_a_number(text: str) -> bool:
    """Whether there is nothing beside digits: 'Meeting ID: 248 123 456 789 12 Passcode: aB3dEf' is that too."""
    return all(word.isdigit() for word in telling_words(PASSCODE.sub(" ", fold(text))))
