"""Graph: the calendar in pages and zones, meetings by every key, and who is refused what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from sandbox.world.meetings import Meeting, teams_event
from sandbox.world.people import ANNA, BEN, NOOR, OSEI, OTTO
from sandbox.world.troubles import Trouble
from tests.support.sandbox.world import World

ALL = ("VirtualAppointment.Read", "OnlineMeetings.Read", "Calendars.Read")
LINK = "getVirtualAppointmentJoinWebUrl"


def window(world: World, days: int = 14) -> str:
    start, end = world.clock(), world.clock() + timedelta(days=days)
    return f"/me/calendarView?startDateTime={quote(start.isoformat())}&endDateTime={quote(end.isoformat())}"


def meeting(world: World, key: str) -> Meeting:
    return next(e.meeting for e in world.m365.events if e.meeting and e.meeting.key == key)


def at(found: Meeting, *more: str, owner: str = "me") -> str:
    return "/".join((f"/{owner}/onlineMeetings", quote(found.id, safe=""), *more))


async def test_the_calendar_comes_in_pages_that_lead_on(world: World) -> None:
    token, path, events, pages = world.token(ANNA), window(world), [], 0
    while path:
        _, body, _ = await world.graph(path, token)
        events += body["value"]
        path, pages = body.get("@odata.nextLink", ""), pages + 1
        assert len(body["value"]) <= 10
        assert not path or path.startswith(world.origin)
    assert pages == -(-len(events) // 10)
    assert len({event["id"] for event in events}) == len(events) > 60
    starts = [event["start"]["dateTime"] for event in events]
    assert starts == sorted(starts)


async def test_top_asks_for_larger_pages(world: World) -> None:
    _, body, _ = await world.graph(f"{window(world)}&$top=1000", world.token(ANNA))
    assert len(body["value"]) > 60
    assert "@odata.nextLink" not in body


@pytest.mark.parametrize("zone", ["Europe/Berlin", "W. Europe Standard Time"])
async def test_times_come_in_the_preferred_zone_under_the_name_it_was_asked_by(world: World, zone: str) -> None:
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # half an hour before Berlin's clocks go forward
    world.m365.events[:] = [teams_event("dst", "DST", start, start + timedelta(hours=1), ANNA)]
    path = "/me/calendarView?startDateTime=2027-03-28T00:00:00Z&endDateTime=2027-03-28T02:00:00Z"
    _, body, _ = await world.graph(path, world.token(ANNA), Prefer=f'outlook.timezone="{zone}"')
    event = body["value"][0]
    assert event["start"] == {"dateTime": "2027-03-28T01:30:00.0000000", "timeZone": zone}
    assert event["end"] == {"dateTime": "2027-03-28T03:30:00.0000000", "timeZone": zone}


async def test_an_unknown_zone_is_a_bad_request(world: World) -> None:
    status, _, _ = await world.graph(window(world), world.token(ANNA), Prefer='outlook.timezone="Mars"')
    assert status == 400


async def test_the_narrow_scope_hides_bodies_and_where_told_so_the_join_link(world: World) -> None:
    narrow, wide = world.token(ANNA, "Calendars.ReadBasic"), world.token(ANNA, "Calendars.Read")
    path = f"{window(world)}&$top=1"
    _, shown, _ = await world.graph(path, narrow)
    assert "joinUrl" in shown["value"][0]["onlineMeeting"]
    assert "body" not in shown["value"][0]
    world.m365.open_questions.basic_scope_shows_link = False
    _, hidden, _ = await world.graph(path, narrow)
    assert (hidden["value"][0]["onlineMeeting"], hidden["value"][0]["isOnlineMeeting"]) == (None, True)
    event = quote(hidden["value"][0]["id"], safe="")
    _, whole, _ = await world.graph(f"/me/events/{event}", wide)
    assert whole["onlineMeeting"]["joinUrl"] == shown["value"][0]["onlineMeeting"]["joinUrl"]
    assert "body" in whole


async def test_the_hidden_join_link_is_a_trouble_that_counts_requests(world: World) -> None:
    world.m365.troubles.on(Trouble.GRAPH_HIDDEN_JOIN_URL, times=1)
    path, token = f"{window(world)}&$filter=isOnlineMeeting+eq+true&$top=5", world.token(ANNA)
    _, hidden, _ = await world.graph(path, token)
    _, shown, _ = await world.graph(path, token)
    assert [event["onlineMeeting"] for event in hidden["value"]] == [None] * 5
    assert all(event["onlineMeeting"] for event in shown["value"])


async def test_select_gives_only_what_is_named(world: World) -> None:
    _, body, _ = await world.graph(f"{window(world)}&$top=1&$select=subject,start", world.token(ANNA))
    assert set(body["value"][0]) == {"@odata.etag", "id", "subject", "start"}


@pytest.mark.parametrize("form", [LINK, f"{LINK}()"])
async def test_the_organizer_gets_the_link_in_both_forms(world: World, form: str) -> None:
    status, body, _ = await world.graph(at(meeting(world, "dietary"), form), world.token(ANNA))
    assert status == 200
    assert body["value"].startswith("https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=")


@pytest.mark.parametrize(
    ("via_me", "via_organizer", "statuses"),
    [(True, True, (200, 200)), (False, True, (403, 200)), (False, False, (403, 403))],
)
async def test_what_an_attendee_may_do_is_a_switch(
    world: World, via_me: bool, via_organizer: bool, statuses: tuple[int, int]
) -> None:
    world.m365.open_questions.attendee_via_me = via_me
    world.m365.open_questions.attendee_via_organizer = via_organizer
    physio, token = meeting(world, "physio"), world.token(ANNA)
    own = await world.graph(at(physio, LINK), token)
    others = await world.graph(at(physio, LINK, owner=f"users/{OSEI.oid}"), token)
    assert (own[0], others[0]) == statuses


@pytest.mark.parametrize("key", ["second-opinion", "booked", "bank"])
async def test_closed_booked_and_foreign_meetings_give_their_attendees_nothing(world: World, key: str) -> None:
    status, body, _ = await world.graph(at(meeting(world, key), LINK), world.token(ANNA))
    assert (status, body["error"]["message"][:5]) == (403, "3003:")


async def test_the_bot_id_of_a_meeting_is_no_graph_id(world: World) -> None:
    chat_id = quote(meeting(world, "dietary").chat_id, safe="")
    status, _, _ = await world.graph(f"/me/onlineMeetings/{chat_id}/{LINK}", world.token(ANNA))
    assert status == 404


@pytest.mark.parametrize("refusal", [403, 404])
async def test_where_ids_are_opaque_the_filter_finds_them(world: World, refusal: int) -> None:
    world.m365.open_questions.computed_id_status = refusal
    dietary, token = meeting(world, "dietary"), world.token(ANNA, *ALL)
    assert (await world.graph(at(dietary, LINK), token))[0] == refusal
    wanted = quote(f"JoinWebUrl eq '{dietary.join_url}'", safe="")
    _, found, _ = await world.graph(f"/me/onlineMeetings?$filter={wanted}", token)
    real = quote(found["value"][0]["id"], safe="")
    assert (await world.graph(f"/me/onlineMeetings/{real}/{LINK}", token))[0] == 200


async def test_the_filter_takes_the_join_link_as_returned_encoded_once(world: World) -> None:
    dietary, token = meeting(world, "dietary"), world.token(ANNA, *ALL)
    once = quote(f"JoinWebUrl eq '{dietary.join_url}'", safe="")
    assert "19%253ameeting_" in once
    assert (await world.graph(f"/me/onlineMeetings?$filter={once}", token))[0] == 200
    decoded = once.replace("%253a", "%3A").replace("%2540", "%40")
    assert (await world.graph(f"/me/onlineMeetings?$filter={decoded}", token))[0] == 404


async def test_by_number_for_the_organizer_only(world: World) -> None:
    number = f"joinMeetingIdSettings/joinMeetingId eq '{meeting(world, 'physio').number}'"
    path = f"/me/onlineMeetings?$filter={quote(number)}"
    _, body, _ = await world.graph(path, world.token(OSEI, *ALL))
    assert body["value"][0]["subject"] == "Physiotherapy: first appointment"
    assert (await world.graph(path, world.token(ANNA, *ALL)))[0] == 403
    nobody = quote("joinMeetingIdSettings/joinMeetingId eq '999'")
    _, none, _ = await world.graph(f"/me/onlineMeetings?$filter={nobody}", world.token(ANNA, *ALL))
    assert none["value"] == []


@pytest.mark.parametrize(
    ("scopes", "path", "status"),
    [
        (("Calendars.ReadBasic",), "/me/onlineMeetings/x/" + LINK, 403),
        (("VirtualAppointment.Read",), "/me/onlineMeetings/x", 403),
        (("VirtualAppointment.Read",), "/me/calendarView?startDateTime=2027-01-01&endDateTime=2027-01-02", 403),
        (("VirtualAppointment.Read",), "/me/onlineMeetings/x/" + LINK, 404),
    ],
)
async def test_each_call_needs_its_scope(world: World, scopes: tuple[str, ...], path: str, status: int) -> None:
    assert (await world.graph(path, world.token(ANNA, *scopes)))[0] == status


async def test_bad_tokens_are_401_and_an_apps_own_403(world: World) -> None:
    factory = world.m365.token_factory
    sso, own = world.m365.sso_token(ANNA), factory.app_token(ANNA.tenant_id, "https://graph.microsoft.com")
    statuses = [(await world.graph("/me/events/x", token))[0] for token in ("junk", sso, own)]
    assert statuses == [401, 401, 403]
    good = world.token(ANNA, *ALL)
    world.clock.passes(hours=2)
    status, body, _ = await world.graph("/me/events/x", good)
    assert (status, body["error"]["code"]) == (401, "InvalidAuthenticationToken")


async def test_errors_carry_the_callers_request_id(world: World) -> None:
    status, body, headers = await world.graph("/me/events/x", world.token(ANNA, *ALL), **{"client-request-id": "c1"})
    assert status == 404
    assert body["error"]["innerError"]["client-request-id"] == headers["client-request-id"] == "c1"


async def test_people_without_mailbox_or_licence_are_told_so(world: World) -> None:
    token = world.token(NOOR, *ALL)
    _, calendar, _ = await world.graph(window(world), token)
    assert calendar["error"]["code"] == "MailboxNotEnabledForRESTAPI"
    assert (await world.graph(at(meeting(world, "dietary"), LINK), token))[0] == 403


async def test_a_stranger_to_the_meeting_is_refused(world: World) -> None:
    assert (await world.graph(at(meeting(world, "dietary"), LINK), world.token(OTTO, *ALL)))[0] == 403


@pytest.mark.parametrize(
    ("trouble", "detail", "status"),
    [
        (Trouble.GRAPH_THROTTLED, {"retry_after": 3}, 429),
        (Trouble.GRAPH_UNAVAILABLE, {}, 503),
        (Trouble.GRAPH_UNAVAILABLE, {"status": 504}, 504),
        (Trouble.GRAPH_UNAUTHORIZED, {}, 401),
        (Trouble.GRAPH_NOT_ORGANIZER, {}, 403),
        (Trouble.GRAPH_NO_LICENCE, {}, 403),
        (Trouble.GRAPH_GONE, {}, 404),
    ],
)
async def test_a_trouble_strikes_as_often_as_it_is_told_to(
    world: World, trouble: Trouble, detail: dict[str, Any], status: int
) -> None:
    world.m365.troubles.on(trouble, times=1, where=LINK, **detail)
    path, token = at(meeting(world, "dietary"), LINK), world.token(ANNA)
    struck, well = await world.graph(path, token), await world.graph(path, token)
    assert (struck[0], well[0]) == (status, 200)
    assert struck[2].get("Retry-After") == ((detail == {"retry_after": 3} and "3") or None)


async def test_the_link_itself_can_be_strange(world: World) -> None:
    path, token = at(meeting(world, "dietary"), LINK), world.token(ANNA)
    world.m365.troubles.on(Trouble.GRAPH_NULL_LINK, times=1)
    assert (await world.graph(path, token))[1]["value"] is None
    world.m365.troubles.on(Trouble.GRAPH_STRANGE_LINK, times=1, value="http://evil.example")
    assert (await world.graph(path, token))[1]["value"] == "http://evil.example"
    world.m365.open_questions.language_in_link = True
    _, body, _ = await world.graph(path, token, **{"Accept-Language": "de"})
    assert body["value"].endswith("&lang=de")


async def test_the_log_counts_calls_by_service_and_person(world: World) -> None:
    await world.graph(window(world), world.token(ANNA))
    await world.graph(window(world), world.token(BEN))
    log = world.m365.requests
    assert log.count("graph") == 2
    assert log.count("graph", "calendarView", who=BEN.oid) == 1
    assert log.count("entra") == 0
    assert log.connections("graph") == 1
