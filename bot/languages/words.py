"""Say it in the person's language, and say when in the person's own day: 'Today 15:00 – 15:30, in 12 minutes'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_gmt, get_timezone_name

from bot.languages.catalogue import catalogue, msg
from bot.languages.direction import direction_of, is_rtl, isolated
from bot.languages.negotiation import formats_for, hours_of
from bot.model import Meeting
from bot.model.values import value
from bot.ops.zones import is_offset, offset_at, offset_name

IMMINENT = timedelta(minutes=60)
FAR = timedelta(days=180)
FIELD = re.compile(r"\{(\w+)\}")
DAY = timedelta(days=1)
NEAR_DAYS = {-1: msg("Yesterday"), 0: msg("Today"), 1: msg("Tomorrow")}


@value
class Words:
    """One person's language (`language`, BCP 47), formats (`locale`, with the region), zone, and the moment it is.

    `guessed`: the zone may be another one, so that times say which they are in. `region` is the person's, whose clock
    (of twelve hours, or of twenty-four) they read.
    """

    language: str
    locale: Locale
    zone: ZoneInfo
    now: datetime
    guessed: bool = False
    region: str = ""
    today: date = field(init=False)  # in their zone

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.now.astimezone(self.zone).date())

    def __call__(self, msgid: str, **fields: object) -> str:
        """The text in this language, with `{name}` replaced by fields; what a field holds is never a pattern, nor does
        it turn the words around it.
        """
        said = _said(self.language, msgid)
        return self._filled(said, fields) if fields else said

    def plural(self, one: str, many: str, n: int, **fields: object) -> str:
        """The text for `n` things; `{n}` is the number."""
        return self._filled(catalogue(self.language).ngettext(one, many, n), {"n": n, **fields})

    def _filled(self, said: str, fields: dict[str, object]) -> str:
        return filled(said, {name: self.isolated(f"{field}") for name, field in fields.items()})

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return is_rtl(self.language)

    @property
    def direction(self) -> str:
        """The same as HTML's `dir`."""
        return direction_of(self.language)

    def isolated(self, text: str) -> str:
        """A name, title or link beside words of this language. Never for what is copied."""
        return isolated(text, rtl=self.rtl)

    def joined(self, *parts: str) -> str:
        """What is there of the parts, one after the other: 'Today 15:00, in 12 min'."""
        return self(", ").join(filter(None, parts))

    def apart(self, *parts: str) -> str:
        """The same of parts that have nothing to do with each other: '15:00 · Physio · Dr Osei'."""
        rtl = self.rtl
        return " · ".join([isolated(part, rtl=rtl) for part in parts if part])

    def into(self, language: str) -> Words:
        """The same moment in another language, with the formats of the same region where such exist."""
        tag = f"{language}-{self.locale.territory or ''}"
        return Words(language, formats_for(language, tag), self.zone, self.now, self.guessed)

    def time(self, moment: datetime) -> str:
        """'15:00', or '3:00 PM' where people say so."""
        local = moment.astimezone(self.zone)
        return _clock(local.hour, local.minute, self.locale, self.region)

    def clock(self, minutes: int) -> str:
        """A time of day, `minutes` after midnight, on no particular day."""
        return _clock(minutes // 60 % 24, minutes % 60, self.locale, self.region)

    def day(self, moment: datetime) -> str:
        """'Today', 'Tomorrow', or the short date."""
        return self.on(moment.astimezone(self.zone).date())

    def on(self, day: date) -> str:
        """'Today', 'Tomorrow', or the short date, which has its year where it could be mistaken for another's."""
        return _on(day, self.today, self.language, self.locale)

    def short_date(self, day: date) -> str:
        """'Tue 24 Nov', even if that is today: for words that are read later, or repeated to be checked."""
        return _short_date(day, self.today, self.locale)

    def is_tomorrow(self, moment: datetime) -> bool:
        """Whether it is after the person's next midnight."""
        return moment.astimezone(self.zone).date() > self.today

    def days(self, first: date, last: date) -> str:
        """A day, or a range of days, both of them included."""
        return self.on(first) if first == last else f"{self.on(first)} – {self.on(last)}"

    def until(self, moment: datetime) -> str:
        """'in 12 min', or '3 min ago' when it has begun; nothing when it is more than an hour away."""
        minutes = self.minutes_until(moment)
        if minutes is None:
            return ""
        if minutes > 0:
            return self.plural("in {n} min", "in {n} min", minutes)
        return self.plural("{n} min ago", "{n} min ago", -minutes) if minutes else self("now")

    def minutes_until(self, moment: datetime) -> int | None:
        """Whole minutes until then, negative when it has begun; None when it is more than an hour away."""
        left = moment - self.now
        if abs(left) > IMMINENT:
            return None
        return -int(-left / timedelta(minutes=1)) if left < timedelta() else -int(-left // timedelta(minutes=1))

    def when(self, meeting: Meeting) -> str:
        """'Today 15:00 – 15:30, in 12 minutes'; nothing when the time is not known."""
        if meeting.start is None:
            return ""
        if meeting.all_day:
            return self("{days}, all day", days=self.days(*self.whole_days(meeting.start, meeting.end)))
        span = self._marked(self._span(meeting.start, meeting.end), meeting.start)
        return self.joined(span, self._state(meeting))

    def begin(self, meeting: Meeting) -> str:
        """'Today 15:00': when it begins, for where there is little room."""
        if meeting.start is None or meeting.all_day:
            return self.when(meeting)
        return self._marked(f"{self.day(meeting.start)} {self.time(meeting.start)}", meeting.start)

    def zone_mark(self, moment: datetime) -> str:
        """'UTC+05:30', how times are written at that moment; nothing when it is the person's own zone for sure."""
        return offset_name(offset_at(self.zone, moment)) if self.guessed else ""

    def _marked(self, span: str, moment: datetime) -> str:
        mark = self.zone_mark(moment)
        return f"{span} ({mark})" if mark else span

    def full_when(self, meeting: Meeting) -> str:
        """'Tuesday, 24 November 2026, 15:00 – 15:30 (Central European Time)': for whoever reads it elsewhere."""
        if meeting.start is None:
            return ""
        if meeting.all_day:
            first, last = self.whole_days(meeting.start, meeting.end)
            return " – ".join(self._full_date(day) for day in dict.fromkeys((first, last)))
        span, zone = self._full_span(meeting.start, meeting.end), self.zone_name()
        if hours_of(self.locale, self.region) == "h":
            return f"{span} ({zone})"  # '3:05 PM' takes no 'Uhr'
        if "(" in zone:
            return self("{span}, {zone}", span=span, zone=zone)
        return self("{span} ({zone})", span=span, zone=zone)

    def zone_name(self) -> str:
        """'Central European Time'. CLDR has no name for UTC and its kin, which say themselves best."""
        if is_offset(self.zone.key):
            return self.zone.key
        if self.zone.key.startswith("Etc/GMT"):
            return get_timezone_gmt(self.now.astimezone(self.zone), locale=self.locale)
        if self.zone.key in {"UTC", "Zulu", "Universal", "UCT"} or self.zone.key.startswith("Etc/"):
            return "UTC"
        return _zone_name(self.zone, self.locale)

    def whole_days(self, start: datetime, end: datetime | None) -> tuple[date, date]:
        """First and last day of an all-day meeting, whose end is the midnight after it."""
        first = self._calendar_day(start)
        last = self._calendar_day(end) - DAY if end is not None else first
        return first, max(first, last)

    def _calendar_day(self, midnight: datetime) -> date:
        """The day that a midnight stands for: in the zone it is written in, lest it slips to the day before."""
        own = midnight if midnight.timetz().replace(tzinfo=None) == time() else midnight.astimezone(self.zone)
        return own.date()

    def _span(self, start: datetime, end: datetime | None) -> str:
        return self._from_to(start, end, self._day_and_time)

    def _full_span(self, start: datetime, end: datetime | None) -> str:
        return self._from_to(start, end, self._date_and_time)

    def _day_and_time(self, moment: datetime) -> str:
        return f"{self.day(moment)} {self.time(moment)}"

    def _date_and_time(self, moment: datetime) -> str:
        return self.joined(self._full_date(moment.astimezone(self.zone).date()), self.time(moment))

    def _from_to(self, start: datetime, end: datetime | None, whole: Callable[[datetime], str]) -> str:
        """From the one to the other; the day is said again only when it is another one."""
        if end is None:
            return whole(start)
        same = start.astimezone(self.zone).date() == end.astimezone(self.zone).date()
        return f"{whole(start)} – {self.time(end) if same else whole(end)}"

    def _full_date(self, day: date) -> str:
        return _full_date(day, self.locale)

    def _state(self, meeting: Meeting) -> str:
        return self("over") if meeting.is_over(self.now) else self._soon(meeting.start) if meeting.start else ""

    def _soon(self, start: datetime) -> str:
        minutes = self.minutes_until(start)
        if minutes is None:
            return ""
        if minutes > 0:
            return self.plural("in {n} minute", "in {n} minutes", minutes)
        return self.plural("began {n} minute ago", "began {n} minutes ago", -minutes) if minutes else self("now")


@lru_cache(maxsize=8192)  # the texts of the program, in its languages
def _said(language: str, msgid: str) -> str:
    return catalogue(language).gettext(msgid)


@lru_cache(maxsize=2048)  # the minutes of a day, in some languages
def _clock(hour: int, minute: int, locale: Locale, region: str) -> str:
    if hours := hours_of(locale, region):
        return format_skeleton(f"{hours}m", datetime.combine(date.min, time(hour, minute)), locale=locale)
    return format_time(time(hour, minute), "short", locale=locale)


@lru_cache(maxsize=1024)  # the days of some weeks, in some languages
def _on(day: date, today: date, language: str, locale: Locale) -> str:
    near = NEAR_DAYS.get((day - today).days)
    return _said(language, near) if near else _short_date(day, today, locale)


@lru_cache(maxsize=1024)
def _short_date(day: date, today: date, locale: Locale) -> str:
    """'ter., 24 nov.' without the 'de' that Portuguese has between them: it has to stand in a narrow column."""
    skeleton = "MMMEd" if abs(day - today) < FAR else "yMMMEd"
    return format_skeleton(skeleton, datetime.combine(day, time()), locale=locale).replace(" de ", " ")


@lru_cache(maxsize=1024)
def _full_date(day: date, locale: Locale) -> str:
    return format_date(day, "full", locale=locale)


@lru_cache(maxsize=256)
def _zone_name(zone: ZoneInfo, locale: Locale) -> str:
    return get_timezone_name(zone, width="long", locale=locale)


def filled(text: str, fields: dict[str, object]) -> str:
    """`{name}` replaced by its field, once; a name that no field has stays as it is, for words must always come."""
    if "{" not in text:
        return text
    return FIELD.sub(lambda match: str(fields.get(match[1], match[0])), text)
