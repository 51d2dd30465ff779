"""What of a text names something, in whatever language: 'for my next meeting' names 'next'."""

from __future__ import annotations

import re

from bot.languages.listed import LANGUAGES
from bot.reading.folding import fold, words_of

SEVERAL = frozenset(word for language in LANGUAGES for word in language.several)
NOTHING = frozenset(word for language in LANGUAGES for word in language.stop_words) - SEVERAL
FILLER = NOTHING | SEVERAL
NUMBER = frozenset(word for language in LANGUAGES for word in language.number)
PASSCODE = re.compile(rf"\b(?:{'|'.join(word for language in LANGUAGES for word in language.passcode)})\b[\s:]*\S*")
POLITE = {tuple(phrase.split()) for language in LANGUAGES for phrase in (*language.courtesy, *language.at_hand)}
LONGEST = max(map(len, POLITE))


def content_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` that are not filler in any language."""
    return tuple(word for word in words_of(text) if word not in FILLER)


def names_no_meeting(text: str) -> bool:
    """Whether the words ask for one meeting and do not say which: 'for this one, please', but not 'for my meetings'."""
    words, place = words_of(text), 0
    while place < len(words):
        length = _polite(words, place) or (words[place] in NOTHING)
        if not length:
            return False
        place += length
    return True


def _polite(words: tuple[str, ...], place: int) -> int:
    """How many words at this place are only polite, or mean the meeting at hand."""
    return next((length for length in range(LONGEST, 0, -1) if words[place : place + length] in POLITE), 0)


def names_only_a_number(text: str) -> bool:
    """Whether nothing beside digits names anything: 'for the meeting 248 123 456 789 12'."""
    return _are_numbers(text, FILLER | NUMBER)


def is_bare_number(text: str) -> bool:
    """Whether it is a number as invitations have it: 'Meeting ID: 248 123 456 789 12 Passcode: aB3dEf'."""
    return _are_numbers(text, NUMBER)


def _are_numbers(text: str, beside: frozenset[str]) -> bool:
    words = words_of(PASSCODE.sub(" ", fold(text)))
    return all(word.isdigit() or word in beside for word in words)
