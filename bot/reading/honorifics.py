"""'Mrs Hall' is any Hall, but not Mr Hall."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages.vocabularies import VOCABULARIES
from bot.reading.matching import Query, Terms
from bot.reading.tokens import Token
from bot.reading.unspaced import has_signs

MEN = frozenset(title for language in VOCABULARIES for title in language.men)
WOMEN = frozenset(title for language in VOCABULARIES for title in language.women)
PEOPLE = MEN | WOMEN
TITLES = PEOPLE | {title for language in VOCABULARIES for title in language.titles}
STRANGERS = ((MEN, WOMEN), (WOMEN, MEN))


def beside_titles(query: Query) -> Query:
    """The names without their titles; a title alone is a word like others: 'doctor' finds 'Doctor's appointment'."""
    return tuple(term for term in query if term.plain not in TITLES) or query


def speaks_of(words: Terms) -> frozenset[str]:
    """MEN or WOMEN when the words speak of them alone; else nobody."""
    addressed = PEOPLE.intersection(words)
    return next((titles for titles in (MEN, WOMEN) if addressed and addressed <= titles), frozenset())


def are_strangers(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one text speaks of women only and the other of men only."""
    return (some, others) in STRANGERS


def named_beside_titles(said: Sequence[Token]) -> frozenset[str]:
    """Whom the titles among these words speak of: 'freitag' in 'Frau Dr. Freitag'. In Chinese and Japanese they stand
    behind the name.
    """
    named = set[str]()
    before, titled = "", False
    for word in (each.folded for each in said):
        if word not in TITLES:
            named.update((word,) if titled else ())
            before, titled = word, False
        elif has_signs(word):
            named.add(before)
        else:
            titled = True
    return frozenset(named - {""})
