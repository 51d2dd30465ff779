"""A calendar event as Graph writes it."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.world.meetings import Event
from sandbox.world.people import Person

GRAPH_TIME = "%Y-%m-%dT%H:%M:%S.0000000"


def event_json(
    event: Event, reader: Person, zone_name: str, zone: ZoneInfo, *, wide: bool, shows_link: bool
) -> dict[str, Any]:
    """`wide`: the scope shows the body too; `shows_link`: it shows onlineMeeting."""
    body = {"body": _body(event), "bodyPreview": (event.text or event.subject)[:255]} if wide else {}
    return {
        "@odata.etag": f'W/"{event.id[-16:]}"',
        "id": event.id,
        "subject": event.subject,
        "start": _time(event.start, zone_name, zone, all_day=event.all_day),
        "end": _time(event.end, zone_name, zone, all_day=event.all_day),
        "isAllDay": event.all_day,
        "isCancelled": event.cancelled,
        "isOnlineMeeting": event.online,
        "onlineMeetingProvider": event.provider,
        "onlineMeeting": {"joinUrl": event.join_url} if event.join_url and shows_link else None,
        "onlineMeetingUrl": None,
        "isOrganizer": event.organizer == reader,
        "organizer": {"emailAddress": _address(event.organizer)},
        "attendees": [_attendee(event, person) for person in event.attendees],
        "type": event.kind,
        "seriesMasterId": event.series_id,
        "iCalUId": f"040000008200E00074C5B7101A82E008{event.id[8:40].encode().hex().upper()}",
        "location": {"displayName": event.location, "locationType": "default"},
        "sensitivity": "normal",
        "showAs": "busy",
        "responseStatus": {"response": _response(event, reader)},
        **body,
    }


def _time(moment: datetime, name: str, zone: ZoneInfo, *, all_day: bool) -> dict[str, str]:
    """Outlook keeps the dates of whole days whatever zone is asked for: they begin and end at midnight."""
    local = moment if all_day else moment.astimezone(zone)
    return {"dateTime": local.strftime(GRAPH_TIME), "timeZone": name}


def _address(person: Person) -> dict[str, str]:
    return {"name": person.name, "address": person.upn}


def _response(event: Event, person: Person) -> str:
    if person in event.declined:
        return "declined"
    return "organizer" if event.organizer == person else "accepted"


def _attendee(event: Event, person: Person) -> dict[str, Any]:
    status = {"response": _response(event, person), "time": "0001-01-01T00:00:00Z"}
    return {"type": "required", "status": status, "emailAddress": _address(person)}


def _body(event: Event) -> dict[str, str]:
    join = f'<a href="{event.join_url}">Join the meeting now</a>' if event.join_url else ""
    text = escape(event.text) or "Microsoft Teams"
    return {"contentType": "html", "content": f"<html><body><p>{text}</p>{join}</body></html>"}
