"""'get link' with nothing named: the person's coming meetings, from their own calendar.

Microsoft, *List calendarView* and *event resource type*. An event has no onlineMeeting id; it is computed from the
join URL.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

import structlog

from bot.errors import Denied
from bot.graph.answer import GraphError, has_no_mailbox
from bot.graph.scopes import ScopeSet
from bot.graph.session import GraphSession
from bot.graph.times import midnight, moment, zone_name
from bot.joinlinks import JoinLink, find_links, is_allowed, meeting_of
from bot.joinlinks.hosts import TEAMS
from bot.model import Meeting, Organizer, Trouble, User
from bot.net.lenient_json import Json, flag, items, part, text

FIELDS = (
    "id,subject,start,end,isAllDay,isCancelled,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,"
    "isOrganizer,organizer,type"
)
PAGE = 100
MAX_PAGES = 30
MAX_BODY = 64 * 1024
SERIES = {"occurrence", "exception", "seriesMaster"}

log = structlog.get_logger()


class Calendar:
    """The person's calendar, as far as it holds Teams meetings."""

    def __init__(self, session: GraphSession, permits: ScopeSet) -> None:
        self._session = session
        self._permits = permits

    async def coming(self, user: User, start: datetime, end: datetime) -> list[Meeting]:
        """Teams meetings that overlap [start, end), both aware, soonest first, in the zone of `start`."""
        zone = start.tzinfo or UTC
        try:
            events = [event async for event in self._events(user, start, end, zone)]
        except GraphError as error:
            raise Denied(calendar_trouble(error), str(error)) from error
        meetings = (meeting_from(event, user, zone) for event in events if is_coming(event))
        return sorted((meeting for meeting in meetings if meeting is not None), key=_start)

    async def _events(self, user: User, start: datetime, end: datetime, zone: tzinfo) -> AsyncIterator[object]:
        """All pages, one after the other, inside one budget."""
        until = self._session.deadline()
        headers = {"Prefer": f'outlook.timezone="{zone_name(zone)}"'}
        window = {
            "startDateTime": start.isoformat(),
            "endDateTime": end.isoformat(),
            "$select": FIELDS,
            "$top": str(PAGE),
        }
        base = self._permits.base
        try:
            page = await self._session.get(user, "/me/calendarView", base, params=window, headers=headers, until=until)
        except GraphError as error:
            if error.status != 400:
                raise
            # Outlook does not know every IANA zone. Without one it answers in UTC, and times are moved anyway.
            headers = {}
            page = await self._session.get(user, "/me/calendarView", base, params=window, until=until)
        for further in range(MAX_PAGES):
            for event in items(page, "value"):
                yield event
            following = text(page, "@odata.nextLink")
            if not following:
                return
            if further < MAX_PAGES - 1:
                page = await self._session.follow(user, following, base, headers=headers, until=until)
        log.warning("calendar_cut", pages=MAX_PAGES)

    async def with_join_url(self, user: User, meeting: Meeting, until: float | None = None) -> Meeting:
        """`meeting` with the join URL that its event tells under the wider scope: as a field, or in its text."""
        event = await self._event(user, meeting, until)
        given = link_of(event)
        link = given or _link_in_body(event)
        if link is None:
            raise Denied(Trouble.NO_JOIN_LINK, meeting=meeting)
        return replace(
            meeting,
            join_url=text(event, "onlineMeeting", "joinUrl") if given else link.url,
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


def is_coming(event: object) -> bool:
    """Whether a Teams meeting takes place. Where the narrow scope hides the link, Outlook's word counts."""
    if flag(event, "isCancelled"):
        return False
    url = text(event, "onlineMeeting", "joinUrl")
    if link_of(event) is not None:
        return True
    says_teams = flag(event, "isOnlineMeeting") and text(event, "onlineMeetingProvider") == "teamsForBusiness"
    return says_teams and (not url or is_allowed(url, TEAMS))  # a form of link that is younger than this code


def meeting_from(event: object, user: User, zone: tzinfo) -> Meeting | None:
    """A calendar event as a meeting; None when it has no readable start.

    `isOrganizer` is about the owner of the calendar and true for a delegate's meetings too: the organizer's id in the
    join URL decides whose meeting it is; only without one the flag does.
    """
    all_day = flag(event, "isAllDay")
    read = midnight if all_day else moment
    start = read(part(event, "start"), zone)
    if start is None:
        return None
    link = link_of(event)
    organizer_id = link.organizer_id if link else ""
    sender = part(event, "organizer", "emailAddress")
    return Meeting(
        subject=text(event, "subject"),
        start=start,
        end=read(part(event, "end"), zone),
        all_day=all_day,
        series=text(event, "type") in SERIES,
        own=is_person(user, organizer_id) if organizer_id else flag(event, "isOrganizer"),
        organizer=Organizer(text(sender, "name"), text(sender, "address"), organizer_id),
        join_url=text(event, "onlineMeeting", "joinUrl"),
        graph_id=meeting_of(link).graph_id if link else "",
        event_id=text(event, "id"),
    )


def is_person(user: User, id_: str) -> bool:
    """Whether `id_` is the user's Entra object id."""
    return id_.lower() == user.id.lower()


def link_of(event: object) -> JoinLink | None:
    """The event's Teams link, if it has one."""
    return next((link for link in find_links(text(event, "onlineMeeting", "joinUrl")) if link.is_meeting), None)


def _link_in_body(event: object) -> JoinLink | None:
    """The one Teams meeting in the invitation's text, mostly at its end; of two, nobody can tell which is meant."""
    body = text(event, "body", "content")
    links = [link for link in find_links(body, body[-MAX_BODY:]) if link.is_meeting]
    return links[0] if len(links) == 1 else None


def _start(meeting: Meeting) -> datetime:
    return meeting.start or datetime.max.replace(tzinfo=UTC)
