"""A meeting as far as it is known, and how a person's words for one were understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from bot.model.values import value


@value
class Organizer:
    """Who called the meeting; any part may be unknown."""

    name: str = ""
    email: str = ""
    id: str = ""


@value
class Meeting:
    """A Teams meeting as far as it is known. What is not known is empty and is never invented.

    `graph_id` is Graph's onlineMeeting id (given, or computed from the join URL); `event_id` the calendar event's.
    `join_url` is the staff member's own Teams link. `own` says that the reader organized it, `declined` that they said
    no to it, `listed` that their calendar has it under its link, and `gone` that it had, and no longer has.
    """

    subject: str = ""
    start: datetime | None = None
    end: datetime | None = None
    all_day: bool = False
    series: bool = False
    own: bool = False
    organizer: Organizer = Organizer()
    join_url: str = ""
    graph_id: str = ""
    event_id: str = ""
    declined: bool = False
    listed: bool = False
    gone: bool = False

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended by its schedule; not when that is not known."""
        return self.end is not None and self.end <= now


class MeetingList(tuple[Meeting, ...]):
    """Meetings, soonest first. `complete`: they are all that there are in the stretch of time that was asked for."""

    complete: bool

    def __new__(cls, meetings: Iterable[Meeting] = (), *, complete: bool = True) -> Self:
        self = super().__new__(cls, meetings)
        self.complete = complete
        return self


@value
class Reading:
    """How a person's words were understood, to be echoed: words of the subject, the days [first, last], the hours.

    `hours` are stretches of the day, [start, end) in minutes from midnight; one minute long for a time of day.
    `at_another_time`: nothing begins in them, and what is offered is what else there is. `in_part`: nothing has all of
    the words, and what is offered comes closest.
    """

    words: str = ""
    first: date | None = None
    last: date | None = None
    hours: tuple[tuple[int, int], ...] = ()
    at_another_time: bool = False
    in_part: bool = False
