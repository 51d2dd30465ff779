"""'15:30', 'at 3', '9 uhr', 'half past four', 'in the afternoon': the hours of the day that a person means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.values import value
from bot.reading.date_grammar import Grammar
from bot.reading.tokens import TextTokens

MINUTES_OF_A_DAY = 24 * 60

# How times are written (bot.reading.date_grammar).
PART_TODAY, PART = "({part_today})", "({part})"
TIMES = (
    "(?:{at} )?(?:{hour}|{hour_name})(?: ?{oclock})? (?P<past>{past_behind})(?: ?(?P<half>{half_day}))?",
    "(?:{at} )?(?P<past>{past}) (?:{hour}|{hour_name}){exactly}",
    r"(?:{at} ?)?{hour}(?:[:.]| ?{oclock} ?)(?P<minute>\d{2}){exactly}",
    "(?:{at} ?|(?P<span>{within} ))?(?:{hour} ?|{hour_name} )(?:(?P<half>{half_day})|{oclock})",
    "{at} ?{hour}",
)
BESIDE_DAY = r"(?:{at} ?)?(?P<hour>\d{2})(?P<minute>\d{2})|{at} {hour_name}"
BEHIND_DAY = "{hour}|{hour_name}"


@value
class Hours:
    """Stretches of the local day in which a meeting may begin: half-open, in minutes from midnight."""

    parts: tuple[tuple[int, int], ...]

    def hold(self, minute: int) -> bool:
        """Whether the minute of the day is among them."""
        return any(start <= minute < end for start, end in self.parts)


def part_of_today(text: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, Hours]]:
    """'this afternoon', 'heute abend', also with a time, and the text beside them."""
    for match in text.find(grammar.pattern(PART_TODAY)):
        yield from _within(text.without(match), grammar, grammar.parts_today[match[1]])


def hours_in(text: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, Hours]]:
    """Each way to read hours in `text`: a part of the day, a time, or both ('afternoon at 3'), the fullest first."""
    said = tuple(_times_of(text, grammar))
    for match, times in said:
        half = match.groupdict().get("half") or ""
        if half in grammar.parts or " " in half:  # '3 da tarde', '8 rano', in which a part of the day is said
            yield text.without(match), _hours(times)
    for match in text.find(grammar.pattern(PART)):
        yield from _within(text.without(match), grammar, grammar.parts[match[1]])
    for match, times in said:
        yield text.without(match), _hours(times)


def hours_beside(before: TextTokens, after: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, Hours]]:
    """What is a time only next to a day that was said between these texts: 'tomorrow 9', 'at 1430 tomorrow'."""
    for template in (BESIDE_DAY, BEHIND_DAY):
        for match in after.find(grammar.pattern(template)):
            if match.start() == 0 and (times := _minutes(match, grammar)):
                yield before + after.without(match), _hours(times)
    for match in before.find(grammar.pattern(BESIDE_DAY)):
        if match.end() == len(match.string) and (times := _minutes(match, grammar)):
            yield before.without(match) + after, _hours(times)


def _within(text: TextTokens, grammar: Grammar, part: tuple[int, int]) -> Iterator[tuple[TextTokens, Hours]]:
    start, end = part[0] * 60, part[1] * 60
    for rest, times in _times_in(text, grammar):
        yield rest, _hours(tuple(time for time in times if start <= time < end) or times)
    yield text, Hours(((start, end),))


def _hours(times: tuple[int, ...]) -> Hours:
    return Hours(tuple((time, time + 1) for time in times))


def _times_in(text: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, tuple[int, ...]]]:
    return ((text.without(match), times) for match, times in _times_of(text, grammar))


def _times_of(text: TextTokens, grammar: Grammar) -> Iterator[tuple[re.Match[str], tuple[int, ...]]]:
    """The minutes of the day that '15:30', '3:30 pm', 'half past three', '9 uhr' or 'at 3' can mean."""
    for template in TIMES:
        for match in text.find(grammar.pattern(template)):
            if times := _minutes(match, grammar):
                yield match, times


def _minutes(match: re.Match[str], grammar: Grammar) -> tuple[int, ...]:
    """Nothing for 'over 2 uur' and 'em 2 horas', which say how long it is until then."""
    said = match.groupdict()
    if said.get("span"):
        return ()
    digits, minute, half = said.get("hour") or "", int(said.get("minute") or 0), said.get("half")
    hour = int(digits) if digits else grammar.numbers[said["name"]]
    if minute > 59 or hour > (12 if half else 23):
        return ()
    minute += grammar.past.get(said.get("past") or "", 0)
    evening = half in grammar.evening if half else None
    return tuple((each * 60 + minute) % MINUTES_OF_A_DAY for each in _on_the_clock(hour, digits, evening=evening))


def _on_the_clock(hour: int, digits: str, *, evening: bool | None) -> tuple[int, ...]:
    """The hours of 24 that are meant. `evening`: whether 'pm' was said, and not 'am'; None when neither was."""
    if evening is not None:
        return (hour % 12 + 12 * evening,)
    # '3' may be the afternoon; '15', '0' and '03' are said by people who count to 24.
    both = 1 <= hour <= 12 and not digits.startswith("0")
    return (hour % 12, hour % 12 + 12) if both else (hour,)
