"""What of a text names something, in whatever language: 'for my next meeting' names 'next'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from bot.languages.vocabularies import VOCABULARIES
from bot.reading.folding import fold, words_of
from bot.reading.unspaced import has_signs, spaced

MAX_WORDING = 1000
"""Characters of a text that can be polite, or a number with its labels; a longer one names something."""

SEVERAL = frozenset(word for language in VOCABULARIES for word in language.several)
NOTHING = frozenset(word for language in VOCABULARIES for word in language.stop_words) - SEVERAL
STOP_WORDS = NOTHING | SEVERAL
NEXT = frozenset(tuple(phrase.split()) for language in VOCABULARIES for phrase in language.next)
NOW = frozenset(tuple(phrase.split()) for language in VOCABULARIES for phrase in language.now)
NAMES = {name: frozenset(behind) for language in VOCABULARIES for name, behind in language.names}
NUMBER = frozenset(word for language in VOCABULARIES for word in language.number)
PASSCODE = re.compile(
    rf"\b(?:{'|'.join(word for language in VOCABULARIES for word in language.passcode)})\b[\s:]*+\S*+"
)
POLITE = {tuple(phrase.split()) for language in VOCABULARIES for phrase in (*language.courtesy, *language.at_hand)}
LONGEST_PHRASE = max(map(len, POLITE))
# 's'il vous plaît', 'thank you': of single words of courtesy, those that name nothing are stop words.
AT_THE_END = frozenset(
    tuple(phrase.split())
    for language in VOCABULARIES
    for phrase in (
        *(courtesy for courtesy in language.courtesy if " " in courtesy),
        *chain(*(dict(language.manners)[manner] for manner in ("thanks", "farewell"))),
    )
)
LONGEST_AT_THE_END = max(map(len, AT_THE_END))
MANNERLY = frozenset(
    phrase for language in VOCABULARIES for _, phrases in language.manners for phrase in phrases if " " not in phrase
)
# 'vale, gracias': the first word is said by itself.
AGREED = frozenset(
    phrase
    for language in VOCABULARIES
    for phrase in chain(*(dict(language.manners)[manner] for manner in ("agreement", "refusal")))
)


def names_among(words: Sequence[str]) -> frozenset[str]:
    """Those stop words among `words` that may be people here: 'Mia domani', but not 'la mia riunione'."""
    if NAMES.keys().isdisjoint(words):
        return frozenset()
    beside = zip(words, (*words[1:], ""), strict=True)
    return frozenset([word for word, behind in beside if word in NAMES and behind not in NAMES[word]])


def content_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`, of its beginning if it is long, that are stop words in no language."""
    words = words_of(spaced(text[:MAX_WORDING]))
    little = STOP_WORDS - names_among(words)
    return tuple([word for word in words if word not in little])


def asks_by_clock(text: str) -> bool:
    """Whether the words, by themselves, mean the next meeting or the one that is on: 'next one please', 'now'."""
    return len(text) <= MAX_WORDING and words_by_clock(without_thanks(text)) in NEXT | NOW


def words_by_clock(text: str) -> tuple[str, ...]:
    """As content_words, without the question or the courtesy in front of 'next': 'who is next', 'please now'."""
    said = content_words(text)
    if said in NEXT | NOW:
        return said
    words = words_of(spaced(text[:MAX_WORDING]))
    place = 0
    while place < len(words) and words[place] not in MANNERLY:  # 'Ola, next' may be Ola's
        length = _polite(words, place) or words[place] in NOTHING
        if not length:
            break
        place += length
    return content_words(" ".join(words[place:]))


def names_no_meeting(text: str) -> bool:
    """Whether the words ask for one meeting and do not say which: 'for this one, please', but not 'for my meetings'."""
    if len(text) > MAX_WORDING:
        return False
    words = words_of(spaced(text))
    names = names_among(words)
    place = 0
    while place < len(words):
        length = _polite(words, place) or (words[place] in NOTHING and words[place] not in names)
        if not length:
            return False
        place += length
    return True


def _polite(words: tuple[str, ...], place: int) -> int:
    """How many words at this place are only polite, or mean the meeting at hand."""
    lengths = range(min(LONGEST_PHRASE, len(words) - place), 0, -1)
    return next((length for length in lengths if words[place : place + length] in POLITE), 0)


def without_thanks(text: str) -> str:
    """'Dubois, thank you very much' -> 'Dubois': a text without the politeness that it ends with."""
    pieces = text.split()
    kept, _ = _thanks_in(pieces)
    return " ".join(pieces[:kept]) if kept < len(pieces) else text


def thanks_may_be_names(text: str) -> bool:
    """Whether people may be called as something that `without_thanks` leaves out: Maria Gruss; Ana Vale, gracias."""
    _, phrases = _thanks_in(text.split())
    alone = (words[0] for words in phrases if len(words) == 1 or words[0] in AGREED)
    return any(word not in STOP_WORDS and not has_signs(word) for word in alone)


def _thanks_in(pieces: Sequence[str]) -> tuple[int, list[tuple[str, ...]]]:
    """How many pieces stand before the polite phrases at the end, and these."""
    words = [words_of(piece) for piece in pieces]
    phrases = list[tuple[str, ...]]()
    while length := _thanks(words):
        phrases.append(tuple(chain(*words[-length:])))
        del words[-length:]
    return len(words), phrases


def _thanks(words: Sequence[tuple[str, ...]]) -> int:
    """How many pieces at the end are a polite phrase."""
    lengths = range(min(LONGEST_AT_THE_END, len(words)), 0, -1)
    return next((length for length in lengths if tuple(chain(*words[-length:])) in AT_THE_END), 0)


def names_only_a_number(text: str) -> bool:
    """Whether nothing beside digits names anything: 'for the meeting 248 123 456 789 12'."""
    return _are_numbers(text, STOP_WORDS | NUMBER)


def is_bare_number(text: str) -> bool:
    """Whether it is a number as invitations have it: 'Meeting ID: 248 123 456 789 12 Passcode: aB3dEf'."""
    return _are_numbers(text, NUMBER)


def _are_numbers(text: str, beside: frozenset[str]) -> bool:
    if len(text) > MAX_WORDING:
        return False
    return all(word.isdigit() or word in beside for word in words_of(PASSCODE.sub(" ", fold(spaced(text)))))
