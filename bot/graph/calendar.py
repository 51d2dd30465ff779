"""The person's own calendar: their coming meetings, the dates of one of them, and what hides behind an event.

Microsoft, *List calendarView*: pages of up to 1,000 events, each with the address of the next one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

import structlog

from bot.errors import Busy, Denied
from bot.graph.answer import GraphError, has_no_mailbox
from bot.graph.events import BODY, FIELDS, is_person, link_beside, meeting_from, where_a_link_may_be
from bot.graph.scopes import WIDER_CALENDAR, ScopeSet
from bot.graph.session import GraphSession
from bot.joinlinks import find_links, link_in, meeting_of, read_graph_id
from bot.model import Meeting, MeetingList, Trouble, User
from bot.net.lenient_json import Json, flag, items, part, text
from bot.ops.budgets import CALENDAR_PAGES

PAGE = 1000  # the most that Graph gives; it may give fewer
PAGE_WITH_TEXTS = 100  # events with what was written into them, which may be long
MOST_EVENTS = 10_000  # events, and with them memory
MAX_PAGES = 100
AT_A_STRETCH = 250  # events, some three milliseconds: one such piece in each turn of the loop
FEW_EVENTS = 50  # events that nobody has to wait for a turn of their own with
VIEW, EVENT = "/me/calendarView", "/me/events/{event}"
AS_TEXT = {"Prefer": 'outlook.body-content-type="text"'}

PLAIN = re.compile(r"[A-Za-z0-9_-]+")

log = structlog.get_logger()


class Calendar:
    """The person's calendar, as far as it holds Teams meetings; pages after the first are read for `pages_within` s."""

    def __init__(self, session: GraphSession, permits: ScopeSet, pages_within: float = CALENDAR_PAGES) -> None:
        self._session = session
        self._permits = permits
        self._pages_within = pages_within
        self._texts = WIDER_CALENDAR in permits.base.scopes

    async def coming(self, user: User, start: datetime, end: datetime, most: int = MOST_EVENTS) -> MeetingList:
        """Teams meetings that overlap [start, end), both aware, soonest first, in the zone of `start`.

        Pages are read until `most` events are, while there is time; what they leave out makes the list incomplete.
        """
        zone = start.tzinfo or UTC
        found = list[Meeting]()
        complete = False
        until = self._session.deadline()
        try:
            async for events, is_last in self._pages(user, start, end, most, until):
                async for stretch in self._stretches(events, until):
                    read = (meeting_from(event, user, zone) for event in stretch)
                    found += [meeting for meeting in read if meeting is not None and _lasts(meeting, start)]
                complete = is_last
        except Busy:  # what is read by then is better than nothing
            if not found:
                raise
        if not complete:
            log.warning("calendar_cut", meetings=len(found))
        if len(found) > FEW_EVENTS:  # choosing among them, and drawing the card, is long work as well
            with suppress(Busy):
                await self._session.long_work.turn(until, begun=True)
        return MeetingList(sorted(found, key=_start), complete=complete)

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        """The dates of a meeting that is known by its link or id, as `coming` has them; one page is looked through.

        Only the events that hold a part of its link are read as meetings.
        """
        marks = _marks(meeting)
        zone = start.tzinfo or UTC
        until = self._session.deadline()
        if not marks:
            return MeetingList(complete=False)
        try:
            page, _ = await self._first(user, start, end, until)
        except Denied:
            return MeetingList(complete=False)
        holding = list[object]()
        async for stretch in self._stretches(items(page, "value"), until):
            holding += [event for event in stretch if _holds(event, marks)]
        found = (meeting_from(event, user, zone) for event in holding)
        dates = [each for each in found if each is not None and _lasts(each, start)]
        return MeetingList(sorted(dates, key=_start), complete=not text(page, "@odata.nextLink"))

    async def event(self, user: User, event_id: str, zone: tzinfo) -> Meeting | None:
        """The Teams meeting of an event of the person's own calendar; None when it has none.

        Raises Denied(UNKNOWN_EVENT) when there is no such event in it, and Denied(GONE) when it is cancelled.
        """
        ids, params = {"event": event_id}, {"$select": self._fields}
        try:
            found = await self._session.get(user, EVENT, self._permits.base, ids=ids, params=params)
        except GraphError as error:
            unknown = error.status in {400, 404} and not has_no_mailbox(error)
            raise Denied(Trouble.UNKNOWN_EVENT if unknown else calendar_trouble(error), str(error)) from error
        if flag(found, "isCancelled"):
            raise Denied(Trouble.GONE, "the event is cancelled")
        meeting = meeting_from(found, user, zone)
        return replace(meeting, listed=False) if meeting else None  # it may be in another calendar of theirs

    async def _stretches(self, events: list[object], until: float) -> AsyncIterator[list[object]]:
        """The events, as many at a time as one may read without a pause. Raises Busy."""
        for first in range(0, len(events), AT_A_STRETCH):
            if len(events) > FEW_EVENTS:
                await self._session.long_work.turn(until, begun=True)
            yield events[first : first + AT_A_STRETCH]

    async def _pages(
        self, user: User, start: datetime, end: datetime, most: int, until: float
    ) -> AsyncIterator[tuple[list[object], bool]]:
        """Each page's new events, and whether it is the last one.

        A later page that fails, leads back, or has nothing new ends the reading, and no more.
        """
        base = self._permits.base
        page, headers = await self._first(user, start, end, until)
        until = min(until, asyncio.get_running_loop().time() + self._pages_within)
        seen = set[str]()  # addresses of pages
        known = set[str]()  # ids of events
        count = 0  # of events
        while True:
            following = text(page, "@odata.nextLink")
            events = [event for event in items(page, "value") if text(event, "id") not in known]
            known |= {text(event, "id") for event in events} - {""}
            count += len(events)
            too_many = max(0, count - most)
            yield events[: len(events) - too_many], not following and not too_many
            ends = not following or following in seen or count >= most or len(seen) >= MAX_PAGES
            if ends or (seen and not events):
                return
            seen.add(following)
            try:
                page = _listing(await self._session.follow(user, following, base, headers=headers, until=until))
            except (GraphError, Busy) as error:
                log.warning("calendar_page_missing", cause=str(error))
                return

    async def _first(self, user: User, start: datetime, end: datetime, until: float) -> tuple[Json, dict[str, str]]:
        """The first page, and the headers for the next ones.

        Times are asked for in UTC, and moved when they are read: at the end of summer time the person's own zone has
        an hour twice, and Graph does not say which one it means.
        """
        headers = AS_TEXT if self._texts else {}
        window = {
            "startDateTime": _before_whole_days(start).isoformat(),
            "endDateTime": end.isoformat(),
            "$select": self._fields,
            "$top": str(PAGE_WITH_TEXTS if self._texts else PAGE),
        }
        base = self._permits.base
        soonest = {"$orderby": "start/dateTime"}
        try:
            params = window | soonest
            page = await self._session.get(user, VIEW, base, params=params, headers=headers, until=until)
            return _listing(page), headers
        except GraphError as error:
            if has_no_mailbox(error) or error.status != 400:
                raise Denied(calendar_trouble(error), str(error)) from error
        try:
            # What is asked for on top of the window must not cost the answer.
            return _listing(await self._session.get(user, VIEW, base, params=window, until=until)), {}
        except GraphError as error:
            raise Denied(calendar_trouble(error), str(error)) from error

    @property
    def _fields(self) -> str:
        return f"{FIELDS},{BODY}" if self._texts else FIELDS

    async def with_join_url(self, user: User, meeting: Meeting, until: float | None = None) -> Meeting:
        """`meeting` with the join URL that its event tells under the wider scope: as a field, or in its text."""
        event = await self._event(user, meeting, until)
        url = text(event, "onlineMeeting", "joinUrl")
        given = link_in(url)
        link = given or link_beside(event)
        if link is None:
            raise Denied(Trouble.NO_JOIN_LINK, meeting=meeting)
        return replace(
            meeting,
            join_url=url if given else link.url,
            graph_id=meeting_of(link).graph_id,
            organizer=replace(meeting.organizer, id=link.organizer_id or meeting.organizer.id),
            own=is_person(user, link.organizer_id) if link.organizer_id else meeting.own,
            listed=False,  # not under this link
        )

    async def _event(self, user: User, meeting: Meeting, until: float | None) -> Json:
        if not meeting.event_id:
            raise Denied(Trouble.NO_JOIN_LINK, meeting=meeting)
        try:
            return await self._session.get(
                user,
                EVENT,
                self._permits.wider_calendar,
                ids={"event": meeting.event_id},
                params={"$select": "id,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,location,body"},
                until=until,
            )
        except GraphError as error:
            trouble = Trouble.GONE if error.status == 404 else calendar_trouble(error)
            raise Denied(trouble, str(error), meeting) from error


