"""Whoever copies a meeting's day and time from a card, and writes them to the bot, means that meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.languages import Words, words
from bot.model import Meeting
from bot.reading.interpretations import interpretations_of

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 7, 30, tzinfo=ZONE)
LOCALES = (
    *("en-GB", "en-US", "en-AU", "en-CA", "en-IN", "en-DE", "de-DE", "de-AT", "de-CH", "de-US"),
    *("fr-FR", "fr-CA", "fr-CH", "es-ES", "es-MX", "es-AR", "es-US", "it-IT", "it-CH", "nl-NL", "nl-BE"),
    *("pt-BR", "pt-PT", "pl-PL", "sv-SE", "sv-FI", "ja-JP", "zh-CN", "zh-SG", "ar-SA", "ar-EG", "ar-MA"),
)
DAYS = (-1, 0, 1, 2, 3, 4, 6, 7, 8, 30)  # none is a Sunday, which Dutch calls 'zo', and that is 'so' and 'soon', too


def read(typed: str, locale: str) -> tuple[str, date | None, date | None, tuple[int, ...]]:
    """What is left of it, its days, and the minutes of the day at which what it says may begin."""
    best = interpretations_of(typed, NOW.date(), locale)[0].best
    first, last = (best.days.first, best.days.last) if best.days else (None, None)
    return best.rest.typed, first, last, tuple(start for start, _ in best.hours.parts) if best.hours else ()


def written(said: Words, moment: datetime) -> tuple[tuple[str, bool], ...]:
    """How cards and invitations say a moment, and whether that has its time."""
    day = moment.astimezone(ZONE).date()
    whole = Meeting(start=datetime.combine(day, datetime.min.time(), ZONE), all_day=True)
    short, full, time = said.short_date(day), said.full_when(whole), said.time(moment)
    return (
        (said.on(day), False),
        (short, False),
        (full, False),
        (f"{said.on(day)} {time}", True),
        (f"{short} {time}", True),
        (said.joined(full, time), True),
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_and_a_time_are_read_as_they_are_written(locale: str) -> None:
    said = words(locale, ZONE.key, NOW)
    for days, clock in ((days, clock) for days in DAYS for clock in ((8, 30), (14, 0))):
        moment = datetime.combine(NOW.date() + timedelta(days=days), datetime.min.time(), ZONE)
        moment = moment.replace(hour=clock[0], minute=clock[1])
        for typed, timed in written(said, moment):
            rest, first, last, begins = read(typed, locale)
            assert (rest, first, last) == ("", moment.date(), moment.date()), typed
            assert (clock[0] * 60 + clock[1] in begins) is timed, typed


@pytest.mark.parametrize("locale", LOCALES)
def test_so_is_a_whole_row(locale: str) -> None:
    said = words(locale, ZONE.key, NOW)
    for days, hour in ((days, hour) for days in DAYS for hour in (9, 14) if days > 0):
        start = datetime.combine(NOW.date() + timedelta(days=days), datetime.min.time(), ZONE).replace(hour=hour)
        typed = said.when(Meeting(start=start, end=start + timedelta(minutes=45)))
        rest, first, last, begins = read(typed, locale)
        assert (rest, first, last) == ("", start.date(), start.date()), typed
        assert hour * 60 in begins, typed
