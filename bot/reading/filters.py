"""Which meetings are on these days, and which begin in these hours?"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from bot.model import Meeting
from bot.reading.days import Days
from bot.reading.hours import Hours

Found = tuple[Meeting, ...]


def on_days(meetings: Found, days: Days | None, zone: tzinfo) -> Found:
    """Those that are on one of the local days. What ends at midnight is not on the day that begins then."""
    return tuple(each for each in meetings if _is_on(each, days, zone)) if days else meetings


def in_hours(meetings: Found, hours: Hours | None, zone: tzinfo) -> Found:
    """Those that begin in the hours said."""
    return tuple(each for each in meetings if each.start and _begins(each.start, hours, zone)) if hours else meetings


def preferably_on(today: date, meetings: Found, zone: tzinfo) -> Found:
    """'at 3', with no day said, is today's meeting if there is one."""
    return on_days(meetings, Days(today, today), zone) or meetings


def soonest_after(now: datetime, meetings: Found) -> Found:
    """All that begin with the soonest that has not begun."""
    begins = [meeting.start for meeting in meetings if meeting.start and meeting.start > now]
    return tuple(meeting for meeting in meetings if begins and meeting.start == min(begins))


def _is_on(meeting: Meeting, days: Days, zone: tzinfo) -> bool:
    if meeting.start is None:
        return False
    first = meeting.start.astimezone(zone).date()
    end = (meeting.end or meeting.start).astimezone(zone) - timedelta(microseconds=1)
    return first <= days.last and max(first, end.date()) >= days.first


def _begins(start: datetime, hours: Hours, zone: tzinfo) -> bool:
    local = start.astimezone(zone)
    return hours.hold(local.hour * 60 + local.minute)
