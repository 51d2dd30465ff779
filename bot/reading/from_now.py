"""'in 20 minutes', 'dans une demi-heure', '20分後': a time that is said from now on, as one of the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.languages.vocabularies import VOCABULARIES
from bot.model import Meeting
from bot.model.values import value
from bot.reading.folding import fold
from bot.reading.misspelt_days import LONGEST_TYPED
from bot.reading.one_of import one_of
from bot.reading.tokens import tokenize
from bot.reading.unspaced import has_signs

ROUGHLY, ABOUT = timedelta(minutes=15), timedelta(minutes=10)
"""How far from it a meeting may begin that can be meant, where none is nearer; few look at the clock first."""
CLOSE = timedelta(minutes=5)
"""How near it a meeting begins that certainly is."""
_BEHIND = re.compile(
    r"(?:(?P<number>\d{1,3}) ?(?P<unit>分钟|分|个?小时|時間)|(?P<half>半个?小时|半時間)|(?P<one>一个?小时|一時間))"
    r"(?:之后|以后|后|後)"
)


@value
class FromNow:
    """A text in which that time is written as a day and a clock's, and the time itself."""

    text: str
    moment: datetime

    @property
    def hours(self) -> tuple[tuple[int, int], ...]:
        """It as an hour of the day (`Reading.hours`)."""
        minute = self.moment.hour * 60 + self.moment.minute
        return ((minute, minute + 1),)

    def likely(self, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
        """Those that begin about then; where there are none, roughly then."""
        away = [(abs(each.start - self.moment), each) for each in meetings if each.start]
        found = (tuple(each for far, each in away if far <= most) for most in (ABOUT, ROUGHLY))
        return next(filter(None, found), ())

    def is_close(self, start: datetime | None) -> bool:
        """Whether it certainly is."""
        return start is not None and abs(start - self.moment) <= CLOSE


def from_now(text: str, now: datetime) -> FromNow | None:
    """What is said of a time from `now` on, which is local; None where nothing is, or the text is long."""
    if len(text) > LONGEST_TYPED:
        return None
    if has_signs(text) and (match := _BEHIND.search(text)):
        return _at(text[: match.start()], text[match.end() :], _minutes_behind(match), now)
    said = tokenize(text, LONGEST_TYPED)
    found = next(filter(_is_one_language, said.find(_pattern())), None)
    if found is None:
        return None
    before, after = said.around(found)
    return _at(before.typed, after.typed, _minutes(found), now)


def _at(before: str, after: str, minutes: int, now: datetime) -> FromNow | None:
    moment = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    first, last = moment - ROUGHLY, moment + ROUGHLY + timedelta(minutes=1)
    begin = first if first.date() == moment.date() else moment.replace(hour=0, minute=0)
    end = last if last.date() == moment.date() else moment.replace(hour=23, minute=59)
    return FromNow(f"{before} {moment:%Y-%m-%d} {begin:%H:%M}-{end:%H:%M} {after}".strip(), moment)


def _minutes_behind(match: re.Match[str]) -> int:
    if match["half"] or match["one"]:
        return 30 if match["half"] else 60
    return int(match["number"]) * (1 if match["unit"].startswith("分") else 60)


def _is_one_language(match: re.Match[str]) -> bool:
    """'om 2 timmar' is Swedish; of 'om 2 uur' only the first word is, and in Dutch that is two o'clock."""
    beside = match["stretch"] or match["unit"]
    return any(match["within"] in within and beside in spans for within, spans in _spans())


def _minutes(match: re.Match[str]) -> int:
    if match["stretch"]:
        return _stretches()[match["stretch"]]
    count = int(match["digits"]) if match["digits"] else _numbers()[match["number"]]
    return count * _units()[match["unit"]]


@cache
def _pattern() -> re.Pattern[str]:
    within = one_of(fold(word) for each in VOCABULARIES for word in each.within if not has_signs(word))
    about = one_of(word for each in VOCABULARIES for word in each.at if word.isalpha())
    several = rf"(?:(?P<digits>\d{{1,3}}) ?|(?P<number>{one_of(_numbers())}) )(?P<unit>{one_of(_units())})"
    return re.compile(rf" (?P<within>{within})(?: {about})? (?:{several}|(?P<stretch>{one_of(_stretches())}))(?!\S)")


@cache
def _spans() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What each language says before a time from now on, and of that time beside its number."""
    return tuple(
        (frozenset(map(fold, each.within)), frozenset(said for said, _ in (*each.clock_units, *each.stretches)))
        for each in VOCABULARIES
    )


@cache
def _units() -> dict[str, int]:
    return {word: minutes for each in VOCABULARIES for word, minutes in each.clock_units}


@cache
def _numbers() -> dict[str, int]:
    return {word: number for each in reversed(VOCABULARIES) for word, number in (*each.numbers, *each.tens)}


@cache
def _stretches() -> dict[str, int]:
    return {phrase: minutes for each in VOCABULARIES for phrase, minutes in each.stretches}
