"""graph.microsoft.com: checks every caller, has its bad days, and leads to the calendar and the online meetings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import jwt
from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.graph.access import Access, Caller
from sandbox.graph.calendar import GraphCalendar
from sandbox.graph.errors import GraphRefusal
from sandbox.graph.meetings import GraphMeetings
from sandbox.world.faults import Fault
from sandbox.world.injection import FaultInjector
from sandbox.world.troubles import Trouble, Troubles

Endpoint = Callable[[web.Request, Caller], Awaitable[web.Response]]
STRICT_CONTEXT = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
LINK = "getVirtualAppointmentJoinWebUrl"


class Graph:
    """The v1.0 surface that the bot uses, with and without the brackets of an OData function."""

    def __init__(self, access: Access, calendar: GraphCalendar, meetings: GraphMeetings, troubles: Troubles) -> None:
        self._access = access
        self._calendar = calendar
        self._meetings = meetings
        self._troubles = troubles
        self._faults = FaultInjector(troubles, "graph", _about, _failed)

    def routes(self) -> list[web.RouteDef]:
        meeting = "/v1.0/{owner:me|users/[^/]+}/onlineMeetings"
        link = self._guarded(self._meetings.appointment_link)
        return [
            web.get("/v1.0/me/calendarView", self._guarded(self._calendar.view)),
            web.get("/v1.0/me/calendar/calendarView", self._guarded(self._calendar.view)),
            web.get("/v1.0/me/events/{id}", self._guarded(self._calendar.event)),
            web.get(meeting, self._guarded(self._meetings.found)),
            web.get(meeting + "/{id}", self._guarded(self._meetings.by_id)),
            web.get(meeting + "/{id}/" + LINK, link),
            web.get(meeting + "/{id}/" + LINK + "()", link),
        ]

    def _guarded(self, answer: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Every call: whose is it, what trouble is on, then the answer; refusals in Graph's own words."""

        async def handle(request: web.Request) -> web.Response:
            try:
                caller = self._access.caller(request)
                self._challenge(caller, request.path)
                response = await answer(request, caller)
            except GraphRefusal as refusal:
                return graph_errors.refused(request, refusal)
            response.headers.update(graph_errors.request_ids(request))
            return response

        return self._faults.around(handle)

    def _challenge(self, caller: Caller, path: str) -> None:
        oid = caller.person.oid
        if self._troubles.strike(Trouble.GRAPH_UNAUTHORIZED, person=oid, where=path):
            raise graph_errors.bad_token("Signing key is invalid.")
        expected = self._troubles.expects(Trouble.GRAPH_CLAIMS_CHALLENGE, person=oid, where=path)
        if expected is None:
            return
        claims = str(expected.detail.get("claims", STRICT_CONTEXT))
        if not caller.meets(claims):
            self._troubles.strike(Trouble.GRAPH_CLAIMS_CHALLENGE, person=oid, where=path)
            raise graph_errors.challenge(claims) if caller.understands_challenges else graph_errors.not_met()


async def _about(request: web.Request) -> tuple[str, str]:
    """Whom the token names, whether it is good or not."""
    token = request.headers.get("Authorization", "").partition(" ")[2]
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return "", request.path
    return str(claims.get("oid", "")), request.path


def _failed(request: web.Request, fault: Fault) -> web.Response:
    if fault.status == 429:
        code, words = "TooManyRequests", "Application is over its MailboxConcurrency limit."
    else:
        code, words = "serviceNotAvailable", "Try again later."
    refusal = GraphRefusal(fault.status or 503, fault.code or code, words, fault.headers)
    return graph_errors.refused(request, refusal)
