"""People and meetings that the tests share, and stand-ins for Microsoft that work in memory and remember what they
were asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.errors import Denied
from bot.joinlinks import find_links, graph_id, meeting_of
from bot.model import (
    Account,
    Action,
    ActionKind,
    Address,
    ChatKind,
    Command,
    Meeting,
    MeetingList,
    Organizer,
    Trouble,
    User,
)
from bot.ops.budgets import Rates
from bot.selectors.same_meeting import keys_of

TENANT = "7a1f3c52-9d04-4b6e-8c1a-2f5e6d7b8a90"
ANNA = User(TENANT, "11111111-aaaa-4aaa-8aaa-111111111111", "Anna Becker")
BEN = User(TENANT, "22222222-bbbb-4bbb-8bbb-222222222222", "Ben Osei")

LONDON = ZoneInfo("Europe/London")
UNPACED = Rates((), ())  # as many messages as come
NOW = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)  # a Monday
PLACE = Address("https://smba.trafficmanager.net/emea/", "a:1chat", ChatKind.PERSONAL, "28:bot", "29:anna", "1700")


def join_url(thread: str, organizer: User = ANNA, tenant: str = TENANT) -> str:
    """A join URL as Graph stores it."""
    context = f"%7b%22Tid%22%3a%22{tenant}%22%2c%22Oid%22%3a%22{organizer.id}%22%7d"
    return f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0?context={context}"


def meeting_id(thread: str, organizer: User = ANNA) -> str:
    """Graph's id of the same meeting."""
    return graph_id(f"19:meeting_{thread}@thread.v2", organizer.id)


def calendar_meeting(
    subject: str, start: datetime, minutes: int = 30, organizer: User = ANNA, thread: str = ""
) -> Meeting:
    """A meeting as the calendar gives it: with its join URL, without Graph's id."""
    name = thread or "".join(sign for sign in subject if sign.isascii() and sign.isalnum()) or "x"
    return Meeting(
        subject=subject,
        start=start,
        end=start + timedelta(minutes=minutes),
        own=organizer == ANNA,
        organizer=Organizer(organizer.name, "", organizer.id),
        join_url=join_url(name, organizer),
    )


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in London."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


PHYSIO = calendar_meeting("Physio: Mr. Adeyemi", at(24, 9), organizer=BEN)
DENTIST = calendar_meeting("Dental check-up", at(23, 9))
LOAN = calendar_meeting("Loan advice", at(25, 15))
MONDAY_CLUB = calendar_meeting("Monday Club", at(26, 10))
WEEK = (DENTIST, PHYSIO, LOAN, MONDAY_CLUB)


def command(text: str = "", *, press: Action | None = None, html: str = "", **changes: object) -> Command:
    """Anna writes or presses something in her own chat, on NOW, in London."""
    said = Command(ANNA, PLACE, text, NOW, "Europe/London", "en-GB", html, press)
    return replace(said, **changes)  # type: ignore[arg-type]


def customer_link(meeting: Meeting, language: str = "") -> str:
    """What the fake gives out; equal for two ways to name the same meeting."""
    key = meeting.graph_id or next((meeting_of(link).graph_id for link in find_links(meeting.join_url)), "")
    return f"https://visit.teams.microsoft.com/webrtc-svc/api/route?m={key.rstrip('=')}&l={language}"


def asked_today(words: str) -> Action:
    """A button that gets the link of what `words` named when they were said at NOW."""
    return Action(ActionKind.GET_LINK, text=words, said_on=NOW.date())


@dataclass
class FakeMeetings:
    """A calendar in memory that satisfies ports.Meetings. `calls` has the name of each method called, in order.

    `fails` makes every call raise; `delay` is how many seconds each takes; `windows` is what was asked of the calendar,
    of which so many as are `readable` are given at once; what is `just_listed` is known without asking.
    """

    calendar: Sequence[Meeting] = WEEK
    numbers: Mapping[str, Meeting] = field(default_factory=dict)
    urls: Mapping[str, Meeting] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, Meeting | None] = field(default_factory=dict)
    fails: Exception | None = None
    delay: float = 0
    calls: list[str] = field(default_factory=list)
    windows: list[tuple[datetime, datetime]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    readable: int = 10_000
    just_listed: Sequence[Meeting] = ()

    async def coming(self, user: User, start: datetime, end: datetime, *, most: int | None = None) -> MeetingList:
        await self._called("coming")
        self.windows.append((start, end))
        found = sorted((each for each in self.calendar if _overlaps(each, start, end)), key=_start)
        read = min(most or self.readable, self.readable)
        return MeetingList(found[:read], complete=len(found) <= read)

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        await self._called("dates_of")
        keys = keys_of(meeting)
        return MeetingList(each for each in self.calendar if keys & keys_of(each) and _overlaps(each, start, end))

    def recent_dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList | None:
        return MeetingList([meeting]) if meeting in self.just_listed else None

    async def event(self, user: User, event_id: str, zone: tzinfo) -> Meeting | None:
        await self._called("event")
        if event_id not in self.events:
            raise Denied(Trouble.UNKNOWN_EVENT)
        return self.events[event_id]

    async def by_number(self, user: User, number: str) -> Meeting | None:
        await self._called("by_number")
        return self.numbers.get(number)

    async def by_join_url(self, user: User, join_url: str) -> Meeting | None:
        await self._called("by_join_url")
        return self.urls.get(join_url)

    async def with_join_url(self, user: User, meeting: Meeting) -> Meeting:
        await self._called("with_join_url")
        if meeting.event_id not in self.hidden:
            raise Denied(Trouble.NO_JOIN_LINK, "no link in the event", meeting)
        return replace(meeting, join_url=self.hidden[meeting.event_id])

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        await self._called("appointment_link")
        self.languages.append(language)
        return customer_link(meeting, language)

    async def _called(self, name: str) -> None:
        self.calls.append(name)
        await asyncio.sleep(self.delay)
        if self.fails:
            raise self.fails


@dataclass
class FakeTokens:
    """Tokens of whoever is in `accounts`; satisfies ports.Tokens."""

    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    generations: dict[tuple[str, str], int] = field(default_factory=dict)

    async def token(self, user: User, scopes: Sequence[str], *, claims: str = "", refused: str = "") -> str:
        return f"token of {user.id} for {' '.join(scopes)}"

    async def account(self, user: User) -> Account | None:
        return self.accounts.get((user.tenant_id, user.id))

    async def sign_out(self, user: User, asked: str = "") -> None:
        self.accounts.pop((user.tenant_id, user.id), None)

    def seen(self, user: User, generation: int) -> None:
        self.generations[user.tenant_id, user.id] = generation


def signed_in(users: Iterable[User]) -> FakeTokens:
    """Tokens of these people."""
    scopes = ("VirtualAppointment.Read", "Calendars.ReadBasic")
    return FakeTokens({(each.tenant_id, each.id): Account(each, f"{each.id}@example.org", scopes) for each in users})


def _start(meeting: Meeting) -> datetime:
    return meeting.start or datetime.max.replace(tzinfo=UTC)


def _overlaps(meeting: Meeting, start: datetime, end: datetime) -> bool:
    if meeting.start is None or meeting.end is None:
        return False
    return meeting.start.astimezone(UTC) < end.astimezone(UTC) and meeting.end.astimezone(UTC) > start.astimezone(UTC)
