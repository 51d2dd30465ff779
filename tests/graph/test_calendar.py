"""The person's coming meetings, as the calendar gives them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import Denied
from bot.joinlinks import graph_id
from bot.model import Meeting, Organizer, Trouble
from tests.support.graph.events import BERLIN, at, event
from tests.support.graph.pretend import ANNA, BEN_ID, Says, World, join_url, refusal

START = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)
END = START + timedelta(days=14)


async def coming(world: World, *events: object, start: datetime = START, end: datetime = END) -> list[Meeting]:
    world.graph.says("/me/calendarView", Says(200, {"value": list(events)}))
    return list(await world.meetings().coming(ANNA, start, end))


async def test_an_event_becomes_a_meeting_with_a_computed_id(world: World) -> None:
    (found,) = await coming(world, event())
    assert found == Meeting(
        subject="Physio",
        start=datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN),
        end=datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN),
        own=True,
        organizer=Organizer("Anna", "anna@contoso.com", ANNA.id),
        join_url=join_url(),
        graph_id=graph_id("19:meeting_x@thread.v2", ANNA.id),
        event_id="AAMk=",
        listed=True,
    )


async def test_an_event_that_is_cancelled_is_gone_and_no_event_without_a_meeting(world: World) -> None:
    world.graph.says("/me/events/", Says(200, event() | {"isCancelled": True}))
    with pytest.raises(Denied) as raised:
        await world.meetings().event(ANNA, "AAMk=", BERLIN)
    assert raised.value.trouble is Trouble.GONE


async def test_times_are_asked_for_in_utc_where_no_hour_comes_twice(world: World) -> None:
    twice = {"start": at("2026-10-25T01:30:00.0000000", "UTC"), "end": at("2026-10-25T02:00:00.0000000", "UTC")}
    (listed,) = await coming(world, event(**twice), start=datetime(2026, 10, 24, 8, tzinfo=BERLIN))
    world.graph.says("/me/events/", Says(200, event(**twice)))
    found = await world.meetings().event(ANNA, "AAMk=", BERLIN)
    assert ["timezone" in heard.headers.get("Prefer", "") for heard in world.graph.heard] == [False, False]
    for meeting in (listed, found):
        assert meeting
        assert (meeting.start or START).isoformat() == "2026-10-25T02:30:00+01:00"


async def test_the_window_and_only_what_is_needed_are_asked_for(world: World) -> None:
    await coming(world)
    (heard,) = world.graph.heard
    asked = parse_qs(urlsplit(heard.path).query)
    assert asked["startDateTime"] == ["2026-11-23T08:00:00+01:00"]
    assert asked["endDateTime"] == ["2026-12-07T08:00:00+01:00"]
    assert "onlineMeeting" in asked["$select"][0].split(",")
    assert "body" not in asked["$select"][0]
    assert "2026-11-23T08%3A00%3A00%2B01%3A00" in heard.path


async def test_times_are_moved_into_a_zone_without_a_name(world: World) -> None:
    plus_one = timezone(timedelta(hours=1))
    (found,) = await coming(world, event(start=at("2026-11-24T08:00:00", "UTC")), start=START.astimezone(plus_one))
    assert (found.start or START).isoformat() == "2026-11-24T09:00:00+01:00"


@pytest.mark.parametrize(
    "changes",
    [
        {"isCancelled": True},
        {"isOnlineMeeting": False, "onlineMeeting": None, "onlineMeetingProvider": "unknown"},
        {"onlineMeeting": {"joinUrl": "https://zoom.us/j/12345678901"}, "onlineMeetingProvider": "unknown"},
        {"onlineMeeting": {"joinUrl": "https://zoom.us/j/12345678901"}},
        {"onlineMeeting": {"joinUrl": "https://teams.live.com/meet/9312345678901"}},
        {"onlineMeeting": {"joinUrl": "https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0"}},
        {"onlineMeeting": None, "onlineMeetingProvider": "skypeForBusiness"},
        {"onlineMeeting": {"joinUrl": None}, "onlineMeetingProvider": "unknown"},
    ],
)
async def test_what_is_no_teams_meeting_is_left_out(world: World, changes: dict[str, object]) -> None:
    assert await coming(world, event(**changes)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"onlineMeetingProvider": "unknown"},
        {"isOnlineMeeting": False},
        {"onlineMeeting": {"joinUrl": "https://teams.microsoft.com/meet/24812345678912?p=abc"}},
        {"onlineMeeting": {"joinUrl": "https://teams.cloud.microsoft/a-new-form/of-link"}},
    ],
)
async def test_every_teams_link_counts(world: World, changes: dict[str, object]) -> None:
    assert len(await coming(world, event(**changes))) == 1


@pytest.mark.parametrize("hidden", [None, {}, {"joinUrl": None}, {"joinUrl": ""}])
async def test_a_meeting_whose_link_the_scope_hides_stays_in(world: World, hidden: object) -> None:
    (found,) = await coming(world, event(onlineMeeting=hidden))
    assert (found.join_url, found.graph_id, found.own, found.event_id) == ("", "", True, "AAMk=")


@pytest.mark.parametrize("flag", [True, False])
async def test_the_organizer_in_the_link_decides_whose_meeting_it_is(world: World, flag: bool) -> None:
    theirs, mine = await coming(
        world,
        event(isOrganizer=flag, onlineMeeting={"joinUrl": join_url(BEN_ID)}),
        event(isOrganizer=flag, onlineMeeting={"joinUrl": join_url(ANNA.id.upper())}),
    )
    assert (theirs.own, theirs.organizer.id, mine.own) == (False, BEN_ID, True)


@pytest.mark.parametrize("kind", ["occurrence", "exception", "seriesMaster"])
async def test_a_series_is_marked(world: World, kind: str) -> None:
    (found,) = await coming(world, event(type=kind))
    assert found.series


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("UTC", "09:00"),
        ("", "09:00"),
        ("tzone://Microsoft/Utc", "09:00"),
        ("Europe/Berlin", "08:00"),
        ("W. Europe Standard Time", "08:00"),
        ("Pacific Standard Time", "17:00"),
        ("India Standard Time", "03:30"),
        ("Customized Time Zone", "09:00"),
        ("../../etc/passwd", "09:00"),
        ("Europe", "09:00"),
    ],
)
async def test_every_way_of_naming_a_zone_is_understood(world: World, zone: str, utc: str) -> None:
    (found,) = await coming(world, event(start=at("2026-11-24T09:00:00.0000000", zone)))
    assert (found.start or START).astimezone(UTC).strftime("%H:%M") == utc


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        ("2026-10-25T00:30:00.0000000", "UTC", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00.0000000", "UTC", "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T09:00:00.0000000", "Europe/Berlin", "2026-10-25T09:00:00+01:00"),
        ("2026-10-24T09:00:00.0000000", "W. Europe Standard Time", "2026-10-24T09:00:00+02:00"),
        ("2027-03-28T00:30:00.0000000", "UTC", "2027-03-28T01:30:00+01:00"),
        ("2027-03-28T01:30:00.0000000", "UTC", "2027-03-28T03:30:00+02:00"),
        ("2027-03-28T09:00:00.0000000", "W. Europe Standard Time", "2027-03-28T09:00:00+02:00"),
        ("2027-03-28T09:00:00+00:00", "Europe/Berlin", "2027-03-28T11:00:00+02:00"),
    ],
)
async def test_the_days_on_which_clocks_change_are_right(world: World, start: str, zone: str, expected: str) -> None:
    (found,) = await coming(world, event(start=at(start, zone)))
    assert (found.start or START).isoformat() == expected


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Tokyo Standard Time"])
async def test_an_all_day_event_is_that_day_wherever_one_is(world: World, zone: str) -> None:
    (found,) = await coming(
        world,
        event(
            isAllDay=True, start=at("2026-10-25T00:00:00.0000000", zone), end=at("2026-10-26T00:00:00.0000000", zone)
        ),
        start=datetime(2026, 10, 25, 12, tzinfo=BERLIN),
    )
    assert found.all_day
    assert found.start == datetime(2026, 10, 25, tzinfo=BERLIN)
    assert found.end == datetime(2026, 10, 26, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        "event",
        [],
        {},
        event(start=None),
        event(start="2026-11-24"),
        event(start=at("tomorrow")),
        event(start=at("0001-01-01T00:00:00.0000000", "UTC")),
        event(start={"dateTime": 5}),
        event(onlineMeeting="no", isOnlineMeeting="yes"),
    ],
)
async def test_a_malformed_event_spoils_nothing(world: World, broken: object) -> None:
    found = await coming(world, broken, event(subject=None, organizer=None, end=None, type=3, id=None))
    assert [(meeting.subject, meeting.organizer.name, meeting.end) for meeting in found] == [("", "", None)]


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (refusal(404, "MailboxNotEnabledForRESTAPI"), Trouble.NO_MAILBOX),
        (refusal(403, "MailboxNotSupportedForRESTAPI"), Trouble.NO_MAILBOX),
        (refusal(404, "ResourceNotFound"), Trouble.NO_MAILBOX),
        (refusal(402), Trouble.NO_LICENCE),
        (refusal(403, "ErrorAccessDenied"), Trouble.NO_CALENDAR),
        (refusal(400, "BadRequest"), Trouble.OURS),
        (Says(200, []), Trouble.OURS),
        *((Says(200, body), Trouble.OURS) for body in ({"error": {"code": "UnknownError"}}, {}, {"value": None})),
    ],
)
async def test_what_the_calendar_refuses_is_told_apart(world: World, said: Says, trouble: Trouble) -> None:
    world.graph.says("/me/calendarView", said)
    with pytest.raises(Denied) as caught:
        await world.meetings().coming(ANNA, START, END)
    assert caught.value.trouble is trouble
