"""The meeting whose chat this is: what Teams' own service tells of it, in each of its ways."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import Busy, Denied
from bot.model import ChatKind, Meeting, Organizer, Trouble
from bot.teams.inbound.meeting_chats import TeamsMeetingChats, meeting_in
from tests.support.fakes import ANNA, BEN, PLACE, command, join_url, meeting_id

CHAT = "MCMxOTptZWV0aW5nX3h5ekB0aHJlYWQudjIjMA=="
DETAILS = {
    "id": CHAT,
    "msGraphResourceId": meeting_id("xyz", BEN),
    "scheduledStartTime": "2026-11-24T09:00:00Z",
    "scheduledEndTime": "2026-11-24T09:30:00Z",
    "joinUrl": join_url("xyz", BEN),
    "title": "Physio: Mr. Adeyemi",
    "type": "Scheduled",
}
ORGANIZER = {"id": "29:ben", "aadObjectId": BEN.id.upper(), "tenantId": BEN.tenant_id}


@dataclass
class Service:
    """Answers with `status` and `body`; `asked` is what it was asked for."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=lambda: {"details": DETAILS, "organizer": ORGANIZER})
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def meeting(self, service_url: str, meeting_id: str) -> tuple[int, dict[str, Any]]:
        self.asked.append((service_url, meeting_id))
        return self.status, self.body

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]:
        known = {"29:ben": {"name": "Ben Carter", "userPrincipalName": "ben@clinic.example"}}
        return known.get(user_id, {})


def described(**changes: Any) -> Meeting:
    return meeting_in({"details": DETAILS | changes, "organizer": ORGANIZER}, ANNA)


async def test_teams_is_asked_by_its_own_id_at_the_address_it_came_from() -> None:
    service = Service()
    found = await TeamsMeetingChats(service).meeting_of(command("get link", meeting_chat=CHAT))
    assert service.asked == [(PLACE.service_url, CHAT)]
    assert found
    assert found.subject == "Physio: Mr. Adeyemi"


async def test_in_any_other_conversation_nobody_is_asked() -> None:
    service = Service()
    assert await TeamsMeetingChats(service).meeting_of(command("get link")) is None
    assert service.asked == []


def test_everything_that_teams_tells_is_kept() -> None:
    found = described()
    assert found.graph_id == meeting_id("xyz", BEN)
    assert found.join_url == join_url("xyz", BEN)
    assert (found.start, found.end) == (
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    )
    assert found.organizer.id == BEN.id  # Graph and the activity write ids in small letters
    assert not found.own
    assert not found.series


def test_it_is_ones_own_for_the_organizer() -> None:
    assert meeting_in({"details": DETAILS, "organizer": ORGANIZER}, BEN).own


@pytest.mark.parametrize("organizer", [None, {}, "x", {"aadObjectId": None}])
def test_without_an_organizer_the_id_tells_who_it_is(organizer: object) -> None:
    assert meeting_in({"details": DETAILS, "organizer": organizer}, ANNA).organizer.id == BEN.id


@pytest.mark.parametrize("missing", ["", None])
def test_an_empty_resource_id_is_made_up_for_by_the_join_link(missing: str | None) -> None:
    found = described(msGraphResourceId=missing)
    assert found.graph_id == meeting_id("xyz", BEN)
    assert found.join_url == join_url("xyz", BEN)


def test_a_resource_id_needs_no_join_link() -> None:
    found = described(joinUrl=None)
    assert (found.graph_id, found.join_url) == (meeting_id("xyz", BEN), "")


@pytest.mark.parametrize(("kind", "series"), [("Recurring", True), ("ChannelRecurring", True), ("Scheduled", False)])
def test_a_series_is_known_by_its_type(kind: str, series: bool) -> None:
    assert described(type=kind).series is series


@pytest.mark.parametrize(
    ("kind", "trouble"),
    [
        ("OneToOneCall", Trouble.MEETING_CHAT_CALL),
        ("GroupCall", Trouble.MEETING_CHAT_CALL),
        ("", Trouble.MEETING_CHAT_CALL),
        ("Scheduled", Trouble.MEETING_CHAT_UNKNOWN),
        ("Recurring", Trouble.MEETING_CHAT_UNKNOWN),
        ("MeetNow", Trouble.MEETING_CHAT_UNKNOWN),
        ("ChannelScheduled", Trouble.MEETING_CHAT_CHANNEL),
        ("ChannelRecurring", Trouble.MEETING_CHAT_CHANNEL),
    ],
)
def test_what_cannot_be_identified_says_what_it_is(kind: str, trouble: Trouble) -> None:
    with pytest.raises(Denied) as refusal:
        described(type=kind, msGraphResourceId="", joinUrl="https://teams.microsoft.com/l/call/0/0")
    assert refusal.value.trouble is trouble


