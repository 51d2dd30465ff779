"""The person's coming meetings, in their own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.model import Command, Meeting
from bot.ops.zones import zone_named
from bot.ports import Meetings
from bot.reading.filters import soonest_first

AHEAD = timedelta(days=14)
FURTHEST = timedelta(days=60)


def zone_of(command: Command) -> tzinfo:
    """The person's time zone; UTC when Teams names one that nobody knows."""
    return zone_named(command.timezone) or UTC


def today_of(command: Command) -> date:
    """The person's local date when they said it."""
    return command.said_on or command.now.astimezone(zone_of(command)).date()


async def coming(meetings: Meetings, command: Command, until: date | None = None) -> tuple[Meeting, ...]:
    """Meetings of the next 14 days, soonest first; also up to the end of `until`, if that is within 60 days."""
    start = command.now.astimezone(zone_of(command))
    return soonest_first(await meetings.coming(command.user, start, _end(start, until)))


def _end(start: datetime, until: date | None) -> datetime:
    """Sums of days keep the wall clock, so that a day with a changed clock is one day too."""
    usual = start + AHEAD
    if until is None or until > (start + FURTHEST).date():
        return usual
    return max(usual, datetime.combine(until, datetime.min.time(), start.tzinfo) + timedelta(days=1))
