"""What a text that somebody types means, in short: for tables of phrases, one a language."""

from __future__ import annotations

from datetime import date

from bot.commands.recognition import recognize
from bot.reading.interpretations import interpretations_of
from tests.support.fakes import command

MONDAY = date(2026, 11, 23)


def meant(typed: str) -> tuple[str, str] | None:
    """The command and what is said beside it; None where nobody knows the words."""
    found = recognize(command(typed))
    return (found.spec.name, found.command.text) if found else None


def read(typed: str, locale: str, today: date = MONDAY) -> tuple[str, date | None, date | None, bool]:
    """The words beside the days, the first and the last day, and whether they are sure."""
    best = interpretations_of(typed, today, locale)[0].best
    days = best.days
    return (best.rest.typed, days.first, days.last, days.sure) if days else (best.rest.typed, None, None, True)


def hours(typed: str, locale: str) -> tuple[tuple[int, int], ...]:
    """The times of the day (hour, minute) that are meant; of a part of the day its edges."""
    best = interpretations_of(typed, MONDAY, locale)[0].best
    parts = best.hours.parts if best.hours else ()
    edges = [minute for start, end in parts for minute in ((start,) if end == start + 1 else (start, end))]
    return tuple(divmod(minute, 60) for minute in edges)


def asked_back(typed: str, locale: str) -> bool:
    """Whether no day is sure: several can be meant, or words are left that name a meeting."""
    rest, first, _, sure = read(typed, locale)
    return first is None or not sure or bool(rest)
