"""Calendars of any size: the events of a person, told in pages as Outlook tells them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

import orjson

from benchmarks.lab.wire import Request
from benchmarks.lab.world import Meeting, Person

ZONE = re.compile(rb'outlook\.timezone="([^"]+)"')
GRAPH_TIME = "%Y-%m-%dT%H:%M:%S.0000000"
GRAPH = "https://graph.microsoft.com/v1.0"
OWNER = Person(1)
USUAL_PAGE = 10
SERIALS = 3_000_000_000  # of meetings in calendars, apart from those that senders make up


class Calendar:
    """`size` meetings from five minutes ahead to twelve days ahead, the same ones for everybody.

    All are organized by one person, whom everybody attends. Events are written once, pages put together of them.
    """

    def __init__(self, size: int, now: datetime | None = None) -> None:
        self._events: dict[bytes, list[bytes]] = {}
        self.resize(size, now)

    def resize(self, size: int, now: datetime | None = None) -> None:
        """From now on calendars are of this size."""
        first = (now or datetime.now(UTC)).replace(second=0, microsecond=0) + timedelta(minutes=5)
        step = timedelta(days=12) / max(size, 1)
        self._starts = [first + n * step for n in range(size)]
        self._events.clear()

    @property
    def size(self) -> int:
        """Meetings in each calendar."""
        return len(self._starts)

    def page(self, request: Request, query: bytes) -> bytes:
        """The body of a page: `$top` events after `$skip` of those that overlap the window."""
        asked = dict(parse_qsl(query.decode()))
        begins, ends = (_moment(asked[name]) for name in ("startDateTime", "endDateTime"))
        events = [
            event
            for event, start in zip(self._written(request.head), self._starts, strict=True)
            if start < ends and start + timedelta(minutes=30) > begins
        ]
        skip, top = int(asked.get("$skip", 0)), int(asked.get("$top", USUAL_PAGE))
        following = b""
        if len(events) > skip + top:
            link = f"{GRAPH}/me/calendarView?{urlencode({**asked, '$skip': skip + top, '$top': top})}"
            following = b',"@odata.nextLink":' + orjson.dumps(link)
        return b'{"value":[%s]%s}' % (b",".join(events[skip : skip + top]), following)

    def _written(self, head: bytes) -> list[bytes]:
        """The events as JSON, with times in the zone that is preferred."""
        preferred = ZONE.search(head)
        zone = preferred[1] if preferred else b"UTC"
        if zone not in self._events:
            self._events[zone] = [_event(n, start, zone.decode()) for n, start in enumerate(self._starts)]
        return self._events[zone]


def _event(n: int, start: datetime, zone: str) -> bytes:
    local, length = start.astimezone(ZoneInfo(zone)), timedelta(minutes=30)
    return orjson.dumps(
        {
            "@odata.etag": f'W/"{n:022}"',
            "id": f"AAMkAG{n:0140}",
            "subject": f"Physiotherapy: appointment {n}",
            "start": {"dateTime": local.strftime(GRAPH_TIME), "timeZone": zone},
            "end": {"dateTime": (local + length).strftime(GRAPH_TIME), "timeZone": zone},
            "isAllDay": False,
            "isCancelled": False,
            "isOnlineMeeting": True,
            "onlineMeetingProvider": "teamsForBusiness",
            "onlineMeeting": {"joinUrl": Meeting(SERIALS + n, OWNER).join_url},
            "isOrganizer": False,
            "organizer": {"emailAddress": {"name": OWNER.name, "address": OWNER.upn}},
            "type": "singleInstance",
        }
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
