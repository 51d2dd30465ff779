"""'get link' with nothing named: the person's coming meetings, from their own calendar.

Microsoft, *List calendarView*: pages of up to 1,000 events, each with the address of the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

import structlog

from bot.errors import Busy, Denied
from bot.graph.answer import GraphError, has_no_mailbox
from bot.graph.events import FIELDS, is_person, meeting_from
from bot.graph.scopes import ScopeSet
from bot.graph.session import GraphSession
from bot.graph.times import zone_name
from bot.joinlinks import JoinLink, find_links, link_in, meeting_of
from bot.model import Meeting, MeetingList, Trouble, User
from bot.net.lenient_json import Json, items, text
from bot.ops.budgets import CALENDAR_PAGES

PAGE = 1000  # the most that Graph gives; it may give fewer
MOST = 10_000  # events, and with them memory
MAX_PAGES = 100
AT_A_STRETCH = 250  # events, some three milliseconds, then it is somebody else's turn
MAX_BODY = 64 * 1024
VIEW = "/me/calendarView"

log = structlog.get_logger()


class Calendar:
    """The person's calendar, as far as it holds Teams meetings; pages after the first are read for `pages_within` s."""

    def __init__(self, session: GraphSession, permits: ScopeSet, pages_within: float = CALENDAR_PAGES) -> None:
        self._session = session
        self._permits = permits
        self._pages_within = pages_within

    async def coming(self, user: User, start: datetime, end: datetime, most: int = MOST) -> MeetingList:
        """Teams meetings that overlap [start, end), both aware, soonest first, in the zone of `start`.

        Pages are read until `most` events are, while there is time; what they leave out makes the list incomplete.
        """
        zone, found, complete = start.tzinfo or UTC, list[Meeting](), False
        async for events, is_last in self._pages(user, start, end, zone, most):
            complete = is_last
            for first in range(0, len(events), AT_A_STRETCH):
                stretch = (meeting_from(event, user, zone) for event in events[first : first + AT_A_STRETCH])
                found += [meeting for meeting in stretch if meeting is not None]
                await asyncio.sleep(0)
        if not complete:
            log.warning("calendar_cut", meetings=len(found))
        return MeetingList(sorted(found, key=_start), complete=complete)

    async def _pages(
        self, user: User, start: datetime, end: datetime, zone: tzinfo, most: int
    ) -> AsyncIterator[tuple[list[object], bool]]:
        """Each page's events, and whether it is the last one. A later page that fails ends the reading, and no more."""
        base, until = self._permits.base, self._session.deadline()
        page, headers = await self._first(user, start, end, zone, until)
        until = min(until, asyncio.get_running_loop().time() + self._pages_within)
        seen, count = set[str](), 0
        while True:
            events, following = items(page, "value"), text(page, "@odata.nextLink")
            count += len(events)
            too_many = max(0, count - most)
            yield events[: len(events) - too_many], not following and not too_many
            if not following or following in seen or count >= most or len(seen) >= MAX_PAGES:
                return
            seen.add(following)
            try:
                page = await self._session.follow(user, following, base, headers=headers, until=until)
            except (GraphError, Busy) as error:
                log.warning("calendar_page_missing", cause=str(error))
                return

    async def _first(
        self, user: User, start: datetime, end: datetime, zone: tzinfo, until: float
    ) -> tuple[Json, dict[str, str]]:
        """The first page, and the headers for the next ones."""
        headers = {"Prefer": f'outlook.timezone="{zone_name(zone)}"'}
        window = {
            "startDateTime": start.isoformat(),
            "endDateTime": end.isoformat(),
            "$select": FIELDS,
            "$top": str(PAGE),
        }
        base, soonest = self._permits.base, {"$orderby": "start/dateTime"}
        try:
            params = window | soonest
            return await self._session.get(user, VIEW, base, params=params, headers=headers, until=until), headers
        except GraphError as error:
            if has_no_mailbox(error) or error.status != 400:
                raise Denied(calendar_trouble(error), str(error)) from error
        try:
            # Outlook does not know every IANA zone. Without one it answers in UTC, and times are moved anyway.
            return await self._session.get(user, VIEW, base, params=window, until=until), {}
        except GraphError as error:
            raise Denied(calendar_trouble(error), str(error)) from error

    async def with_join_url(self, user: User, meeting: Meeting, until: float | None = None) -> Meeting:
        """`meeting` with the join URL that its event tells under the wider scope: as a field, or in its text."""
        event = await self._event(user, meeting, until)
        url = text(event, "onlineMeeting", "joinUrl")
        given = link_in(url)
        link = given or _link_in_body(event)
        if link is None:
            raise Denied(Trouble.NO_JOIN_LINK, meeting=meeting)
        return replace(
            meeting,
            join_url=url if given else link.url,
            graph_id=meeting_of(link).graph_id,
            organizer=replace(meeting.organizer, id=link.organizer_id or meeting.organizer.id),
            own=is_person(user, link.organizer_id) if link.organizer_id else meeting.own,
        )

    async def _event(self, user: User, meeting: Meeting, until: float | None) -> Json:
        if not meeting.event_id:
            raise Denied(Trouble.NO_JOIN_LINK, meeting=meeting)
        try:
            return await self._session.get(
                user,
                "/me/events/{event}",
                self._permits.wider_calendar,
                ids={"event": meeting.event_id},
                params={"$select": "id,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,body"},
                until=until,
            )
        except GraphError as error:
            trouble = Trouble.GONE if error.status == 404 else calendar_trouble(error)
            raise Denied(trouble, str(error), meeting) from error


def calendar_trouble(error: GraphError) -> Trouble:
    """What a refusal of the calendar means: a calendar that is not found is a mailbox that does not exist."""
    if has_no_mailbox(error) or error.status == 404:
        return Trouble.NO_MAILBOX
    if error.status == 402:
        return Trouble.NO_LICENCE
    return Trouble.NO_CALENDAR if error.status == 403 else Trouble.OURS


def _link_in_body(event: object) -> JoinLink | None:
    """The one Teams meeting in the invitation's text, mostly at its end; of two, nobody can tell which is meant."""
    body = text(event, "body", "content")
    links = [link for link in find_links(body, body[-MAX_BODY:]) if link.is_meeting]
    return links[0] if len(links) == 1 else None


def _start(meeting: Meeting) -> datetime:
    return meeting.start or datetime.max.replace(tzinfo=UTC)
