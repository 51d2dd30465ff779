"""'Mrs Hall' is any Hall, but not Mr Hall."""

from __future__ import annotations

from bot.languages.listed import LANGUAGES
from bot.reading.matching import Query, Words

MEN = frozenset(title for language in LANGUAGES for title in language.men)
WOMEN = frozenset(title for language in LANGUAGES for title in language.women)
TITLES = MEN | WOMEN | {title for language in LANGUAGES for title in language.titles}


def beside_titles(query: Query) -> Query:
    """The names without their titles; a title alone is a word like others: 'doctor' finds 'Doctor's appointment'."""
    return tuple(term for term in query if term.plain not in TITLES) or query


def are_strangers(said: Words, written: Words) -> bool:
    """Whether one of the texts speaks of women only and the other of men only."""
    return any(_speaks_of(one, said) and _speaks_of(other, written) for one, other in ((MEN, WOMEN), (WOMEN, MEN)))


def _speaks_of(titles: frozenset[str], words: Words) -> bool:
    of_anybody = (MEN | WOMEN).intersection(words)
    return bool(of_anybody) and of_anybody <= titles
