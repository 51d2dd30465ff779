"""Microsoft Graph as the bot sees it: coming meetings, look-ups, and the customer's link (the port `Meetings`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.graph.appointment import AppointmentLinks
from bot.graph.calendar import MOST_EVENTS, Calendar
from bot.graph.dates import RecentDates
from bot.graph.online_meetings import OnlineMeetings
from bot.graph.scopes import APPOINTMENT, permits
from bot.graph.session import GraphSession
from bot.model import Meeting, MeetingList, User


class GraphMeetings:
    """ports.Meetings, told by Graph. Each method asks with the user's own token and keeps to the session's budget."""

    def __init__(
        self, session: GraphSession, calendar_scope: str, link_hosts: Sequence[str], link_scope: str = APPOINTMENT
    ) -> None:
        allowed = permits(calendar_scope, link_scope)
        self._calendar = Calendar(session, allowed)
        self._dates = RecentDates(self._calendar)
        self._online_meetings = OnlineMeetings(session, allowed)
        self._links = AppointmentLinks(session, allowed, self._calendar, self._online_meetings, link_hosts)

    async def coming(self, user: User, start: datetime, end: datetime, *, most: int | None = None) -> MeetingList:
        """Online Teams meetings that overlap [start, end), not cancelled, soonest first, in the zone of `start`."""
        found = await self._calendar.coming(user, start, end, most or MOST_EVENTS)
        self._dates.note(user, found)
        return found

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        """The calendar's dates of a meeting that is known by its link, soonest first; a quick look."""
        return await self._dates.of(user, meeting, start, end)

    def recent_dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList | None:
        """The same from memory; None where the calendar has to be asked."""
        return self._dates.recent(user, meeting, start, end)

    async def event(self, user: User, event_id: str, zone: tzinfo) -> Meeting | None:
        """The Teams meeting of an event of the user's own calendar; None when it has none."""
        return await self._calendar.event(user, event_id, zone)

    async def by_number(self, user: User, number: str) -> Meeting | None:
        """The meeting with this numeric id; needs OnlineMeetings.Read. None: not found, or not for this person."""
        return await self._online_meetings.by_number(user, number)

    async def by_join_url(self, user: User, join_url: str) -> Meeting | None:
        """The meeting under this join URL; needs OnlineMeetings.Read. None: not found, or not for this person."""
        return await self._online_meetings.by_join_url(user, join_url)

    async def with_join_url(self, user: User, meeting: Meeting) -> Meeting:
        """`meeting` completed by its join URL; needs Calendars.Read. Denied(NO_JOIN_LINK) when there is none."""
        return await self._calendar.with_join_url(user, meeting)

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        """The customer's link, checked: https on an allowed host. `language` (BCP 47) is what the customer reads."""
        return await self._links.link(user, meeting, language)
