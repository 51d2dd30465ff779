"""graph.microsoft.com: checks every caller, has its bad days, and leads to the calendar and the online meetings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.graph.access import Access, Caller
from sandbox.graph.calendar import GraphCalendar
from sandbox.graph.errors import GraphRefusal
from sandbox.graph.meetings import GraphMeetings
from sandbox.world.answers import hang_up, retry_headers, status_of
from sandbox.world.troubles import Trouble, Troubles

Answer = Callable[[web.Request, Caller], Awaitable[web.Response]]
STRICT_CONTEXT = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
LINK = "getVirtualAppointmentJoinWebUrl"


class Graph:
    """The v1.0 surface that the bot uses, with and without the brackets of an OData function."""

    def __init__(self, access: Access, calendar: GraphCalendar, meetings: GraphMeetings, troubles: Troubles) -> None:
        self._access = access
        self._calendar = calendar
        self._meetings = meetings
        self._troubles = troubles

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

    def _guarded(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Every call: whose is it, what trouble is on, then the answer; refusals in Graph's own words."""

        async def handle(request: web.Request) -> web.Response:
            try:
                caller = self._access.caller(request)
                if failure := await self._failure(request, caller):
                    return failure
                response = await answer(request, caller)
            except GraphRefusal as refusal:
                return graph_errors.refused(request, refusal)
            response.headers.update(graph_errors.request_ids(request))
            return response

        return handle

    async def _failure(self, request: web.Request, caller: Caller) -> web.Response | None:
        oid, path = caller.person.oid, request.path
        struck = self._troubles.strike
        await self._troubles.linger(Trouble.GRAPH_SLOW, person=oid, where=path)
        if struck(Trouble.GRAPH_DROPPED, person=oid, where=path):
            return hang_up(request)
        if switch := struck(Trouble.GRAPH_MALFORMED, person=oid, where=path):
            return web.Response(text=switch.detail.get("text", "<html>"), content_type="application/json")
        self._refuse_busy(oid, path)
        self._challenge(caller, path)
        return None

    def _refuse_busy(self, oid: str, path: str) -> None:
        struck = self._troubles.strike
        if switch := struck(Trouble.GRAPH_THROTTLED, person=oid, where=path):
            words = "Application is over its MailboxConcurrency limit."
            raise GraphRefusal(429, "TooManyRequests", words, retry_headers(switch))
        if switch := struck(Trouble.GRAPH_UNAVAILABLE, person=oid, where=path):
            status = status_of(switch, 503)
            raise GraphRefusal(status, "serviceNotAvailable", "Try again later.", retry_headers(switch))

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
            raise graph_errors.challenge(claims)
