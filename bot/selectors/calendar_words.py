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
class DayGrammar:
    """How days are written: the patterns, and what the words in them stand for."""

    iso_date: re.Pattern[str]
    numeric_date: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    ordinal: re.Pattern[str]
    near_day: re.Pattern[str]
    this_week: re.Pattern[str]
    next_week: re.Pattern[str]
    next_days: re.Pattern[str]
    weekday: re.Pattern[str]
    near_days: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    following: frozenset[str]


@dataclass(frozen=True, slots=True)
class HourGrammar:
    """How times and parts of the day are written, and what the words in them stand for."""

    part_today: re.Pattern[str]
    part: re.Pattern[str]
    clock: re.Pattern[str]
    hour: re.Pattern[str]
    bare_hour: re.Pattern[str]
    parts_today: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int]]
    evening: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one person's languages, for text whose words are folded and apart by single spaces."""

    days: DayGrammar
    hours: HourGrammar
    filler: frozenset[str]


@cache
def grammar_of(languages: tuple[Vocabulary, ...]) -> Grammar:
    """One grammar of several languages; where two disagree on a word, the first language is right."""
    filler = _words((*each.filler, *each.several) for each in languages)
    return Grammar(_day_grammar(languages, filler), _hour_grammar(languages), filler)


def _day_grammar(languages: tuple[Vocabulary, ...], filler: frozenset[str]) -> DayGrammar:
    near_days = _merged(each.days for each in languages)
    weekdays = _numbered(each.weekdays for each in languages)
    months = {name: number + 1 for name, number in _numbered(each.months for each in languages).items()}
    following = _words(each.following for each in languages)
    before = _any(following | _words(each.coming for each in languages))
    month, weekday, little = _any(months), _any(weekdays), _any(filler)
    # 'Monday 24 November', 'on Monday, the 24th': a weekday in front of a date belongs to it.
    lead = rf"(?:{weekday}(?: {little})* )?"
    day = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
    ordinals = "|".join(pattern for each in languages for pattern in each.ordinals)
    return DayGrammar(
        iso_date=_whole(rf"{lead}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})"),
        numeric_date=_whole(rf"{lead}(\d{{1,2}})([./-])(\d{{1,2}})(?:(?:\2(\d{{4}}|\d{{2}}))|\.)?"),
        day_month=_whole(rf"{lead}{day}(?: {little})?(?:[ -])?({month})(?:[ -](\d{{4}}))?"),
        month_day=_whole(rf"{lead}({month})(?: {little})? {day}(?: (\d{{4}}))?"),
        ordinal=_whole(rf"{lead}(?:{ordinals})"),
        near_day=_whole(f"({_any(near_days)})"),
        this_week=_whole(_any(_words(each.this_week for each in languages))),
        next_week=_whole(_any(_words(each.next_week for each in languages))),
        next_days=_whole(f"(?:{'|'.join(pattern for each in languages for pattern in each.next_days)})"),
        weekday=_whole(rf"(?:({before}) )?({weekday})"),
        near_days=near_days,
        weekdays=weekdays,
        months=months,
        following=following,
    )


def _hour_grammar(languages: tuple[Vocabulary, ...]) -> HourGrammar:
    parts = _merged(each.parts for each in languages)
    parts_today = _merged(each.parts_today for each in languages)
    evening = _words(each.evening for each in languages)
    at = _any(_words(each.at for each in languages))
    meridiem = _any(evening | _words(each.morning for each in languages))
    oclock = _any(_words(each.oclock for each in languages))
    hour = r"(?P<hour>\d{1,2})"
    return HourGrammar(
        part_today=_whole(f"({_any(parts_today)})"),
        part=_whole(f"({_any(parts)})"),
        clock=_whole(rf"(?:{at} ?)?{hour}[:.](?P<minute>\d{{2}})(?: ?(?P<half>{meridiem})| ?{oclock})?"),
        hour=_whole(rf"(?:{at} ?)?{hour} ?(?:(?P<half>{meridiem})|{oclock})"),
        bare_hour=_whole(rf"{at} ?{hour}"),
        parts_today=parts_today,
        parts=parts,
        evening=evening,
    )


def _words(lists: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word for words in lists for word in words)


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
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + ")"


def _whole(pattern: str) -> re.Pattern[str]:
    """`pattern` as whole words."""
    return re.compile(rf"(?<!\S){pattern}(?!\S)")
