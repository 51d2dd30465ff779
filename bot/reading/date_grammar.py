"""The grammar of 'tomorrow', 'next monday', '24. November', '15:30': regular expressions made from vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from bot.languages.vocabulary import Vocabulary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DayGrammar:
    """How days are written: the patterns, and what the words in them stand for."""

    iso_date: re.Pattern[str]
    numeric_date: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    ordinal: re.Pattern[str]
    in_days: re.Pattern[str]
    near_day: re.Pattern[str]
    day_of_this_week: re.Pattern[str]
    day_of_next_week: re.Pattern[str]
    this_week: re.Pattern[str]
    next_week: re.Pattern[str]
    next_days: re.Pattern[str]
    weekday: re.Pattern[str]
    numbered_day: re.Pattern[str]
    day_part: re.Pattern[str]
    near_days: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    counts: dict[str, int]
    units: dict[str, int]
    day_parts: dict[str, str]
    following: frozenset[str]


@dataclass(frozen=True, slots=True)
class HourGrammar:
    """How times and parts of the day are written, and what the words in them stand for."""

    part_today: re.Pattern[str]
    part: re.Pattern[str]
    clock: re.Pattern[str]
    hour: re.Pattern[str]
    bare_hour: re.Pattern[str]
    past_hour: re.Pattern[str]
    beside_day: re.Pattern[str]
    behind_day: re.Pattern[str]
    numbers: dict[str, int]
    past: dict[str, int]
    parts_today: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int]]
    evening: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one person's languages, for text whose words are folded and apart by single spaces."""

    days: DayGrammar
    hours: HourGrammar
    next: re.Pattern[str]
    stop_words: frozenset[str]


@cache
def grammar_of(languages: tuple[Vocabulary, ...]) -> Grammar:
    """One grammar of several languages; where two disagree on a word, the first language is right."""
    stop_words = _words((*each.stop_words, *each.several) for each in languages)
    following = _whole(_any(_words(each.next for each in languages)))
    return Grammar(_day_grammar(languages, stop_words), _hour_grammar(languages), following, stop_words)


def _day_grammar(languages: tuple[Vocabulary, ...], stop_words: frozenset[str]) -> DayGrammar:
    near_days = _merged(each.days for each in languages)
    weekdays = _numbered(each.weekdays for each in languages)
    months = {name: number + 1 for name, number in _numbered(each.months for each in languages).items()}
    counts = _merged((*each.counts, *each.numbers) for each in languages)
    units = _merged(each.units for each in languages)
    parts = {part: part for part in _merged(each.parts for each in languages)}
    after_weekday = _merged(each.after_weekday for each in languages)
    following = _words(each.following for each in languages)
    before = _any(following | _words(each.coming for each in languages))
    month, weekday, little = _any(months), _any(weekdays), _any(stop_words)
    # 'Monday 24 November', 'on Monday, the 24th': a weekday in front of a date belongs to it.
    lead = rf"(?:{weekday}(?: {little})* )?"
    day = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
    this_week = _any(_words(each.this_week for each in languages))
    next_week = _any(_words(each.next_week for each in languages))
    next_days = _any(_words(each.next_days for each in languages))
    within = _any(_words(each.within for each in languages))
    many = rf"(\d{{1,2}}|{_any(counts)}) ({_any(units)})"
    ordinals = "|".join(pattern for each in languages for pattern in each.ordinals)
    return DayGrammar(
        iso_date=_whole(rf"{lead}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})"),
        numeric_date=_whole(rf"{lead}(\d{{1,2}})([./-])(\d{{1,2}})(?:(?:\2(\d{{4}}|\d{{2}}))|\.)?"),
        day_month=_whole(rf"{lead}{day}(?: {little})?(?:[ -])?({month})(?:[ -](\d{{4}}))?"),
        month_day=_whole(rf"{lead}({month})(?: {little})? {day}(?: (\d{{4}}))?"),
        ordinal=_whole(rf"{lead}(?:{ordinals})"),
        in_days=_whole(rf"(?:({_any((*weekdays, *near_days))}) )?{within} {many}"),
        near_day=_whole(f"({_any(near_days)})"),
        day_of_this_week=_whole(rf"(?:{this_week}(?: {little})? ({weekday})|({weekday})(?: {little})? {this_week})"),
        day_of_next_week=_whole(rf"(?:{next_week}(?: {little})? ({weekday})|({weekday})(?: {little})? {next_week})"),
        this_week=_whole(this_week),
        next_week=_whole(next_week),
        next_days=_whole(rf"{next_days} {many}"),
        weekday=_whole(rf"(?:({before}) )?({weekday})"),
        numbered_day=_whole(rf"({weekday}) (\d{{1,2}})"),
        day_part=_whole(rf"({weekday})(?:({_any(parts)})| ?({_any(after_weekday)}))"),
        near_days=near_days,
        weekdays=weekdays,
        months=months,
        counts=counts,
        units=units,
        day_parts=parts | after_weekday,
        following=following,
    )


def _hour_grammar(languages: tuple[Vocabulary, ...]) -> HourGrammar:
    parts = _merged(each.parts for each in languages)
    parts_today = _merged(each.parts_today for each in languages)
    evening = _words(each.evening for each in languages)
    at = _any(_words(each.at for each in languages))
    meridiem = _any(evening | _words(each.morning for each in languages))
    oclock = _any(_words(each.oclock for each in languages))
    numbers = _merged(each.numbers for each in languages)
    past = _merged(each.past for each in languages)
    digits, name = r"(?P<hour>\d{1,2})", f"(?P<name>{_any(numbers)})"
    exactly = rf"(?: ?(?P<half>{meridiem})| ?{oclock})?"
    return HourGrammar(
        part_today=_whole(f"({_any(parts_today)})"),
        part=_whole(f"({_any(parts)})"),
        clock=_whole(rf"(?:{at} ?)?{digits}(?:[:.]| ?{oclock} ?)(?P<minute>\d{{2}}){exactly}"),
        hour=_whole(rf"(?:{at} ?)?(?:{digits} ?|{name} )(?:(?P<half>{meridiem})|{oclock})"),
        bare_hour=_whole(rf"{at} ?{digits}"),
        past_hour=_whole(rf"(?:{at} )?(?P<past>{_any(past)}) (?:{digits}|{name}){exactly}"),
        beside_day=_whole(rf"(?:(?:{at} ?)?(?P<hour>\d{{2}})(?P<minute>\d{{2}})|{at} {name})"),
        behind_day=_whole(f"(?:{digits}|{name})"),
        numbers=numbers,
        past=past,
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
    """One of these phrases, the longest that fits: 'day after tomorrow' before 'tomorrow'. Of no phrases, none."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + ("|".join(re.escape(phrase) for phrase in longest_first) or "(?!)") + ")"


def _whole(pattern: str) -> re.Pattern[str]:
    """`pattern` as whole words."""
    return re.compile(rf"(?<!\S){pattern}(?!\S)")
