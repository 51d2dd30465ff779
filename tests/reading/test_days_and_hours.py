"""Days and hours as people write them, in English and in German."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading.days import Days
from bot.reading.hours import Hours
from bot.reading.interpretations import interpretations_of

MONDAY = date(2026, 11, 23)


def days(typed: str, locale: str = "en-GB", today: date = MONDAY) -> Days | None:
    return interpretations_of(typed, today, locale)[0].best.days


def hours(typed: str, locale: str = "en-GB") -> tuple[int, ...]:
    """The hours of the day that `typed` can begin in."""
    said = interpretations_of(typed, MONDAY, locale)[0].best.hours or Hours(())
    return tuple(hour for hour in range(24) if any(said.hold(hour * 60 + minute) for minute in range(60)))


@pytest.mark.parametrize(
    ("typed", "locale", "first", "last", "sure"),
    [
        ("today", "en-GB", (2026, 11, 23), (2026, 11, 23), True),
        ("monday", "en-GB", (2026, 11, 23), (2026, 11, 23), True),
        ("next monday", "en-GB", (2026, 11, 30), (2026, 11, 30), True),
        ("friday", "en-GB", (2026, 11, 27), (2026, 11, 27), True),
        ("next friday", "en-GB", (2026, 12, 4), (2026, 12, 4), False),
        ("this friday", "en-GB", (2026, 11, 27), (2026, 11, 27), True),
        ("this week", "en-GB", (2026, 11, 23), (2026, 11, 29), True),
        ("next week", "en-GB", (2026, 11, 30), (2026, 12, 6), True),
        ("3/12", "en-GB", (2026, 12, 3), (2026, 12, 3), True),
        ("3/12", "en-US", (2027, 3, 12), (2027, 3, 12), True),
        ("3/12", "en", (2026, 12, 3), (2026, 12, 3), False),
        ("12/24", "en-GB", (2026, 12, 24), (2026, 12, 24), True),
        ("3.12.", "en-US", (2026, 12, 3), (2026, 12, 3), True),
        ("03.12", "de-DE", (2026, 12, 3), (2026, 12, 3), True),
        ("3.12.26", "de-DE", (2026, 12, 3), (2026, 12, 3), True),
        ("3. 12.", "de-AT", (2026, 12, 3), (2026, 12, 3), True),
        ("Do, 3. 12. 2026", "de-DE", (2026, 12, 3), (2026, 12, 3), True),
        ("3. Dezember", "de-DE", (2026, 12, 3), (2026, 12, 3), True),
        ("am 3.", "de-DE", (2026, 12, 3), (2026, 12, 3), True),
        ("the 1st", "en-GB", (2026, 12, 1), (2026, 12, 1), True),
        ("Thursday, 3 December 2026", "en-GB", (2026, 12, 3), (2026, 12, 3), True),
        ("29 feb", "en-GB", (2028, 2, 29), (2028, 2, 29), True),
        ("2 January", "en-GB", (2027, 1, 2), (2027, 1, 2), True),
        ("do", "de-DE", (2026, 11, 26), (2026, 11, 26), True),
        ("ÜBERMORGEN", "de-AT", (2026, 11, 25), (2026, 11, 25), True),
        ("next week on wednesday", "en-GB", (2026, 12, 2), (2026, 12, 2), True),
        ("monday next week", "en-GB", (2026, 11, 30), (2026, 11, 30), True),
        ("friday of this week", "en-GB", (2026, 11, 27), (2026, 11, 27), True),
        ("nächste Woche Montag", "de-DE", (2026, 11, 30), (2026, 11, 30), True),
        ("Mittwoch der nächsten Woche", "de-DE", (2026, 12, 2), (2026, 12, 2), True),
        ("in 3 days", "en-GB", (2026, 11, 26), (2026, 11, 26), True),
        ("in drei Tagen", "de-DE", (2026, 11, 26), (2026, 11, 26), True),
        ("in a week", "en-GB", (2026, 11, 30), (2026, 11, 30), False),
        ("in 8 Tagen", "de-DE", (2026, 12, 1), (2026, 12, 1), False),
        ("a week today", "en-GB", (2026, 11, 30), (2026, 11, 30), True),
        ("Dienstag in einer Woche", "de-DE", (2026, 12, 1), (2026, 12, 1), True),
        ("heute in zwei Wochen", "de-DE", (2026, 12, 7), (2026, 12, 7), True),
        ("next two weeks", "en-GB", (2026, 11, 23), (2026, 12, 7), True),
        ("Freitagnachmittag", "de-DE", (2026, 11, 27), (2026, 11, 27), True),
        ("nächsten Montagmorgen", "de-DE", (2026, 11, 30), (2026, 11, 30), True),
        ("Montag morgen", "de-DE", (2026, 11, 23), (2026, 11, 23), True),
        ("Dienstag 10.15", "de-DE", (2026, 11, 24), (2026, 11, 24), True),
        ("Dienstag 10.10", "de-DE", (2026, 11, 24), (2026, 11, 24), True),
        ("Donnerstag 10.12", "de-DE", (2026, 12, 10), (2026, 12, 10), True),
        ("24/11 ore 14", "it-IT", (2026, 11, 24), (2026, 11, 24), True),
        ("24/11 ore dieci", "it-IT", (2026, 11, 24), (2026, 11, 24), True),
        ("24.11 godz. 14:00", "pl-PL", (2026, 11, 24), (2026, 11, 24), True),
        ("24.11.2026 godz. 14", "pl-PL", (2026, 11, 24), (2026, 11, 24), True),
        ("dinsdag 9-10", "nl-NL", (2026, 11, 24), (2026, 11, 24), True),
        ("dinsdag 1-12", "nl-NL", (2026, 12, 1), (2026, 12, 1), False),
        ("maandag 24-11", "nl-NL", (2026, 11, 24), (2026, 11, 24), True),
    ],
)
def test_days_are_read(
    typed: str, locale: str, first: tuple[int, int, int], last: tuple[int, int, int], sure: bool
) -> None:
    assert days(typed, locale) == Days(date(*first), date(*last), sure)


@pytest.mark.parametrize(
    "typed", ["31.2.", "99/99", "room 12", "24-11", "may", "do", "physio", "0000-00-00", "15.30", "in 3 rooms"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert days(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "tomorrow",
        "next week",
        "friday",
        "the 31st",
        "31 december",
        "next friday",
        "in 9 weeks",
        "monday next week",
        "fri 27",
    ],
)
def test_the_end_of_the_calendar_is_no_accident(typed: str) -> None:
    said = days(typed, today=date.max)
    assert said is None or said.last <= date.max


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("at 3pm", (15,)),
        ("3 p.m.", (15,)),
        ("12am", (0,)),
        ("15:00", (15,)),
        ("15.30", (15,)),
        ("3:30", (3, 15)),
        ("09:30", (9,)),
        ("at 3", (3, 15)),
        ("afternoon at 3", (15,)),
        ("in the morning", tuple(range(12))),
        ("um 9 uhr", ()),
        ("room 12", ()),
        ("25:00", ()),
        ("13pm", ()),
        ("half past four", (4, 16)),
        ("at half past 4 pm", (16,)),
        ("quarter past ten", (10, 22)),
        ("quarter to one pm", (12,)),
        ("four o'clock", (4, 16)),
        ("four pm", (16,)),
        ("eighth", ()),
        ("16h30", (16,)),
        ("2026", ()),
    ],
)
def test_times_are_read(typed: str, expected: tuple[int, ...]) -> None:
    assert hours(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("um 9 Uhr", (9, 21)),
        ("15 Uhr", (15,)),
        ("vormittags", tuple(range(12))),
        ("halb fünf", (4, 16)),
        ("um viertel nach zehn", (10, 22)),
        ("viertel vor 16 Uhr", (15,)),
        ("viertel zehn", (9, 21)),
        ("10.12 Uhr", (10, 22)),
        ("morgen früh um acht", (8,)),
        ("halb eins", (0, 12)),
        ("fuenf Uhr", (5, 17)),
        ("16 Uhr 30", (16,)),
        ("Freitagvormittag", tuple(range(12))),
        ("Montagmorgen um 9", (9,)),
    ],
)
def test_german_times_are_read(typed: str, expected: tuple[int, ...]) -> None:
    assert hours(typed, "de-DE") == expected


@pytest.mark.parametrize(
    ("locale", "typed", "day", "rest"),
    [
        ("de-DE", "Dupont mo après-midi", date(2026, 11, 30), "Dupont"),
        ("es-ES", "hoy nachmittag Krüger", date(2026, 11, 25), "Krüger"),
        ("pl-PL", "pn nachmittag Krüger", date(2026, 11, 30), "Krüger"),
        ("sv-SE", "fre Nachmittag Nowak", date(2026, 11, 27), "Nowak"),
    ],
)
def test_short_days_of_ones_own_stand_beside_times_of_another_language(
    locale: str, typed: str, day: date, rest: str
) -> None:
    read = interpretations_of(typed, date(2026, 11, 25), locale)[-1].best
    assert (read.days, read.rest.typed) == (Days(day, day), rest)
    assert read.hours == Hours(((12 * 60, 18 * 60),))
    assert [word.folded for word in read.rest.words] == [rest.lower().replace("ü", "u")]
