"""A link says which meeting it is; the calendar knows its title, when it is, whose, and that it is one of a series."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import Busy, Denied, SignInRequired
from bot.model import Command, Meeting, MeetingList, Organizer
from bot.ports import Meetings
from bot.reading.filters import soonest_first
from bot.reading.local_time import zone_of
from bot.selectors.same_meeting import keys_of

BACK = timedelta(days=1)
LOOK_AHEAD_FOR_DATES = timedelta(days=35)  # a series of every month has a date in them


async def dates_of(
    meetings: Meetings, command: Command, meeting: Meeting, back: timedelta = BACK
) -> tuple[Meeting, ...]:
    """The meeting's dates in the calendar, from `back` on: the coming ones, then the last ones."""
    found = await meetings.dates_of(command.user, meeting, *_window(command, back))
    return _among(found, command, meeting)


async def described(meetings: Meetings, command: Command, meeting: Meeting) -> Meeting:
    """The meeting with what the calendar knows of it; as it is where that is nothing, or not to be had."""
    try:
        found = await meetings.dates_of(command.user, meeting, *_window(command, BACK))
    except (Denied, Busy, SignInRequired):
        return meeting
    return _known_by(meeting, found, command)


def described_before(meetings: Meetings, command: Command, meeting: Meeting) -> Meeting | None:
    """The same by what the calendar said a moment ago; None where it has to be asked."""
    found = meetings.recent_dates_of(command.user, meeting, *_window(command, BACK))
    if found is None:
        return None
    return _known_by(meeting, found, command)


def _known_by(meeting: Meeting, found: MeetingList, command: Command) -> Meeting:
    """The meeting as the date that it was listed as: by its title, whenever that is now, else at its time. Of one that
    only a link names, the next. What the calendar had, and no longer has, is gone.

    Whoever copies an event copies its link: where what was listed is over or cancelled, the next is somebody else's.
    """
    dates = _among(found, command, meeting)
    if meeting.start is None:
        return _with(meeting, dates[0]) if dates else meeting
    titled = [each for each in dates if _is_titled(each.subject, meeting.subject)]
    at_its_time = (each for each in (*titled, *dates) if each.start == meeting.start)
    now = next(at_its_time, titled[0] if titled else None)
    if now:
        return _with(meeting, now)
    return replace(meeting, gone=meeting.listed and found.complete and _is_looked_through(meeting, command))


def _is_looked_through(meeting: Meeting, command: Command) -> bool:
    """Whether it would have been found, were it still when it was."""
    first, last = _window(command, BACK)
    ends = meeting.end or meeting.start
    return meeting.start is not None and ends is not None and first < ends and meeting.start < last


def _is_titled(subject: str, shown: str) -> bool:
    """Whether a title is the one that was shown on a card, where a long one is cut in its middle.

    'Physio' is not 'Physio Krüger', nor is what has no title everybody's.
    """
    title = " ".join(subject.split())
    beginning, cut, end = shown.partition("…")
    if not cut or len(title) <= len(shown):
        return title == shown
    return title.startswith(beginning) and title.endswith(end)


def _window(command: Command, back: timedelta) -> tuple[datetime, datetime]:
    now = command.now.astimezone(zone_of(command))
    return now - back, now + LOOK_AHEAD_FOR_DATES


def _among(found: MeetingList, command: Command, meeting: Meeting) -> tuple[Meeting, ...]:
    if not found:
        return ()
    keys = keys_of(meeting)
    return soonest_first(command.now, (each for each in found if keys & keys_of(each)))


def _with(meeting: Meeting, date: Meeting) -> Meeting:
    """What the link says, stays: by it the customer's link was asked for."""
    known, listed = meeting.organizer, date.organizer
    return replace(
        date,
        subject=date.subject or meeting.subject,
        series=date.series or meeting.series,
        organizer=Organizer(listed.name or known.name, listed.email or known.email, known.id or listed.id),
        join_url=meeting.join_url or date.join_url,
        graph_id=meeting.graph_id or date.graph_id,
    )
