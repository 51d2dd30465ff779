"""'tomorrow', 'next monday', '24.11.', 'the 24th': which days a person means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.model.values import value
from bot.reading.date_grammar import Grammar
from bot.reading.tokens import TextTokens


@value
class Days:
    """The local days [first, last]. `sure`: nobody could have meant another day."""

    first: date
    last: date
    sure: bool = True


@value
class Place:
    """Where a person writes: today's local date, their words, whether 3/4 is 4 March (None: cannot be known), the
    weekday on which a week begins (Monday is 0), and whether 24-11 is a date there.
    """

    today: date
    grammar: Grammar
    month_first: bool | None
    week_begins: int = 0
    hyphens: bool = False

    def week(self, ahead: int = 0) -> Days:
        """This week, or one so many weeks ahead."""
        first = _first_of_week(self.today, self.week_begins) + timedelta(days=7 * ahead)
        return Days(first, first + timedelta(days=6))


@value
class DateMatch:
    """Days that somebody `said`, a space before each word, and the text in front of and behind the words for them."""

    said: str
    days: Days
    before: TextTokens
    after: TextTokens

    @property
    def rest(self) -> TextTokens:
        """The text beside them."""
        return self.before + self.after


Rule = Callable[[re.Match[str], Place], tuple[Days, ...]]
"""What the words can mean, the likeliest first; nothing when they are no day."""


def days_in(text: TextTokens, place: Place) -> Iterator[DateMatch]:
    """Each way to read days in `text`. What is written out in full comes first; that the weekday in front of a date is
    somebody's name comes last, unless it is another day's: Frau Sonntag, 2.12.
    """
    named = list[DateMatch]()
    for template, rule in RULES:
        for match in text.find(place.grammar.pattern(template)):
            for days in _read(rule, match, place):
                dated = DateMatch(match.group(), days, *text.around(match))
                alone, is_its_own = _without_lead(dated, text, place) if template.startswith(LEAD) else (None, True)
                if alone and not is_its_own:
                    yield alone
                    dated = replace(dated, days=replace(days, sure=False))
                elif alone:
                    named.append(alone)
                yield dated
    yield from named


def _without_lead(dated: DateMatch, text: TextTokens, place: Place) -> tuple[DateMatch | None, bool]:
    """The date without the weekday in front of it, if there is one, and whether it is that day's."""
    lead = place.grammar.pattern("({weekday})").match(dated.said)
    if lead is None:
        return None, True
    first = len(dated.before.words)
    before = dated.before + TextTokens(text.words[first : first + lead.group().count(" ")])
    is_its_own = place.grammar.weekdays[lead[1]] == dated.days.first.weekday()
    return replace(dated, said=dated.said[lead.end() :], before=before), is_its_own


def split_compound(text: TextTokens, grammar: Grammar) -> Iterator[TextTokens]:
    """'Freitagnachmittag', 'Montag morgen', 'morgenmiddag': the same with the day and its part as two words."""
    for match in text.find(grammar.pattern(COMPOUND)):
        yield text.replaced(match, (match[1] or match[3], grammar.day_parts[match[2] or match[4]]))


def with_bare_hour(dated: DateMatch, place: Place) -> Days:
    """The days, when a number behind them is taken for the hour: 'fri 4' may be Friday the 4th, too."""
    number = dated.after.words[0].folded if dated.after.words else ""
    grammar = place.grammar
    said = f"{dated.said} {number}"
    dates = grammar.pattern(NUMBERED_DAY).finditer(said)
    is_date = grammar.pattern(MONTH_NUMBER).fullmatch(said) or any(_read(_numbered_day, date, place) for date in dates)
    return replace(dated.days, sure=dated.days.sure and not is_date)


