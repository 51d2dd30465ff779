"""The person's coming meetings, in their own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.model import Command, MeetingList
from bot.ops.zones import zone_named
from bot.ports import Meetings
from bot.reading.filters import soonest_first

AHEAD = timedelta(days=14)
FURTHEST = timedelta(days=60)
AT_ONCE = 1000  # events: one question to Microsoft


def zone_of(command: Command) -> tzinfo:
    """The person's time zone; UTC when Teams names one that nobody knows."""
    return zone_named(command.timezone) or UTC


def today_of(command: Command) -> date:
    """The person's local date when they said it."""
    return command.said_on or command.now.astimezone(zone_of(command)).date()


async def coming(
    meetings: Meetings, command: Command, until: date | None = None, days: tuple[date, date] | None = None
) -> MeetingList:
    """Meetings of the next 14 days, soonest first; also up to the end of `until`, if that is within 60 days.

    Where they are too many to be read at once and `days`, the first and the last, are named, these days are read whole,
    and beside them what comes first.
    """
    start = command.now.astimezone(zone_of(command))
    found = await meetings.coming(command.user, start, _end(start, until), most=AT_ONCE if days else None)
    if found.complete or days is None:
        return MeetingList(soonest_first(found), complete=found.complete)
    first, last = (datetime.combine(day, datetime.min.time(), start.tzinfo) for day in days)
    named = await meetings.coming(command.user, max(start, first), last + timedelta(days=1))
    return MeetingList(soonest_first((*named, *found)), complete=named.complete)


async def first_ones(meetings: Meetings, command: Command) -> MeetingList:
    """Those of the next 14 days that come first, as many as are read at once."""
    start = command.now.astimezone(zone_of(command))
    found = await meetings.coming(command.user, start, _end(start, None), most=AT_ONCE)
    return MeetingList(soonest_first(found), complete=found.complete)


def _end(start: datetime, until: date | None) -> datetime:
    """Sums of days keep the wall clock, so that a day with a changed clock is one day too."""
    usual = start + AHEAD
    if until is None or until > (start + FURTHEST).date():
        return usual
    return max(usual, datetime.combine(until, datetime.min.time(), start.tzinfo) + timedelta(days=1))
