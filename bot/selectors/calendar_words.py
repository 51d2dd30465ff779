"""The grammar of 'tomorrow', 'next monday', '24. November', '15:30': regular expressions made from vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from bot.vocabulary import Vocabulary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one person's languages, for text whose words are folded and apart by single spaces."""

    iso_date: re.Pattern[str]
    numeric_date: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    ordinal: re.Pattern[str]
    part_today: re.Pattern[str]
    day: re.Pattern[str]
    this_week: re.Pattern[str]
    next_week: re.Pattern[str]
    weekday: re.Pattern[str]
    clock: re.Pattern[str]
    hour: re.Pattern[str]
    bare_hour: re.Pattern[str]
    part: re.Pattern[str]
    days: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    parts: dict[str, tuple[int, int]]
    parts_today: dict[str, tuple[int, int]]
    following: frozenset[str]
    evening: frozenset[str]
    filler: frozenset[str]


@cache
def grammar_of(languages: tuple[Vocabulary, ...]) -> Grammar:
    """One grammar of several languages; where two disagree on a word, the first language is right."""
    weekdays = _numbered(language.weekdays for language in languages)
    months = {name: number + 1 for name, number in _numbered(each.months for each in languages).items()}
    days = _merged(each.days for each in languages)
    parts = _merged(each.parts for each in languages)
    parts_today = _merged(each.parts_today for each in languages)
    filler = frozenset(word for each in languages for word in each.filler)
    following = frozenset(word for each in languages for word in each.following)
    evening = frozenset(word for each in languages for word in each.evening)
    coming = [word for each in languages for word in each.coming]
    at = _any(word for each in languages for word in each.at)
    meridiem = _any([*evening, *(word for each in languages for word in each.morning)])
    oclock = _any(word for each in languages for word in each.oclock)
    month, weekday, little = _any(months), _any(weekdays), _any(filler)
    # 'Monday 24 November', 'on Monday, the 24th': a weekday in front of a date belongs to it.
    lead = rf"(?:{weekday}(?: {little})* )?"
    day = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
    hour = r"(?P<hour>\d{1,2})"
    ordinals = "|".join(pattern for each in languages for pattern in each.ordinals)
    return Grammar(
        iso_date=_whole(rf"{lead}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})"),
        numeric_date=_whole(rf"{lead}(\d{{1,2}})([./-])(\d{{1,2}})(?:(?:\2(\d{{4}}|\d{{2}}))|\.)?"),
        day_month=_whole(rf"{lead}{day}(?: {little})?(?:[ -])?({month})(?:[ -](\d{{4}}))?"),
        month_day=_whole(rf"{lead}({month})(?: {little})? {day}(?: (\d{{4}}))?"),
        ordinal=_whole(rf"{lead}(?:{ordinals})"),
        part_today=_whole(f"({_any(parts_today)})"),
        day=_whole(f"({_any(days)})"),
        this_week=_whole(_any(phrase for each in languages for phrase in each.this_week)),
        next_week=_whole(_any(phrase for each in languages for phrase in each.next_week)),
        weekday=_whole(rf"(?:({_any([*following, *coming])}) )?({weekday})"),
        clock=_whole(rf"(?:{at} ?)?{hour}[:.](?P<minute>\d{{2}})(?: ?(?P<half>{meridiem})| ?{oclock})?"),
        hour=_whole(rf"(?:{at} ?)?{hour} ?(?:(?P<half>{meridiem})|{oclock})"),
        bare_hour=_whole(rf"{at} ?{hour}"),
        part=_whole(f"({_any(parts)})"),
        days=days,
        weekdays=weekdays,
        months=months,
        parts=parts,
        parts_today=parts_today,
        following=following,
        evening=evening,
        filler=filler,
    )


def _numbered(tables: Iterable[tuple[tuple[str, ...], ...]]) -> dict[str, int]:
    return _merged(tuple((name, index) for index, names in enumerate(table) for name in names) for table in tables)


def _merged(tables: Iterable[tuple[tuple[str, T], ...]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for table in tables:
        for word, meaning in table:
            merged.setdefault(word, meaning)
    return merged


def _any(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest that fits: 'day after tomorrow' before 'tomorrow'."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + ")"


def _whole(pattern: str) -> re.Pattern[str]:
    """`pattern` as whole words."""
    return re.compile(rf"(?<!\S){pattern}(?!\S)")
