"""Events as the calendar gives them."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from tests.support.graph.pretend import join_url

BERLIN = ZoneInfo("Europe/Berlin")


def event(**changes: object) -> dict[str, object]:
    return {
        "id": "AAMk=",
        "subject": "Physio",
        "start": {"dateTime": "2026-11-24T09:00:00.0000000", "timeZone": "Europe/Berlin"},
        "end": {"dateTime": "2026-11-24T09:30:00.0000000", "timeZone": "Europe/Berlin"},
        "isAllDay": False,
        "isCancelled": False,
        "isOnlineMeeting": True,
        "onlineMeetingProvider": "teamsForBusiness",
        "onlineMeeting": {"joinUrl": join_url()},
        "isOrganizer": True,
        "organizer": {"emailAddress": {"name": "Anna", "address": "anna@contoso.com"}},
        "type": "singleInstance",
    } | changes


def at(time: str, zone: str = "Europe/Berlin") -> Mapping[str, str]:
    return {"dateTime": time, "timeZone": zone}
