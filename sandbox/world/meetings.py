"""A Teams meeting with its ids and links as Microsoft writes them, and the calendar event that leads to it."""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

from sandbox.world.people import Person, guid

PRIVATE_MESSAGE = "0"  # the message id of every meeting that is not in a channel


def digits(seed: str, length: int) -> str:
    """That many digits, the same at every start, without a leading zero."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    return str(10 ** (length - 1) + number % (9 * 10 ** (length - 1)))


def utc_text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Graph's onlineMeeting. `key` decides all of its ids; `closed` meetings give their link to the organizer alone.

    A channel meeting has the `message` id of its post, and a thread of its channel.
    """

    key: str
    subject: str
    start: datetime
    end: datetime
    organizer: Person
    attendees: tuple[Person, ...] = ()
    closed: bool = False
    recurring: bool = False
    message: str = PRIVATE_MESSAGE

    @property
    def thread(self) -> str:
        """The chat's id: base64 of a GUID's 36 characters makes the 48 of the real thing."""
        name = base64.b64encode(guid(f"thread/{self.key}").encode()).decode()
        if self.message == PRIVATE_MESSAGE:
            return f"19:meeting_{name}@thread.v2"
        return f"19:{name}@thread.tacv2"

    @property
    def id(self) -> str:
        """Graph's id: base64 of `1*{organizer}*{message}**{thread}`, as decoded from real ids."""
        return _base64(f"1*{self.organizer.oid}*{self.message}**{self.thread}")

    @property
    def opaque_id(self) -> str:
        """An id that nobody can compute from the join link; used when the tenant is told to have such ids."""
        return _base64("MC" + hashlib.sha256(self.key.encode()).hexdigest())

    @property
    def chat_id(self) -> str:
        """What Teams and bots call the meeting id (`channelData.meeting.id`); Graph does not know it."""
        return _base64(f"0#{self.thread}#{self.message}")

    @property
    def join_url(self) -> str:
        thread = self.thread.replace(":", "%3a").replace("@", "%40")
        context = f"%7b%22Tid%22%3a%22{self.organizer.tenant_id}%22%2c%22Oid%22%3a%22{self.organizer.oid}%22%7d"
        return f"https://teams.microsoft.com/l/meetup-join/{thread}/{self.message}?context={context}"

    @property
    def number(self) -> str:
        """The numeric meeting id, digits only; people read it in groups of three."""
        return digits(f"number/{self.key}", 12)

    @property
    def passcode(self) -> str:
        return hashlib.sha256(f"passcode/{self.key}".encode()).hexdigest()[:8]

    def involves(self, person: Person) -> bool:
        return person == self.organizer or person in self.attendees


def appointment_link(meeting: Meeting, length: int = 0) -> str:
    """The customer's link. `length` asks for exactly that many characters (at least 110), as tests of cards want.

    Without it the link is as long as one seen in the wild, with the join link nested and encoded inside.
    """
    start = f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={meeting.organizer.tenant_id}"
    if not length:
        return start + _route(meeting) + f"&biz=0&aE=False&ssid={digits(meeting.key, 10)}"
    full = start + _route(meeting)
    body = full[: length - 8] if len(full) > length - 8 else full
    # Cutting inside a percent-encoded character would make a link that no browser accepts.
    body = body[: body.rindex("%")] if "%" in body[-2:] else body
    filler = digits(meeting.key, 70) * 20
    return body + "&ssid=" + filler[: length - len(body) - 6]


def _route(meeting: Meeting) -> str:
    join = quote(f"{meeting.join_url}&webjoin=true&unified=true", safe="")
    return f"&convId={meeting.thread}&oid={meeting.organizer.oid}&JoinWebUrl={join}"


@dataclass(frozen=True, slots=True)
class Event:
    """A calendar entry of its organizer and of everybody in `attendees`. Times are aware.

    `provider` and `join_url` describe what the calendar says of the online meeting; `meeting` is what it really is.
    `kind` is Graph's type: singleInstance, occurrence, exception. All-day events begin and end at midnight. `text` is
    what a scheduler wrote into it; those in `declined` said no.
    """

    key: str
    subject: str
    start: datetime
    end: datetime
    organizer: Person
    attendees: tuple[Person, ...] = ()
    meeting: Meeting | None = None
    kind: str = "singleInstance"
    series: str = ""
    all_day: bool = False
    cancelled: bool = False
    online: bool = False
    provider: str = "unknown"
    join_url: str = field(default="", repr=False)
    location: str = ""
    text: str = ""
    declined: tuple[Person, ...] = ()

    @property
    def id(self) -> str:
        return event_id(self.key)

    @property
    def series_id(self) -> str | None:
        return event_id(self.series) if self.series else None

    def concerns(self, person: Person) -> bool:
        return person == self.organizer or person in self.attendees


def event_id(key: str) -> str:
    """An Outlook item id in its usual form: url-safe base64 that begins with AAMk."""
    digest = hashlib.sha512(key.encode()).digest() + uuid.uuid5(uuid.NAMESPACE_OID, key).bytes
    return "AAMkAG" + base64.urlsafe_b64encode(digest).decode()


def teams_event(
    key: str,
    subject: str,
    start: datetime,
    end: datetime,
    organizer: Person,
    attendees: tuple[Person, ...] = (),
    *,
    closed: bool = False,
    cancelled: bool = False,
) -> Event:
    """An ordinary Teams meeting in the calendars of all who take part."""
    meeting = Meeting(key, subject, start, end, organizer, attendees, closed)
    return _held_in(meeting, key, start, end, cancelled=cancelled)


def occurrence(meeting: Meeting, start: datetime, end: datetime) -> Event:
    """One date of a recurring meeting: every date has the same meeting, and so the same link."""
    key = f"{meeting.key}/{start.isoformat()}"
    return _held_in(meeting, key, start, end, kind="occurrence", series=meeting.key)


def _held_in(
    meeting: Meeting,
    key: str,
    start: datetime,
    end: datetime,
    *,
    kind: str = "singleInstance",
    series: str = "",
    cancelled: bool = False,
) -> Event:
    return Event(
        key,
        f"Canceled: {meeting.subject}" if cancelled else meeting.subject,
        start,
        end,
        meeting.organizer,
        meeting.attendees,
        meeting,
        kind=kind,
        series=series,
        cancelled=cancelled,
        online=True,
        provider="teamsForBusiness",
        join_url=meeting.join_url,
        location="Microsoft Teams Meeting",
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
