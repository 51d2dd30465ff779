"""'the physio next monday at 3' is read as words (physio), days (next Monday) and hours (3:00 and 15:00)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.selectors.calendar_words import grammar_of
from bot.selectors.days import Days, Place, days_in
from bot.selectors.hours import Hours, hours_in, part_of_today
from bot.selectors.spelling import Text, text_of
from bot.vocabulary import languages_of

MAX_TEXT = 1000
"""Characters that are looked at; Outlook takes 255 for a subject."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person's words say. `whole` is all of them; `rest` what is left beside day, hours and filler at its ends.

    `filler` are the words that name nothing in this person's languages.
    """

    whole: Text
    rest: Text
    filler: frozenset[str]
    days: Days | None = None
    hours: Hours | None = None


def wording_of(typed: str, today: date, locale: str) -> Wording:
    """Read `typed` as somebody with this locale (BCP 47) means it on the local date `today`. Never raises."""
    languages = languages_of(locale)
    grammar = grammar_of(languages)
    whole = text_of(typed[:MAX_TEXT])
    text, part = part_of_today(whole, grammar)
    place = Place(today, grammar, _month_first(locale, languages[0].month_first))
    text, days = (text, Days(today, today)) if part else days_in(text, place)
    text, hours = hours_in(text, grammar, part)
    return Wording(whole, text.trimmed(grammar.filler), grammar.filler, days, hours)


def _month_first(locale: str, places: tuple[str, ...]) -> bool | None:
    """Whether 3/4 is 4 March; plain 'en' leaves it open."""
    tag = locale.replace("_", "-").lower()
    return None if tag in ("", "en") else tag in places
