"""The person's calendar: `/me/calendarView` in pages and in their time zone, and one event by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.graph.access import CALENDAR, WIDE_CALENDAR, Caller
from sandbox.graph.event_json import event_json
from sandbox.graph.zones import preferred_zone
from sandbox.world.addresses import Addresses
from sandbox.world.meetings import Event
from sandbox.world.open_questions import OpenQuestions
from sandbox.world.troubles import Trouble, Troubles

PAGE = 10
LARGEST_PAGE = 1000
HARMLESS_FILTERS = ("isOnlineMeeting eq true", "isCancelled eq false")


class GraphCalendar:
    """Answers from `events`, a list that may change while the sandbox runs."""

    def __init__(
        self, events: list[Event], open_questions: OpenQuestions, addresses: Addresses, troubles: Troubles
    ) -> None:
        self._events = events
        self._open_questions = open_questions
        self._addresses = addresses
        self._troubles = troubles

    async def view(self, request: web.Request, caller: Caller) -> web.Response:
        self._check(request, caller)
        query = request.query
        start, end = _moment(query.get("startDateTime", "")), _moment(query.get("endDateTime", ""))
        mine = filtered(overlapping(self._events, caller, start, end), query.get("$filter", ""))
        shows_link = self._shows_link(caller)
        top, skip = (_count(name, query.get(name, ""), usual) for name, usual in (("$top", PAGE), ("$skip", 0)))
        body: dict[str, Any] = {
            "@odata.context": f"{self._addresses.graph}/v1.0/$metadata#users('me')/calendarView",
            "value": [self._shown(event, request, caller, shows_link=shows_link) for event in mine[skip : skip + top]],
        }
        if len(mine) > skip + top:
            body["@odata.nextLink"] = self._next(request, top, skip + top)
        return web.json_response(body)

    async def event(self, request: web.Request, caller: Caller) -> web.Response:
        self._check(request, caller)
        if self._troubles.strike(Trouble.GRAPH_GONE, person=caller.person.oid, where=request.path):
            raise graph_errors.event_gone()
        for event in self._events:
            if event.id == request.match_info["id"] and event.concerns(caller.person):
                return web.json_response(self._shown(event, request, caller, shows_link=self._shows_link(caller)))
        raise graph_errors.event_gone()

    def _check(self, request: web.Request, caller: Caller) -> None:
        caller.may(CALENDAR)
        hit = self._troubles.strike(Trouble.GRAPH_NO_MAILBOX, person=caller.person.oid, where=request.path)
        if hit or not caller.person.mailbox:
            raise graph_errors.no_mailbox()

    def _shown(self, event: Event, request: web.Request, caller: Caller, *, shows_link: bool) -> dict[str, Any]:
        name, zone = _zone(request)
        wide = bool(caller.scopes & WIDE_CALENDAR)
        whole = event_json(event, caller.person, name, zone, wide=wide, shows_link=shows_link)
        chosen = request.query.get("$select", "")
        if not chosen:
            return whole
        wanted = {"id", *(name.strip() for name in chosen.split(","))}
        return {name: value for name, value in whole.items() if name in wanted or name == "@odata.etag"}

    def _shows_link(self, caller: Caller) -> bool:
        """Once a request: whether this caller's scope shows onlineMeeting."""
        if caller.scopes & WIDE_CALENDAR:
            return True
        hidden = self._troubles.strike(Trouble.GRAPH_HIDDEN_JOIN_URL, person=caller.person.oid)
        return self._open_questions.basic_scope_shows_link and not hidden

    def _next(self, request: web.Request, top: int, skip: int) -> str:
        query = {**request.query, "$top": str(top), "$skip": str(skip)}
        return f"{self._addresses.graph}{request.path}?{urlencode(query)}"


def overlapping(events: Iterable[Event], caller: Caller, start: datetime, end: datetime) -> Sequence[Event]:
    """The caller's events that touch [start, end), soonest first."""
    mine = (e for e in events if e.concerns(caller.person) and _kept(e, e.start) < end and _kept(e, e.end) > start)
    return sorted(mine, key=lambda event: event.start)


def _kept(event: Event, moment: datetime) -> datetime:
    """Where Outlook has it: whole days are days of UTC (docs/live-tenant-checks.md)."""
    return moment.replace(tzinfo=UTC) if event.all_day else moment


def filtered(events: Sequence[Event], expression: str) -> Sequence[Event]:
    """Two filters are understood; anything else is refused, as Outlook refuses most."""
    terms = [term.strip() for term in expression.split(" and ")] if expression else []
    if unknown := [term for term in terms if term not in HARMLESS_FILTERS]:
        raise graph_errors.bad_query(f"The query filter contains one or more invalid nodes: {unknown}")
    online, standing = (wanted in terms for wanted in HARMLESS_FILTERS)
    return [e for e in events if (e.online or not online) and not (standing and e.cancelled)]


def _zone(request: web.Request) -> tuple[str, ZoneInfo]:
    try:
        return preferred_zone(", ".join(request.headers.getall("Prefer", [])))
    except KeyError as unknown:
        raise graph_errors.bad_query(
            f"The TimeZone value of 'outlook.timezone' is not supported: {unknown}"
        ) from unknown


def _moment(text: str) -> datetime:
    """An ISO time; without an offset it is UTC, whatever zone is preferred for the answer."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as bad:
        raise graph_errors.bad_query("This request requires a time window: StartDateTime and EndDateTime.") from bad
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _count(name: str, text: str, usual: int) -> int:
    if not text:
        return usual
    if not text.isdecimal() or len(text) > 6 or (name == "$top" and int(text) > LARGEST_PAGE):
        raise graph_errors.bad_query(f"Invalid value '{text}' for $top or $skip query option found.")
    return int(text)
