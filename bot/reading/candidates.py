"""A person's coming meetings as they can be compared with words, days and hours: each is prepared once a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import cached_property, lru_cache

from bot.model import Meeting
from bot.reading.days import Days
from bot.reading.honorifics import speaks_of
from bot.reading.hours import Hours
from bot.reading.matching import Names, Terms, names_in, names_of, terms_of, title_of
from bot.reading.pictures import without_pictures
from bot.reading.unspaced import has_signs, spaced


@dataclass(frozen=True, eq=False)
class Candidate:
    """A meeting, and what of it is compared; `subject` are the folded words of its subject, the rest is worked out
    when it is needed. Days and times are those of `zone`.
    """

    meeting: Meeting
    zone: tzinfo
    subject: Terms

    @cached_property
    def names(self) -> Names:
        """The words of its subject, and of its organizer's name where that is somebody else."""
        subject = self.meeting.subject
        plain = "" if subject.isascii() or self.plain == self.subject else names_in(without_pictures(subject))
        apart = "" if self.apart == self.subject else names_in(spaced(subject))
        whose = "" if self.meeting.own else _name(self.meeting.organizer.name)
        return names_of(self.subject, subject) + plain + apart + whose

    @cached_property
    def plain(self) -> Terms:
        """The words of its subject without the pictures, which nobody types."""
        subject = self.meeting.subject
        plain = without_pictures(subject)
        return self.subject if plain == subject else terms_of(plain) or self.subject

    @cached_property
    def apart(self) -> Terms:
        """The words of its subject as they are parted and read in a message: 'A-1会议' is typed as one word, and read
        as two; '咨询一号' as '咨询 1 日'.
        """
        subject = self.meeting.subject
        return title_of(spaced(subject)) if has_signs(subject) else self.subject

    @cached_property
    def forms(self) -> tuple[Terms, ...]:
        """The words of its subject in every form that may be typed."""
        subject = self.subject
        alike = subject is self.plain is self.apart
        return (subject,) if alike else tuple(dict.fromkeys((subject, self.plain, self.apart)))

    @cached_property
    def each_name(self) -> frozenset[str]:
        """The same, one by one."""
        return frozenset(self.names.split())

    @cached_property
    def addressed(self) -> frozenset[str]:
        """Whom its subject speaks of, if it is men or women alone."""
        return speaks_of(self.subject)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """Its first and last day. What ends at midnight is not on the day that begins then."""
        if self.meeting.start is None:
            return None
        first = self.meeting.start.astimezone(self.zone).date()
        end = (self.meeting.end or self.meeting.start).astimezone(self.zone) - timedelta(microseconds=1)
        return first, max(first, end.date())

    @cached_property
    def minute(self) -> int | None:
        """When it begins, in minutes from midnight."""
        if self.meeting.start is None:
            return None
        local = self.meeting.start.astimezone(self.zone)
        return local.hour * 60 + local.minute


Candidates = tuple[Candidate, ...]


def candidates(meetings: Iterable[Meeting], zone: tzinfo) -> Candidates:
    """The meetings, each to be prepared when it is looked at."""
    return tuple([Candidate(meeting, zone, title_of(meeting.subject)) for meeting in meetings])


_name = lru_cache(maxsize=256)(names_in)  # a few people call most of anybody's meetings


def on_days(some: Candidates, days: Days | None) -> Candidates:
    """Those that are on one of the local days."""
    if days is None:
        return some
    return tuple([each for each in some if each.days and each.days[0] <= days.last and each.days[1] >= days.first])


def off_days(some: Candidates, denied: Days | None) -> Candidates:
    """Those that are not on the days that somebody does not mean."""
    if denied is None:
        return some
    there = frozenset(on_days(some, denied))
    return tuple([each for each in some if each not in there])


def in_hours(some: Candidates, hours: Hours | None) -> Candidates:
    """Those that begin in the hours said."""
    if hours is None:
        return some
    return tuple([each for each in some if each.minute is not None and hours.hold(each.minute)])


def preferably_on(today: date, some: Candidates) -> Candidates:
    """'at 3', with no day said, is today's meeting if there is one."""
    return on_days(some, Days(today, today)) or some


def at_the_end(some: Candidates, *, last: bool) -> Candidates:
    """Those that begin first, or last, of those that have not been declined."""
    begins = [each.meeting.start for each in some if each.meeting.start and not each.meeting.declined]
    meant = (max if last else min)(begins, default=None)
    return tuple([each for each in some if meant and each.meeting.start == meant and not each.meeting.declined])