@pytest.mark.parametrize("body", [{}, {"details": None}, {"details": []}, {"details": "x"}])
def test_an_answer_without_details_is_no_meeting(body: dict[str, Any]) -> None:
    with pytest.raises(Denied):
        meeting_in(body, ANNA)


@pytest.mark.parametrize(
    "time", [None, "", 7, "soon", "2026-11-24T09:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_a_time_that_is_none_stays_unknown(time: object) -> None:
    found = described(scheduledStartTime=time, scheduledEndTime=time)
    assert (found.start, found.end) == (None, None)
    assert replace(found, start=None) == found


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (403, Trouble.MEETING_CHAT_FORBIDDEN),
        (400, Trouble.MEETING_CHAT_CALL),
        (404, Trouble.MEETING_CHAT_CALL),
    ],
)
async def test_a_refusal_is_told_as_what_it_means(status: int, trouble: Trouble) -> None:
    with pytest.raises(Denied) as refusal:
        await TeamsMeetingChats(Service(status, {})).meeting_of(command(meeting_chat=CHAT))
    assert refusal.value.trouble is trouble
    assert CHAT not in str(refusal.value)


async def test_in_a_channel_it_is_the_team_that_has_to_permit_it() -> None:
    there = replace(PLACE, kind=ChatKind.CHANNEL)
    with pytest.raises(Denied) as refusal:
        await TeamsMeetingChats(Service(403, {})).meeting_of(command(meeting_chat=CHAT, address=there))
    assert refusal.value.trouble is Trouble.MEETING_TEAM_FORBIDDEN


@pytest.mark.parametrize(
    ("kind", "ends", "known"),
    [
        ("Recurring", "2026-09-01T15:00:00Z", False),
        ("Recurring", "2026-11-24T15:00:00Z", True),
        ("Scheduled", "2026-09-01T15:00:00Z", True),
    ],
)
async def test_the_first_date_of_a_series_is_not_the_appointment_of_today(kind: str, ends: str, known: bool) -> None:
    details = DETAILS | {"type": kind, "scheduledStartTime": "2026-09-01T14:00:00Z", "scheduledEndTime": ends}
    service = Service(body={"details": details, "organizer": ORGANIZER})
    found = await TeamsMeetingChats(service).meeting_of(command(meeting_chat=CHAT))
    assert found
    assert (found.start is not None, found.end is not None) == (known, known)


@pytest.mark.parametrize("status", [0, 401, 429, 500, 503])
async def test_no_answer_is_a_reason_to_try_again(status: int) -> None:
    with pytest.raises(Busy):
        await TeamsMeetingChats(Service(status, {})).meeting_of(command(meeting_chat=CHAT))


@pytest.mark.parametrize("kind", ["OneToOneCall", "GroupCall"])
def test_a_call_is_no_meeting_even_when_it_has_a_join_url(kind: str) -> None:
    with pytest.raises(Denied) as refused:
        described(type=kind, msGraphResourceId="")
    assert refused.value.trouble is Trouble.MEETING_CHAT_CALL


def test_another_organizations_meeting_is_told_apart() -> None:
    with pytest.raises(Denied) as refused:
        meeting_in({"details": DETAILS, "organizer": ORGANIZER | {"tenantId": "another"}}, ANNA)
    assert refused.value.trouble is Trouble.OTHER_TENANT


async def test_the_organizer_is_named_by_the_chats_roster() -> None:
    found = await TeamsMeetingChats(Service()).organizer_of(command("get link", meeting_chat=CHAT))
    assert found == Organizer("Ben Carter", "ben@clinic.example", BEN.id)


@pytest.mark.parametrize("organizer", [{}, {"id": "29:unknown"}])
async def test_an_organizer_whom_the_roster_does_not_know_stays_unnamed(organizer: dict[str, str]) -> None:
    service = Service(body={"details": DETAILS, "organizer": organizer})
    assert await TeamsMeetingChats(service).organizer_of(command("get link", meeting_chat=CHAT)) is None
