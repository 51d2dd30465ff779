"""'15:30', 'at 3', '9 uhr', 'half past four', 'in the afternoon': the hours of the day that a person means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.model.values import value
from bot.reading.date_grammar import Grammar
from bot.reading.tokens import TextTokens

MINUTES_OF_A_DAY = 24 * 60
NOTHING = TextTokens(())

# How times are written (bot.reading.date_grammar).
PART_TODAY, PART = "({part_today})", "({part})"
NO_TWO = r"(?!\d{1,2} \w{1,2} \d)"  # 'a las 3 y 15' is a time, 'grupos 3 y 15' are two of them
TIMES = (
    f"(?:{{at}} |{NO_TWO})(?:{{hour}}|{{hour_name}})(?: ?{{oclock}})? "
    "(?P<past>{past_behind})(?: ?(?P<half>{half_day}))?",
    "(?:{at} )?(?P<past>{past}) (?:{hour}|{hour_name}){exactly}",
    r"(?:{at} ?)?{hour}(?:[:.]| ?{oclock} ?)(?P<minute>\d{2}){exactly}",
    "(?:{at} ?|(?P<span>{within} ))?(?:{hour} ?|{hour_name} )(?:(?P<half>{half_day})|{oclock})",
    "{at} ?{hour}",
)
# Two times with a dash or a word between them; a dash with spaces around it is gone by now.
DASH = "[-–—~〜]"
NO_DATES = (
    r"(?!\d{1,2}\.(?:0\d|1[0-2])\D{1,3}\d{1,2}\.(?:0\d|1[0-2])(?!\d))"  # 10.12-11.12
    r"(?!\d{1,2}\.(?:0[1-9]|1[0-2]) (?:{until} )?\d{1,2}(?![\d.]))"  # 10.12 alle 9
)
NO_ROOM = (
    r"(?!\d{1,2} ?(?=[a-z]){oclock} \d{1,2}(?:[:.]\d{2}(?! ?{oclock})| {half_day}))"  # 'sala 2 ore 15:00'
    r"(?!\d{1,2}[-–—]\d{1,2} {at} ?\d)"  # 'gruppo 1-2 ore 10'
)
UNTIL = f"(?: (?P<until>{{until}}) |{DASH})(?:{{part}} )?"
SPANS = (
    f"(?P<since>{{since}}) {{begin}}{UNTIL}{{end}}",
    f"(?:{{at}} ?)?{NO_DATES}{{in_full}}{{begin}}{UNTIL}{{end}}",
    f"(?:{{at}} ?)?{NO_DATES}{NO_ROOM}{{begin}}{DASH}{{in_full}}{{end}}",
    f"{{at}} ?{NO_DATES}{{begin}}{DASH}{{end}}",
    f"(?:{{at}} ?)?{NO_DATES}{{in_full}}{NO_ROOM}{{begin}} (?:{{part}} )?{{in_full}}{{end}}",
)
MAYBE_SPAN = "{begin}(?: (?P<until>{until}))? {in_full}{end}"  # 'room 9 10 am', '10 to 3 pm'
BESIDE_DAY = r"(?:{at} ?)?(?P<hour>\d{2})(?P<minute>\d{2})|{at} {hour_name}"
BEHIND_DAY = "{hour}|{hour_name}"
SPAN_BEHIND_DAY = f"{{begin}}{DASH}{{end}}"
BESIDE_PART = "{at} {hour_name}"  # 'tomorrow morning at nine'; 'um neun' alone, but also 'alle due'
DIGITS = r"(?:{at} )?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])"  # '1500', which may be a title's
MAYBE = (MAYBE_SPAN, BESIDE_PART, DIGITS)


@value
class Hours:
    """Stretches of the local day in which a meeting may begin: half-open, in minutes from midnight.

    `sure`: nobody could have meant another time. `bare`: one word without any other for a time, as 'otto', which is
    eight in Italian, and somebody's name elsewhere, or '1500', which may be a title's.
    """

    parts: tuple[tuple[int, int], ...]
    sure: bool = True
    bare: bool = False

    def hold(self, minute: int) -> bool:
        """Whether the minute of the day is among them."""
        return any(start <= minute < end for start, end in self.parts)


def part_of_today(text: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, Hours]]:
    """'this afternoon', 'heute abend', also with a time, and the text beside them."""
    for match in text.find(grammar.pattern(PART_TODAY)):
        yield from _within(text.without(match), grammar, grammar.parts_today[match[1]])


def hours_in(text: TextTokens, grammar: Grammar, before: TextTokens = NOTHING) -> Iterator[tuple[TextTokens, Hours]]:
    """Each way to read hours in `text`: a part of the day, a time, or both ('afternoon at 3'), the fullest first.

    Where a day stood between the words `before` it and the others, two times on either side of it are no stretch: in
    'Saal 9 am 27.11. 8:00' nothing begins at nine.
    """
    seam = len(before.line)
    said = tuple(each for each in _times_of(text, grammar) if not (_is_stretch(each[0]) and _is_over(seam, each[0])))
    for match, times in said:
        half = match.groupdict().get("half") or match.groupdict().get("end_half") or ""
        if half in grammar.parts or " " in half:  # '3 da tarde', '8 rano', in which a part of the day is said
            yield text.without(match), times
    for match in text.find(grammar.pattern(PART)):
        yield from _within(text.without(match), grammar, grammar.parts[match[1]])
    for match, times in said:
        yield text.without(match), times


def _is_stretch(match: re.Match[str]) -> bool:
    """Whether it is two times without a word for 'until'."""
    said = match.groupdict()
    return "end" in said and not said.get("until")


def _is_over(seam: int, match: re.Match[str]) -> bool:
    return match.start() < seam < match.end()


def hours_beside(before: TextTokens, after: TextTokens, grammar: Grammar) -> Iterator[tuple[TextTokens, Hours]]:
    """What is a time only next to a day that was said between these texts: 'tomorrow 9', 'at 1430 tomorrow'."""
    for template in (SPAN_BEHIND_DAY, BESIDE_DAY, BEHIND_DAY):
        for match in after.find(grammar.pattern(template)):
            if match.start() == 0 and (parts := _parts(match.groupdict(), grammar)):
                bare = template == BEHIND_DAY and bool(match["name"])
                named = bare and after.words[0].typed[:1].isupper()
                yield before + after.without(match), Hours(parts, sure=not named, bare=bare)
    for match in before.find(grammar.pattern(BESIDE_DAY)):
        if match.end() == len(match.string) and (parts := _parts(match.groupdict(), grammar)):
            yield before.without(match) + after, Hours(parts)


def _within(text: TextTokens, grammar: Grammar, part: tuple[int, int]) -> Iterator[tuple[TextTokens, Hours]]:
    start, end = part[0] * 60, part[1] * 60
    for match, times in _times_of(text, grammar, BESIDE_PART):
        within = tuple(each for each in times.parts if start <= each[0] < end)
        yield text.without(match), Hours(within or times.parts, sure=times.sure and bool(within))
    yield text, Hours(((start, end),))


def _times_of(text: TextTokens, grammar: Grammar, *more: str) -> Iterator[tuple[re.Match[str], Hours]]:
    """When what is said can begin: at '15:30', '3:30 pm', 'half past three', '9 uhr', 'at 3', or in '14:00 – 14:30'."""
    for template in dict.fromkeys((*SPANS, *TIMES, *more, *MAYBE)):
        for match in text.find(grammar.pattern(template)):
            if parts := _parts(match.groupdict(), grammar):
                yield match, Hours(parts, sure=template in more or template not in MAYBE, bare=template == DIGITS)


def _parts(said: Mapping[str, str | None], grammar: Grammar) -> tuple[tuple[int, int], ...]:
    begins = _minutes(said, grammar)
    if "end" not in said:
        return tuple((time, time + 1) for time in begins)
    until = said.get("until")
    if until and (said.get("since") or "", until) not in grammar.spans:
        return ()
    ending = {"hour": said["end"], "minute": said["end_minute"], "half": said["end_half"]}
    ends = _minutes(ending, grammar)
    return _stretches(begins, ends) if ends != begins else ()


def _stretches(begins: tuple[int, ...], ends: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """From each begin to an end, as short as can be: '11-1 pm' begins in the morning, '9-10' may be in the evening."""
    lengths = {
        begin: min((end - begin) % MINUTES_OF_A_DAY or MINUTES_OF_A_DAY for end in ends) for begin in begins if ends
    }
    shortest = min(lengths.values(), default=0)
    return tuple(
        (begin, min(begin + length, MINUTES_OF_A_DAY)) for begin, length in lengths.items() if length == shortest
    )


def _minutes(said: Mapping[str, str | None], grammar: Grammar) -> tuple[int, ...]:
    """The minutes of the day that a time can mean; nothing for 'over 2 uur' and 'em 2 horas', which say how long it is
    until then.
    """
    if said.get("span"):
        return ()
    digits, minute, half = said.get("hour") or "", int(said.get("minute") or 0), said.get("half")
    hour = int(digits) if digits else grammar.numbers[said["name"] or ""]
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
