"""Online meetings: by id, by join link, by number, and the appointment link that all of this is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.graph.access import APPOINTMENT_LINK, MEETINGS, Caller
from sandbox.graph.errors import GraphRefusal
from sandbox.world.addresses import Addresses
from sandbox.world.meetings import Event, Meeting, appointment_link, utc_text
from sandbox.world.open_questions import OpenQuestions
from sandbox.world.troubles import Trouble, Troubles

FILTER = re.compile(r"^(JoinWebUrl|joinMeetingIdSettings/joinMeetingId) eq '((?:[^']|'')*)'$", re.IGNORECASE)


class GraphMeetings:
    """Answers from the meetings behind `events`. What an attendee may do is an open question: see OpenQuestions."""

    def __init__(
        self, events: list[Event], open_questions: OpenQuestions, addresses: Addresses, troubles: Troubles
    ) -> None:
        self._events = events
        self._open_questions = open_questions
        self._addresses = addresses
        self._troubles = troubles

    async def found(self, request: web.Request, caller: Caller) -> web.Response:
        """`$filter` by join link or number: the organizer only."""
        caller.may(MEETINGS)
        self._refuse(request, caller)
        match = FILTER.match(request.query.get("$filter", ""))
        if match is None:
            raise graph_errors.bad_query("Filter expression expected - /onlineMeetings?$filter=...")
        name, value = match.group(1).lower(), match.group(2).replace("''", "'")
        hits = [m for m in self._meetings() if value == (m.join_url if name == "joinweburl" else m.number)]
        if hits and hits[0].organizer != caller.person:
            raise graph_errors.not_organizer()
        if not hits and name == "joinweburl":
            raise graph_errors.meeting_gone()
        return self._json("onlineMeetings", value=[self._shown(meeting) for meeting in hits[:1]])

    async def by_id(self, request: web.Request, caller: Caller) -> web.Response:
        caller.may(MEETINGS)
        meeting = self._one(request, caller)
        return self._json("onlineMeetings/$entity", **self._shown(meeting))

    async def appointment_link(self, request: web.Request, caller: Caller) -> web.Response:
        caller.may(APPOINTMENT_LINK)
        meeting = self._one(request, caller)
        return self._json("Edm.String", value=self._link(request, caller, meeting))

    def _link(self, request: web.Request, caller: Caller, meeting: Meeting) -> Any:
        oid = caller.person.oid
        if self._troubles.strike(Trouble.GRAPH_NULL_LINK, person=oid):
            return None
        if switch := self._troubles.strike(Trouble.GRAPH_STRANGE_LINK, person=oid):
            return switch.detail.get("value", "javascript:alert(1)")
        link = appointment_link(meeting, self._open_questions.link_length)
        language = request.headers.get("Accept-Language", "")
        return f"{link}&lang={language}" if language and self._open_questions.language_in_link else link

    def _one(self, request: web.Request, caller: Caller) -> Meeting:
        """The meeting of the path, if the caller may touch it; raises GraphRefusal."""
        self._refuse(request, caller)
        owner, wanted = request.match_info["owner"], request.match_info["id"]
        meeting = next((m for m in self._meetings() if wanted == self._id(m)), None)
        if meeting is None:
            raise self._unknown_id(wanted)
        if owner == "me":
            self._check_own(meeting, caller)
        else:
            self._check_others(meeting, caller, owner.removeprefix("users/"))
        return meeting

    def _unknown_id(self, wanted: str) -> GraphRefusal:
        computed = any(wanted == meeting.id for meeting in self._meetings())
        if computed and self._open_questions.computed_id_status == 403:
            return graph_errors.not_organizer()
        return graph_errors.meeting_gone()

    def _check_own(self, meeting: Meeting, caller: Caller) -> None:
        if meeting.organizer == caller.person:
            return
        self._check_attendee(meeting, caller, allowed=self._open_questions.attendee_via_me)

    def _check_others(self, meeting: Meeting, caller: Caller, owner: str) -> None:
        organizer = meeting.organizer
        if owner not in (organizer.oid, organizer.upn):
            raise GraphRefusal(404, "NotFound", f"Organizer Id mismatch User Id: {owner}")
        if organizer == caller.person:
            return
        self._check_attendee(meeting, caller, allowed=self._open_questions.attendee_via_organizer)

    def _check_attendee(self, meeting: Meeting, caller: Caller, *, allowed: bool) -> None:
        """Bookings mailboxes, other tenants and closed meetings give nothing to whom they invite."""
        elsewhere = meeting.organizer.tenant_id != caller.person.tenant_id
        shut = meeting.closed or meeting.organizer.shared or elsewhere
        if shut or not allowed or not meeting.involves(caller.person):
            raise graph_errors.not_organizer()

    def _refuse(self, request: web.Request, caller: Caller) -> None:
        oid, path = caller.person.oid, request.path
        if not caller.person.licensed or self._troubles.strike(Trouble.GRAPH_NO_LICENCE, person=oid, where=path):
            raise graph_errors.no_licence()
        if self._troubles.strike(Trouble.GRAPH_NOT_ORGANIZER, person=oid, where=path):
            raise graph_errors.not_organizer()
        if self._troubles.strike(Trouble.GRAPH_GONE, person=oid, where=path):
            raise graph_errors.meeting_gone()

    def _meetings(self) -> Iterator[Meeting]:
        return (event.meeting for event in self._events if event.meeting)

    def _id(self, meeting: Meeting) -> str:
        return meeting.id if self._open_questions.computed_id_status == 200 else meeting.opaque_id

    def _shown(self, meeting: Meeting) -> dict[str, Any]:
        organizer = meeting.organizer
        user = {
            "@odata.type": "#microsoft.graph.communicationsUserIdentity",
            "id": organizer.oid,
            "displayName": organizer.name,
            "tenantId": organizer.tenant_id,
        }
        settings = {"isPasscodeRequired": True, "joinMeetingId": meeting.number, "passcode": meeting.passcode}
        return {
            "id": self._id(meeting),
            "subject": meeting.subject,
            "startDateTime": utc_text(meeting.start),
            "endDateTime": utc_text(meeting.end),
            "joinWebUrl": meeting.join_url,
            "joinMeetingIdSettings": settings,
            "meetingType": "recurring" if meeting.recurring else "scheduled",
            "chatInfo": {"threadId": meeting.thread, "messageId": meeting.message},
            "participants": {
                "organizer": {"upn": organizer.upn, "role": "presenter", "identity": {"user": user}},
                "attendees": [{"upn": p.upn, "identity": {"user": {"id": p.oid}}} for p in meeting.attendees],
            },
        }

    def _json(self, context: str, **body: Any) -> web.Response:
        metadata = f"{self._addresses.graph}/v1.0/$metadata#{context}"
        return web.json_response({"@odata.context": metadata, **body})
