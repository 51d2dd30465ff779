"""'15:30', 'at 3', '9 uhr', 'in the afternoon': the hours of the day that a person means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.selectors.calendar_words import Grammar
from bot.selectors.spelling import Text

Part = tuple[int, int]
"""A part of the day in minutes, half-open."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Stretches of the local day in which a meeting may begin."""

    parts: tuple[Part, ...]

    def hold(self, minute: int) -> bool:
        """Whether the minute of the day is among them."""
        return any(start <= minute < end for start, end in self.parts)


def part_of_today(text: Text, grammar: Grammar) -> tuple[Text, Part | None]:
    """'this afternoon', 'heute abend', and the text without it."""
    match = text.find(grammar.part_today)
    return (text.without(match), _part(grammar.parts_today[match[1]])) if match else (text, None)


def hours_in(text: Text, grammar: Grammar, part: Part | None = None) -> tuple[Text, Hours | None]:
    """A clock time, a part of the day, or both ('afternoon at 3'), and the text without them."""
    if part is None and (match := text.find(grammar.part)):
        text, part = text.without(match), _part(grammar.parts[match[1]])
    text, times = _times_in(text, grammar)
    if times:
        inside = tuple(time for time in times if part is None or part[0] <= time < part[1]) or times
        return text, Hours(tuple((time, time + 1) for time in inside))
    return text, Hours((part,)) if part else None


def _part(hours: tuple[int, int]) -> Part:
    return hours[0] * 60, hours[1] * 60


def _times_in(text: Text, grammar: Grammar) -> tuple[Text, tuple[int, ...]]:
    """The minutes of the day that '15:30', '3:30 pm', '9 uhr' or 'at 3' can mean; none when no time is said."""
    for pattern in (grammar.clock, grammar.hour, grammar.bare_hour):
        match = text.find(pattern)
        times = _minutes(match, grammar) if match else ()
        if match and times:
            return text.without(match), times
    return text, ()


def _minutes(match: re.Match[str], grammar: Grammar) -> tuple[int, ...]:
    said = match.groupdict()
    hour, minute, half = int(said["hour"]), int(said.get("minute") or 0), said.get("half")
    if minute > 59 or hour > (12 if half else 23):
        return ()
    if half:
        return ((hour % 12 + (12 if half in grammar.evening else 0)) * 60 + minute,)
    # '3' may be the afternoon; '15', '0' and '03' are said by people who count to 24.
    both = 1 <= hour <= 12 and not said["hour"].startswith("0")
    return tuple((hour % 12 + shift) * 60 + minute for shift in (0, 12)) if both else (hour * 60 + minute,)
