"""Which meetings count at this moment, and in which order: those to come, about now, just over, declined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import Meeting

SOON = timedelta(minutes=15)
"""A meeting that begins so soon is 'now': the customer is on the way."""


LINGERING = timedelta(hours=3)
"""After its scheduled end: visits run late, connections drop, and customers come back."""


def stays(now: datetime, meeting: Meeting) -> bool:
    """Whether it is still to be listed: it is not over, or not for long. A whole day is over when it ends."""
    if not meeting.is_over(now):
        return True
    return not meeting.all_day and not meeting.is_over(now - LINGERING)


def soonest_first(now: datetime, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """By begin, then subject, one without a known time last; behind them what is over, the latest first, and at the end
    what the person has declined. Each once.
    """
    # An event's id tells it from all others in a tenth of the time that its fields do.
    every = tuple({meeting.event_id or meeting: meeting for meeting in meetings}.values())
    ahead = sorted((each for each in every if not each.is_over(now)), key=_begin)
    over = sorted((each for each in every if each.is_over(now)), key=_begin, reverse=True)
    return tuple(sorted((*ahead, *over), key=lambda meeting: meeting.declined))


def _begin(meeting: Meeting) -> tuple[datetime, str]:
    return meeting.start or datetime.max.replace(tzinfo=UTC), meeting.subject


def soonest_after(now: datetime, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """All that begin with the soonest that has not begun, and that the person has not declined."""
    coming = [meeting for meeting in meetings if meeting.start and meeting.start > now and not meeting.declined]
    begin = min((meeting.start for meeting in coming if meeting.start), default=None)
    return tuple(meeting for meeting in coming if meeting.start == begin)


def about_now(now: datetime, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Those that have begun, or are about to, are not over, and not declined."""
    begun = (meeting for meeting in meetings if meeting.start and meeting.start <= now + SOON)
    return tuple(meeting for meeting in begun if not meeting.is_over(now) and not meeting.declined)


def as_of(now: datetime, meeting: Meeting) -> Meeting:
    """A series as Microsoft describes it by its first date, which is not the appointment that somebody has now."""
    return replace(meeting, start=None, end=None) if meeting.series and meeting.is_over(now) else meeting
