"""Which meetings are on these days, and which begin in these hours?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.model import Meeting

SOON = timedelta(minutes=15)
"""A meeting that begins so soon is 'now': the customer is on the way."""


def soonest_first(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """By begin, then subject; a meeting without a known time comes last. Each once."""
    last = datetime.max.replace(tzinfo=UTC)
    # An event's id tells it from all others in a tenth of the time that its fields do.
    each_once = {meeting.event_id or meeting: meeting for meeting in meetings}.values()
    return tuple(sorted(each_once, key=lambda meeting: (meeting.start or last, meeting.subject)))


def soonest_after(now: datetime, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """All that begin with the soonest that has not begun."""
    coming = [meeting for meeting in meetings if meeting.start and meeting.start > now]
    begin = min((meeting.start for meeting in coming if meeting.start), default=None)
    return tuple(meeting for meeting in coming if meeting.start == begin)


def about_now(now: datetime, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Those that have begun, or are about to, and are not over."""
    begun = (meeting for meeting in meetings if meeting.start and meeting.start <= now + SOON)
    return tuple(meeting for meeting in begun if meeting.end is None or meeting.end > now)
