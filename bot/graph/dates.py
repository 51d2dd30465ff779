"""What the calendar said a moment ago of a meeting that a link names: whoever asks again need not wait for it again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import TypeAlias

from cachetools import TTLCache

from bot.graph.calendar import Calendar
from bot.model import Meeting, MeetingList, User
from bot.ops.at_hand import at_hand

MOST_MEETINGS = 2000  # meetings, each some dates of 1 KB at most; in memory alone
MOST_LISTS, LONGEST_LIST = 2000, 100  # people, and the meetings of each: what one presses is among the first
DATES_KEPT = 60.0  # seconds for which a meeting that is moved is still told as it was

Known: TypeAlias = tuple[float, MeetingList]  # when it was read, and what
Listed: TypeAlias = tuple[float, frozenset[int]]
DatesQuestion: TypeAlias = tuple[str, str, str, tzinfo | None, timedelta]
"""Who asks for which meeting, in which zone, and how long a stretch of time."""


class RecentDates:
    """The calendar's dates of meetings, each asked for once a minute. What could not be read whole is not remembered.

    `clock` runs steadily, in seconds.
    """

    def __init__(self, calendar: Calendar, clock: Callable[[], float] = time.monotonic) -> None:
        self._calendar = calendar
        self._clock = clock
        self._known: TTLCache[DatesQuestion, Known] = TTLCache(MOST_MEETINGS, DATES_KEPT, timer=clock)
        self._listed: TTLCache[str, Listed] = TTLCache(MOST_LISTS, DATES_KEPT, timer=clock)

    async def of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        """As `Calendar.dates_of`."""
        found = self.recent(user, meeting, start, end)
        if found is None:
            found = await self._calendar.dates_of(user, meeting, start, end)
            if found.complete:
                self._known[_asked(user, meeting, start, end)] = self._clock(), found
        return found

    def recent(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList | None:
        """What is remembered of them; None for nothing. What was listed since is as it was listed."""
        known_at, found = at_hand(self._known, _asked(user, meeting, start, end)) or (float("-inf"), None)
        listed_at, marks = at_hand(self._listed, user.key) or (float("-inf"), frozenset())
        is_listed = listed_at > known_at and meeting.start is not None and _mark(meeting) in marks
        return MeetingList([meeting]) if is_listed else found

    def note(self, user: User, meetings: Iterable[Meeting]) -> None:
        """These have just been read for a list."""
        self._listed[user.key] = self._clock(), frozenset(map(_mark, islice(meetings, LONGEST_LIST)))


def _mark(meeting: Meeting) -> int:
    return hash((meeting.join_url, meeting.start))


def _asked(user: User, meeting: Meeting, start: datetime, end: datetime) -> DatesQuestion:
    return user.key, meeting.graph_id, meeting.join_url, start.tzinfo, end - start
