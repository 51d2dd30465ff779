"""'physio tomorow', 'wendesday', 'demian': a day that is misspelled by a letter or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from rapidfuzz.distance import OSA

from bot.languages.vocabularies import languages_of
from bot.languages.vocabulary import Vocabulary
from bot.reading.folding import fold
from bot.reading.unspaced import has_signs

SHORTEST = 5
"""Letters of a day that can be recognized by the others of them."""
WITH_TWO = 8
"""Letters of a day of which two may be wrong."""
LONGEST_TYPED, LONGEST_WORD = 100, 16
"""Characters; what is longer was pasted, and is not looked through a second time."""

_WORD = re.compile(r"[^\W\d_]+")


def with_days_mended(typed: str, locale: str) -> str:
    """`typed` with the days that were nearly written, in the languages of this locale; itself where there are none,
    or it is long.
    """
    if len(typed) > LONGEST_TYPED:
        return typed
    return _WORD.sub(partial(_mended, days=_days(languages_of(locale))), typed)


def _mended(word: re.Match[str], days: frozenset[str]) -> str:
    written = fold(word[0][:LONGEST_WORD])
    if not written or len(word[0]) > LONGEST_WORD or written in days:  # folding leaves nothing of some signs
        return word[0]
    near = ((slips, day) for day in days if (slips := _slips(written, day)))
    return min(near, default=(0, word[0]))[1]


def _slips(written: str, day: str) -> int:
    """How many letters of the day are missing, too many or exchanged with each other; 0 where it is another word.

    A letter that the day does not have makes a name of it, and so does another first one: Morgan is not 'morgen', nor
    is Nunes 'lunes'. What only begins like a day, or goes on behind one, is a word of its own: Frida, Lundin.
    """
    if written[0] != day[0] or not set(written) <= set(day) or written.startswith(day) or day.startswith(written):
        return 0
    most = 2 if len(day) >= WITH_TWO else 1
    slips = OSA.distance(written, day, score_cutoff=most)
    return slips if slips <= most else 0


@cache  # as many as there are languages
def _days(languages: tuple[Vocabulary, ...]) -> frozenset[str]:
    """Those of one word."""
    return frozenset(day for language in languages for day in _named(language) if _is_recognizable(day))


def _named(language: Vocabulary) -> Iterator[str]:
    yield from (fold(day) for day, _ in language.days)
    yield from (fold(name) for names in language.weekdays for name in names)


def _is_recognizable(day: str) -> bool:
    return len(day) >= SHORTEST and " " not in day and not has_signs(day)
