"""Who is in the lab: any number of people, each with a chat and with meetings that are known again by a number."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

APP_ID = "0b7f6c55-92b1-4ea5-8f5e-3c1f8f6c2a11"
SECRET = "the-apps-own-secret-value"
TENANT = "5f3b1d0a-7e5c-4c39-9d5b-0a1f6f6d9c11"
SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")
# The number of a meeting stands at the end of its customer's link.
SERIAL = re.compile(rb"ssid=(\d{10})")


@dataclass(frozen=True)
class Person:
    """The n-th member of staff."""

    n: int

    @cached_property
    def oid(self) -> str:
        return f"9a1c0000-0000-4000-8000-{self.n:012x}"

    @cached_property
    def mri(self) -> str:
        return f"29:1{self.n:060x}"

    @cached_property
    def upn(self) -> str:
        return f"person{self.n}@clinic.example"

    @cached_property
    def name(self) -> str:
        return f"Person {self.n}"

    @cached_property
    def chat(self) -> str:
        return f"a:1{self.n:0100x}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of an organizer; `serial` tells it from every other one."""

    serial: int
    organizer: Person

    @property
    def thread(self) -> str:
        """The chat's id, as Teams has it: base64 of the 36 characters of a GUID."""
        name = f"{self.serial:08x}-0000-4000-9000-{self.organizer.n:012x}"
        return f"19:meeting_{base64.b64encode(name.encode()).decode()}@thread.v2"

    @property
    def id(self) -> str:
        """Graph's id: base64 of `1*{organizer}*0**{thread}`."""
        return base64.b64encode(f"1*{self.organizer.oid}*0**{self.thread}".encode()).decode()

    @property
    def join_url(self) -> str:
        thread = self.thread.replace(":", "%3a").replace("@", "%40")
        context = f"%7b%22Tid%22%3a%22{TENANT}%22%2c%22Oid%22%3a%22{self.organizer.oid}%22%7d"
        return f"https://teams.microsoft.com/l/meetup-join/{thread}/0?context={context}"

    @property
    def link(self) -> str:
        """The customer's link, as long as real ones and with the join URL nested inside; the serial at its end."""
        join = quote(f"{self.join_url}&webjoin=true&unified=true", safe="")
        route = f"&convId={self.thread}&oid={self.organizer.oid}&JoinWebUrl={join}"
        start = f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}"
        return f"{start}{route}&biz=0&aE=False&ssid={self.serial:010}"


def meeting_of(graph_id: str) -> Meeting:
    """The meeting with this Graph id. Raises ValueError for an id of nobody's."""
    _, _, _, _, thread = base64.b64decode(graph_id, validate=True).decode().split("*")
    name = base64.b64decode(thread.removeprefix("19:meeting_").removesuffix("@thread.v2")).decode()
    return Meeting(int(name[:8], 16), Person(int(name[-12:], 16)))


def serial_in(body: bytes) -> int | None:
    """The serial of the customer's link in what was posted; None when there is none."""
    found = SERIAL.search(body)
    return int(found[1]) if found else None
