"""The grammar of 'tomorrow', 'next monday', '24. November', '15:30': expressions made from vocabularies.

An expression is written as a template, in which {weekday} stands for 'monday', 'mon', 'montag' …, and so on for the
other kinds of phrases. It is compiled when it is first needed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple, TypeVar

from bot.languages.vocabulary import Vocabulary
from bot.reading.one_of import longest_first, one_of

T = TypeVar("T")
NONE = frozenset[str]()

KIND = re.compile(r"\{([a-z_]+)\}")
COMPOSED = {
    # 'Monday 24 November', 'on Monday, the 24th': a weekday in front of a date belongs to it.
    "lead": r"(?:{weekday}(?: {little})* )?",
    "day_number": r"(\d{1,2})(?:st|nd|rd|th|er|ro|o|°|ste|de|e|:[ae]|\.)?",
    "span": r"(\d{1,2}|{count}) ({unit})",
    "hour": r"(?P<hour>\d{1,2})",
    "hour_name": "(?P<name>{number})",
    "exactly": "(?: ?(?P<half>{half_day})| ?{oclock})?",
    # Two times: the one that begins may say less, '9 - 10 Uhr', '2-3 pm'.
    "begin": r"{hour}(?:(?:[:.]| ?{oclock} ?)(?P<minute>\d{2}))?{exactly}",
    "end": r"(?P<end>\d{1,2})(?:(?:[:.]| ?{oclock} ?)(?P<end_minute>\d{2}))?(?: ?(?P<end_half>{half_day})| ?{oclock})?",
    # 9.10 Uhr is a time; behind a date 'ore' and 'godz.' stand before one: 24/11 ore 14.
    "oclock_behind": r" ?{oclock}(?! ?(?:\d|{number}))(?!\S)",
    "in_full": r"(?=\d{1,2}(?:[:.]\d{2}| ?{half_day}(?!\w)| ?{oclock}(?!\w)| ?{oclock} ?\d{2}))",
}
"""Kinds that are made of others."""


@dataclass(frozen=True, eq=False)
class Expressions:
    """How days and times are written in some languages, for text whose words are folded, with a space before each.

    `kinds` are the phrases of each kind, `roles` the kinds in which each word plays a part, `words` those of days and
    times.
    """

    kinds: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]
    words: frozenset[str]
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def pattern(self, template: str) -> re.Pattern[str]:
        """The expression of a template, as whole words: it begins with the space before them, to which a search skips
        ahead.
        """
        known = self._compiled.get(template)
        if known is None:
            known = self._compiled[template] = re.compile(rf" (?:{self._filled(template)})(?!\S)")
        return known

    def _filled(self, template: str) -> str:
        return KIND.sub(lambda kind: self._of_kind(kind[1]), template)

    def _of_kind(self, kind: str) -> str:
        return self._filled(COMPOSED[kind]) if kind in COMPOSED else self.kinds[kind]


@dataclass(frozen=True, eq=False)
class Grammar:
    """How one person writes days and times, and what the phrases stand for in their languages."""

    expressions: Expressions
    near_days: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    counts: Mapping[str, int]
    units: Mapping[str, int]
    day_parts: Mapping[str, str]
    numbers: Mapping[str, int]
    past: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]
    parts_today: Mapping[str, tuple[int, int]]
    evening: frozenset[str]
    following: frozenset[str]
    spans: frozenset[tuple[str, str]]
    stop_words: frozenset[str]

    def pattern(self, template: str) -> re.Pattern[str]:
        """The expression of a template, as whole words."""
        return self.expressions.pattern(template)

    def without(self, names: frozenset[str]) -> Grammar:
        """The same where these words are no stop words."""
        return replace(self, stop_words=self.stop_words - names) if names else self

    def speaks_of_time(self, words: Iterable[str]) -> bool:
        """Whether there is a word of a day or a time among `words`, or a part of one ('9uhr', 'freitagmorgen')."""
        known = self.expressions.words
        days = (*self.weekdays, *self.near_days)
        return any(word in known or not word.isalpha() or word.startswith(days) for word in words)


@cache
def grammar_of(languages: tuple[Vocabulary, ...]) -> Grammar:
    """One grammar of several languages; where two disagree on a word, the first language is right."""
    tables = _tables(languages)
    return Grammar(
        expressions=expressions_of(frozenset(languages)),
        near_days=tables.near_days,
        weekdays=tables.weekdays,
        months=tables.months,
        counts=tables.counts,
        units=tables.units,
        day_parts={part: part for part in tables.parts} | tables.after_weekday,
        numbers=tables.numbers,
        past=tables.past | tables.past_behind,
        parts=tables.parts,
        parts_today=tables.parts_today,
        evening=_words(each.evening for each in languages),
        following=_words(each.following for each in languages),
        spans=frozenset(span for each in languages for span in each.spans),
        stop_words=_stop_words(languages),
    )


@cache
def expressions_of(languages: frozenset[Vocabulary]) -> Expressions:
    """Those of several languages, whichever of them is whose: everybody who has the same shares them."""
    tables = _tables(languages)
    stop_words = _stop_words(languages)
    ordinals = longest_first(pattern for each in languages for pattern in each.ordinals)
    of_time: dict[str, Iterable[str]] = {
        "near_day": tables.near_days,
        "weekday": tables.weekdays,
        "month": tables.months,
        "count": tables.counts,
        "unit": tables.units,
        "number": tables.numbers,
        "past": tables.past,
        "past_behind": tables.past_behind,
        "part": tables.parts,
        "part_today": tables.parts_today,
        "after_weekday": tables.after_weekday,
        "coming": _words((*each.following, *each.coming) for each in languages),
        "this_week": _words(each.this_week for each in languages),
        "next_week": _words(each.next_week for each in languages),
        "last": _words(each.last for each in languages),
        "last_week": _words(each.last_week for each in languages),
        "before_ago": _words((before for before, _ in each.ago) for each in languages),
        "after_ago": _words((after for _, after in each.ago) for each in languages),
        "next_days": _words(each.next_days for each in languages),
        "next": _words(each.next for each in languages),
        "within": _words(each.within for each in languages),
        # 'alle 3' is at three in Italian, and all three in German
        "at": _words(each.at for each in languages) - _words(each.several for each in languages),
        "oclock": _words(each.oclock for each in languages),
        "half_day": _words((*each.morning, *each.evening) for each in languages),
    }
    roles = defaultdict[str, set[str]](set)
    for kind, some in (*of_time.items(), ("little", stop_words)):
        for word in {word for phrase in some for word in phrase.split()}:
            roles[word].add(kind)
    return Expressions(
        kinds={kind: one_of(some) for kind, some in of_time.items()}
        | {"ordinal": "|".join(ordinals), "little": one_of(stop_words)}
        # Little words as well: alone they speak of no time. And 'now', which is no day or hour that could be looked up.
        | {"now": one_of(_words(each.now for each in languages))}
        | {"first": one_of(_words(each.first for each in languages))}
        | {"final": one_of(_words(each.final for each in languages))}
        | {"since": one_of(_words((before for before, _ in each.spans) for each in languages))}
        | {"until": one_of(_words((between for _, between in each.spans) for each in languages))},
        roles={word: _once(frozenset(played)) for word, played in roles.items()},
        words=frozenset(word for word, played in roles.items() if played != {"little"}),
    )


class _Tables(NamedTuple):
    """What phrases stand for."""

    near_days: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    counts: dict[str, int]
    units: dict[str, int]
    numbers: dict[str, int]
    past: dict[str, int]
    past_behind: dict[str, int]
    parts: dict[str, tuple[int, int]]
    parts_today: dict[str, tuple[int, int]]
    after_weekday: dict[str, str]


def _tables(languages: Iterable[Vocabulary]) -> _Tables:
    languages = tuple(languages)
    return _Tables(
        near_days=_merged(each.days for each in languages),
        weekdays=_numbered(each.weekdays for each in languages),
        months=_numbered(each.months for each in languages),
        counts=_merged((*each.counts, *each.numbers) for each in languages),
        units=_merged(each.units for each in languages),
        numbers=_merged(each.numbers for each in languages),
        past=_merged(each.past for each in languages),
        past_behind=_merged(each.past_behind for each in languages),
        parts=_merged(each.parts for each in languages),
        parts_today=_merged(each.parts_today for each in languages),
        after_weekday=_merged(each.after_weekday for each in languages),
    )


def _stop_words(languages: Iterable[Vocabulary]) -> frozenset[str]:
    return _words((*each.stop_words, *each.several) for each in languages)


def adds_meaning(more: Grammar, fewer: Grammar, words: Iterable[str]) -> bool:
    """Whether `words` can mean something in `more` that they do not mean in the grammar of `fewer` languages."""
    days = _foreign_days(more, fewer)
    return any(
        _is_foreign(word, more, fewer) or word.startswith(days) or (not word.isalpha() and word.upper() != word.lower())
        for word in words
    )


def _is_foreign(word: str, more: Grammar, fewer: Grammar) -> bool:
    """Whether it plays a part in one of them alone."""
    return not more.expressions.roles.get(word, NONE) <= fewer.expressions.roles.get(word, NONE)


@cache
def _foreign_days(more: Grammar, fewer: Grammar) -> tuple[str, ...]:
    """With them longer words begin."""
    return tuple(day for day in {*more.weekdays, *more.near_days} if _is_foreign(day, more, fewer))


@cache
def _once(roles: frozenset[str]) -> frozenset[str]:
    """One set for all words that play the same."""
    return roles


def _words(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for words in lists for word in words if word)


def _numbered(tables: Iterable[tuple[tuple[str, ...], ...]]) -> dict[str, int]:
    return _merged(tuple((name, index) for index, names in enumerate(table) for name in names) for table in tables)


def _merged(tables: Iterable[tuple[tuple[str, T], ...]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for table in tables:
        for word, meaning in table:
            merged.setdefault(word, meaning)
    return merged