def _listing(page: Json) -> Json:
    """The page, if it is one: where no list came, nobody may read that there are no meetings. Raises GraphError."""
    if not isinstance(part(page, "value"), list):
        raise GraphError(200, "noList")
    return page


def calendar_trouble(error: GraphError) -> Trouble:
    """What a refusal of the calendar means: a calendar that is not found is a mailbox that does not exist."""
    if has_no_mailbox(error) or error.status == 404:
        return Trouble.NO_MAILBOX
    if error.status == 402:
        return Trouble.NO_LICENCE
    return Trouble.NO_CALENDAR if error.status == 403 else Trouble.OURS


def _before_whole_days(start: datetime) -> datetime:
    """From when to ask, so that the whole days on which `start` lies are answered, too.

    They are days wherever one is, and Outlook keeps them as days of UTC: west of it, today's is over in the evening.
    """
    ends = datetime.combine(start.date() + timedelta(days=1), time.min, UTC)
    return min(start, (ends - timedelta(minutes=1)).astimezone(start.tzinfo))


def _lasts(meeting: Meeting, start: datetime) -> bool:
    """Whether it ends after `start`: whole days have become the person's own by now."""
    if meeting.start is None or meeting.end is None:
        return True
    return meeting.end > start or meeting.start >= start


def _marks(meeting: Meeting) -> frozenset[str]:
    """What every form of the meeting's link holds: a piece of its thread that needs no escape, or its number."""
    key = read_graph_id(meeting.graph_id)
    links = find_links(meeting.join_url)
    threads = {key.thread_id if key else "", *(link.thread_id for link in links)}
    names = {max(PLAIN.findall(thread.removeprefix("19:").partition("@")[0]), key=len) for thread in threads - {""}}
    return frozenset({*names, *(link.number for link in links)} - {""})


def _holds(event: object, marks: frozenset[str]) -> bool:
    return any(mark in words for words in where_a_link_may_be(event) for mark in marks)


def _start(meeting: Meeting) -> datetime:
    return meeting.start or datetime.max.replace(tzinfo=UTC)
