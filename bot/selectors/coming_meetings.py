"""The person's coming meetings, in their own time zone; those of the last hours, and of past days that are named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.model import Command, MeetingList
from bot.ports import Meetings
from bot.reading.filters import LINGERING, soonest_first, stays
from bot.reading.local_time import zone_of

LOOK_AHEAD = timedelta(days=14)
FURTHEST = timedelta(days=60)
NEAR_PAST = timedelta(days=2)  # what is so little past, one question reads with the rest
DAY = timedelta(days=1)
EVENTS_AT_ONCE = 1000  # events: one question to Microsoft


async def coming(
    meetings: Meetings, command: Command, until: date | None = None, days: tuple[date, date] | None = None
) -> MeetingList:
    """Meetings of the next 14 days and of the last hours, soonest first; also up to the end of `until`, if that is
    within 60 days, and those of `days`, the first and the last of them, when these are past.

    Where they are too many to be read at once and `days` are named, these are read whole, and beside them what comes
    first.
    """
    now = command.now.astimezone(zone_of(command))
    first, ends = (_midnight(days[0], now), _midnight(days[1] + DAY, now)) if days else (now, now)
    lingering = now - LINGERING
    start = min(lingering, first) if first > lingering - NEAR_PAST else lingering
    found = await meetings.coming(command.user, start, _end(now, until), most=EVENTS_AT_ONCE if days else None)
    earlier = await _between(meetings, command, first, min(start, ends))
    named = (
        MeetingList() if found.complete or days is None else await _between(meetings, command, max(start, first), ends)
    )
    complete = earlier.complete and (found.complete or (bool(days) and named.complete))
    every = soonest_first(command.now, (*named, *found, *earlier))
    meant = (each for each in every if stays(now, each) or (days and each.start and each.end and each.end > first))
    return MeetingList(meant, complete=complete)


async def first_ones(meetings: Meetings, command: Command) -> MeetingList:
    """Those of the next 14 days that come first, as many as are read at once, and those of the last hours."""
    now = command.now.astimezone(zone_of(command))
    found = await meetings.coming(command.user, now - LINGERING, _end(now, None), most=EVENTS_AT_ONCE)
    listed = (each for each in soonest_first(command.now, found) if stays(now, each))
    return MeetingList(listed, complete=found.complete)


async def _between(meetings: Meetings, command: Command, start: datetime, end: datetime) -> MeetingList:
    """What is in the calendar from `start` to `end`; nothing where that is no time."""
    return await meetings.coming(command.user, start, end) if start < end else MeetingList()


def is_within_reach(day: date, command: Command) -> bool:
    """Whether meetings of that day are read."""
    return day <= (command.now.astimezone(zone_of(command)) + FURTHEST).date()


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, datetime.min.time(), now.tzinfo)


def _end(start: datetime, until: date | None) -> datetime:
    """Sums of days keep the wall clock, so that a day with a changed clock is one day too."""
    usual = start + LOOK_AHEAD
    if until is None or until > (start + FURTHEST).date():
        return usual
    return max(usual, _midnight(until + DAY, start))