def _read(rule: Rule, match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """Nothing also at the end of the calendar, 9999-12-31."""
    try:
        return rule(match, place)
    except OverflowError:
        return ()


def _iso_date(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return _one(_date(int(match[1]), int(match[3]), int(match[4])))


def _day_month(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return _one(_dated(place, int(match[1]), place.grammar.months[match[2]] + 1, match[3]))


def _month_day(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'mar 3' may be 3 March, or a 'mardi' or 'martes' at three."""
    day = _dated(place, int(match[2]), place.grammar.months[match[1]] + 1, match[3])
    return (Days(day, day, sure=match[1] not in place.grammar.weekdays),) if day else ()


def _numeric_date(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """24.11., 24.11.2026, 24/11, 11/24/2026. 15.30 is a time: no date; 24-11 without a year is one to the Dutch, to
    whom 9-10 may be something else as well.
    """
    first, separator, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if separator == "-" and not year and place.hyphens:
        day = _dated(place, first, second, None)
        sure = first > MONTHS
        return (Days(day, day, sure=sure),) if day and (sure or _may_be_led(match, day, place)) else ()
    if (separator == "-" and not year) or (separator == "." and not year and not _is_dotted_date(match)):
        return ()
    month_first = False if separator == "." else place.month_first
    both = ((second, first), (first, second)) if month_first else ((first, second), (second, first))
    orders = both[:1] if separator == "." else both  # 10.15 is no 15 October
    dates = dict.fromkeys(each for day, month in orders if (each := _dated(place, day, month, year)))
    if separator == "." and not year and not match.group().endswith("."):
        dates = {each: None for each in dates if _may_be_led(match, each, place)}
    return _any_of(*dates) if month_first is None else _one(next(iter(dates), None))


def _spaced_date(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """24. 11. and 24. 11. 2026, as printers set them."""
    return _one(_dated(place, int(match[1]), int(match[2]), match[3]))


def _may_be_led(match: re.Match[str], day: date, place: Place) -> bool:
    """In 'Tuesday 10.10', which is no Tuesday, 10.10 is a time, and 'dinsdag 9-10' is from nine to ten."""
    weekday = place.grammar.weekdays.get(match.group().split()[0])
    return weekday in (None, day.weekday())


def _is_dotted_date(match: re.Match[str]) -> bool:
    return match.group().endswith(".") or len(match[3]) == 2


def _ordinal(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'the 24th': the coming day of the month with that number."""
    day = int(next(group for group in match.groups() if group))
    months = (_month(place.today, ahead) for ahead in range(13))
    dates = (_date(year, month, day) for year, month in months)
    return _one(next((each for each in dates if each and each >= place.today), None))


def _near_day(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """A part of a day may have the word for a day in it: 'por la mañana' is in the morning, not tomorrow."""
    return _one(place.today + timedelta(days=place.grammar.near_days[match[1]])) if match[1] else ()


def _this_week(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return (Days(place.today, place.week().last),)


def _next_week(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return (place.week(1),)


def _next_days(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'next 7 days', 'next two weeks': today, and as many days after it."""
    return (Days(place.today, place.today + _span(match[1], match[2], place.grammar)),)


def _in_days(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'in 3 days', 'Monday in a week'. A week is not always meant to the day."""
    base = match[1]
    span = _span(match[2], match[3], place.grammar)
    day = _named_day(base, place) + span
    return (Days(day, day, sure=bool(base) or span < timedelta(days=7)),)


def _days_ago(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'3 days ago', 'vor 3 Tagen'. A week is not always meant to the day."""
    span = _span(match[1] or match[3], match[2] or match[4], place.grammar)
    day = place.today - span
    return (Days(day, day, sure=span < timedelta(days=7)),)


def _last_week(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return (place.week(-1),)


def _last_weekday(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """The latest one that is over. Said while this week's is over, 'last Friday' is last week's for some people."""
    number = place.grammar.weekdays[match[1] or match[2]]
    latest = place.today - timedelta(days=(place.today.weekday() - number) % 7 or 7)
    last_week = _day_of(place.week(-1), number)
    return _one(latest) if latest == last_week else _any_of(latest, last_week)


def _day_of_this_week(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return _in_week(place, 0, place.grammar.weekdays[match[1] or match[2]])


def _day_of_next_week(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    return _in_week(place, 1, place.grammar.weekdays[match[1] or match[2]])


def _weekday(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'Friday' is the coming one, today included. 'Next Friday' is that of next week.

    Said while this week's Friday is still ahead, 'next Friday' is that one for some people. A day that is a little word
    as well is not certain: 'mon' is Monday, and 'my' in French.
    """
    number = place.grammar.weekdays[match[2]]
    coming = _named_day(match[2], place)
    if not place.grammar.following.intersection((match[1], match[3])):
        return (Days(coming, coming, sure=match[2] not in place.grammar.stop_words),)
    next_week = _day_of(place.week(1), number)
    return _one(next_week) if coming in (place.today, next_week) else _any_of(next_week, coming)


def _numbered_day(match: re.Match[str], place: Place) -> tuple[Days, ...]:
    """'fri 27': the 27th, if that is a Friday of these two weeks."""
    coming = _named_day(match[1], place)
    dates = (coming, coming + timedelta(days=7))
    return _one(next((day for day in dates if day.day == int(match[2])), None))


def _named_day(name: str | None, place: Place) -> date:
    """That weekday, from today on; the day that is called 'tomorrow'; without a name today."""
    grammar, today = place.grammar, place.today
    if name and name in grammar.weekdays:
        return today + timedelta(days=(grammar.weekdays[name] - today.weekday()) % 7)
    return today + timedelta(days=grammar.near_days[name] if name else 0)


def _span(count: str, unit: str, grammar: Grammar) -> timedelta:
    return timedelta(days=(grammar.counts.get(count) or int(count)) * grammar.units[unit])


def _one(day: date | None) -> tuple[Days, ...]:
    return (Days(day, day),) if day else ()


def _any_of(*days: date) -> tuple[Days, ...]:
    return tuple(Days(day, day, sure=len(days) == 1) for day in days)


def _in_week(place: Place, ahead: int, number: int) -> tuple[Days, ...]:
    """Where weeks begin on another day than Monday, some people count as those do with whom they work abroad."""
    weeks = (place.week(ahead), replace(place, week_begins=0).week(ahead))
    return _any_of(*dict.fromkeys(_day_of(week, number) for week in weeks))


def _day_of(week: Days, number: int) -> date:
    return week.first + timedelta(days=(number - week.first.weekday()) % 7)


def _first_of_week(day: date, week_begins: int) -> date:
    return day - timedelta(days=(day.weekday() - week_begins) % 7)


def _month(today: date, ahead: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + ahead
    return months // 12, months % 12 + 1


def _dated(place: Place, day: int, month: int, year: str | None) -> date | None:
    """That day; without a year the coming one, or the one that has just been. 29 February waits for its leap year."""
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    dates = [each for ahead in range(-1, 9) if (each := _date(place.today.year + ahead, month, day))]
    coming = next((each for each in dates if each >= place.today), None)
    past = max((each for each in dates if each < place.today), default=None)
    has_been = past is not None and place.today - past <= NEAR
    return past if has_been and (coming is None or coming - place.today > NEAR) else coming


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


MONTHS = 12
NEAR = timedelta(days=60)  # as far as people speak of days without their year

LEAD = "{lead}"
NUMBERED_DAY = r"({weekday}) (\d{1,2})"
COMPOUND = r"({weekday}|{near_day})({part})|({weekday}) ?({after_weekday})"
MONTH_NUMBER = r"{month} \d{1,2}"

RULES: tuple[tuple[str, Rule], ...] = (
    (r"{lead}(\d{4})([-/])(\d{1,2})\2(\d{1,2})", _iso_date),
    (r"{lead}{day_number}(?: {little})?(?:[ -])?({month})(?:(?: del?)?[ -](\d{4}))?", _day_month),
    (r"{lead}({month})(?: {little})? {day_number}(?: (\d{4}))?", _month_day),
    (r"{lead}(\d{1,2})([./-])(\d{1,2})(?:(?:\2(\d{4}|\d{2}))|\.)?(?!{oclock_behind})", _numeric_date),
    (r"{lead}(\d{1,2})\. (\d{1,2})\.(?: (\d{4}))?", _spaced_date),
    ("{lead}(?:{ordinal})", _ordinal),
    ("(?:({weekday}|{near_day}) )?{within} {span}", _in_days),
    ("{span} {after_ago}|{before_ago} {span}", _days_ago),
    ("{part_today}|{part}|{half_day}|({near_day})", _near_day),
    ("{last} ({weekday})|({weekday}) {last}", _last_weekday),
    ("{last_week}", _last_week),
    ("{this_week}(?: {little})? ({weekday})|({weekday})(?: {little})? {this_week}", _day_of_this_week),
    ("{next_week}(?: {little})? ({weekday})|({weekday})(?: {little})? {next_week}", _day_of_next_week),
    ("{this_week}", _this_week),
    ("{next_week}", _next_week),
    ("{next_days} {span}", _next_days),
    ("(?:({coming}) )?({weekday})(?: ({coming}))?", _weekday),
    (NUMBERED_DAY, _numbered_day),
)
"""How a day can be written (bot.reading.date_grammar), and what it means then; what is written out in full first."""
