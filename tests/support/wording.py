"""What a person's words come to: the command that is understood, and the days and hours that are read."""

from __future__ import annotations

from datetime import date

from bot.commands.recognition import recognize
from bot.reading.hours import Hours
from bot.reading.interpretations import Interpretation, interpretations_of
from bot.reading.matching import Names, Query, answers, near_names
from tests.support.fakes import command

MONDAY = date(2026, 11, 23)


def understood(typed: str) -> tuple[str, str] | None:
    """The command's name and what is said beside it; None when nobody knows these words."""
    found = recognize(command(typed))
    return (found.spec.name, found.command.text) if found else None


def read(typed: str, locale: str, today: date = MONDAY) -> Interpretation:
    """The fullest reading of `typed`."""
    return interpretations_of(typed, today, locale)[0].best


def sure_days(typed: str, locale: str, today: date = MONDAY) -> tuple[str, ...]:
    """'11-24', or the first and the last of several days; nothing when no day is certainly meant."""
    days = read(typed, locale, today).days
    if days is None or not days.sure:
        return ()
    return tuple(dict.fromkeys(f"{day:%m-%d}" for day in (days.first, days.last)))


def times(typed: str, locale: str) -> tuple[str, ...]:
    """The minutes of the day at which `typed` can begin; '12-18' for a part of the day."""
    said = read(typed, locale).hours or Hours(())
    return tuple(
        f"{start // 60}:{start % 60:02}" if end - start == 1 else f"{start // 60}-{end // 60}"
        for start, end in said.parts
    )


def all_in(query: Query, names: Names) -> bool:
    """Whether every word of the query is plain in the names."""
    return all(answers(term, names) for term in query)


def all_nearly_in(query: Query, names: Names) -> bool:
    """The same, with misspellings let through."""
    return all(answers(term, names) or bool(near_names(term.plain, names.split())) for term in query)
