"""What lies in real calendars: meetings that were declined, and links that a scheduler wrote wherever it could."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from bot.model import Meeting
from tests.support.graph.events import BERLIN, event
from tests.support.graph.pretend import ANNA, BEN_ID, Says, World, join_url

START = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)
LINK = join_url(BEN_ID, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbg")
SHORT = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"
OTHER = join_url(thread="other")
SAFELINK = f"https://eur03.safelinks.protection.outlook.com/?url={quote(LINK, safe='')}&data=x"
BARE = {"isOnlineMeeting": False, "onlineMeetingProvider": "unknown", "onlineMeeting": None}


async def coming(world: World, *events: object, scope: str = "Calendars.ReadBasic") -> list[Meeting]:
    world.tokens.granted.add(scope)
    world.graph.says("/me/calendarView", Says(200, {"value": list(events)}))
    return list(await world.meetings(scope).coming(ANNA, START, START + timedelta(days=14)))


@pytest.mark.parametrize(
    ("response", "declined"),
    [
        ({"response": "declined"}, True),
        ({"response": "declined", "time": "2026-11-20T10:00:00Z"}, True),
        ({"response": "tentativelyAccepted"}, False),
        ({"response": "accepted"}, False),
        ({"response": "notResponded"}, False),
        ({"response": "none"}, False),
        ({"response": "organizer"}, False),
        ({"response": None}, False),
        ({}, False),
        (None, False),
        ("declined", False),
    ],
)
async def test_only_what_the_person_declined_is_declined(world: World, response: object, declined: bool) -> None:
    (found,) = await coming(world, event(responseStatus=response))
    assert found.declined is declined


PREVIEW = "What: physio. Who: Mr. Adeyemi. "
PLACES: dict[str, dict[str, object]] = {
    "the place": {"location": {"displayName": LINK}},
    "the place, with words": {"location": {"displayName": f"Teams: {LINK} (video)"}},
    "the place, rewritten by a mail filter": {"location": {"displayName": SAFELINK}},
    "the place's address": {"location": {"displayName": "Video", "locationUri": LINK}},
    "the second of several places": {"locations": [{"displayName": "Room 1"}, {"displayName": LINK}]},
    "several places in one": {"location": {"displayName": f"Room 1; {LINK}"}},
    "the old field": {"onlineMeetingUrl": LINK},
    "the preview of the text": {"bodyPreview": f"{PREVIEW[:9]}{LINK}"},
    "the text": {"body": {"contentType": "text", "content": f"Join: <{LINK}>\nYours"}},
    "the text as HTML": {"body": {"contentType": "html", "content": f'<p><a href="{LINK}">Join</a></p>'}},
    "the text, far behind": {"body": {"content": "x " * 40_000 + LINK}},
    "the text behind a preview that ends in the link": {
        "bodyPreview": (PREVIEW * 4 + LINK)[:255],
        "body": {"content": PREVIEW * 4 + LINK},
    },
    "place and text, the same": {"location": {"displayName": LINK}, "bodyPreview": LINK[:255]},
    "the place, beside another in the text": {"location": {"displayName": LINK}, "body": {"content": OTHER}},
}


@pytest.mark.parametrize("fields", PLACES.values(), ids=PLACES.keys())
async def test_a_schedulers_link_counts_wherever_it_stands(world: World, fields: dict[str, object]) -> None:
    (found,) = await coming(world, event(subject="Booked", isOrganizer=True, **BARE, **fields))
    assert (found.subject, found.join_url, found.organizer.id) == ("Booked", LINK, BEN_ID)
    assert not found.own
    assert found.graph_id


@pytest.mark.parametrize("fields", PLACES.values(), ids=PLACES.keys())
async def test_what_was_listed_by_its_link_is_found_by_it_again(world: World, fields: dict[str, object]) -> None:
    """Else its card would say that the calendar no longer has it."""
    world.tokens.granted.add("Calendars.Read")
    booked = event(subject="Booked", **BARE, **fields)
    world.graph.says("/me/calendarView", Says(200, {"value": [booked]}))
    graph = world.meetings("Calendars.Read")
    (row,) = await graph.coming(ANNA, START, START + timedelta(days=14))
    again = await world.meetings("Calendars.Read").dates_of(ANNA, row, START, START + timedelta(days=35))
    assert again == (row,)


async def test_a_short_link_in_the_place_counts_too(world: World) -> None:
    (found,) = await coming(world, event(**BARE, location={"displayName": SHORT}))
    assert found.join_url == SHORT


NO_LINK: dict[str, dict[str, object]] = {
    "a room": {"location": {"displayName": "Room 1"}},
    "Outlook's own words": {"location": {"displayName": "Microsoft Teams Meeting"}},
    "another service's": {"location": {"displayName": "https://zoom.us/j/91234567890"}},
    "a personal meeting": {"location": {"displayName": "https://teams.live.com/meet/9312345678901?p=x"}},
    "a chat of the meeting": {
        "location": {"displayName": "https://teams.microsoft.com/l/chat/19:meeting_x@thread.v2/0"}
    },
    "a place in Teams": {
        "location": {"displayName": "https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/G"}
    },
    "a webinar": {"location": {"displayName": "https://events.teams.microsoft.com/event/1@2"}},
    "two meetings": {"location": {"displayName": f"{LINK} {OTHER}"}},
    "a preview that ends inside a short link": {
        "bodyPreview": ("x" * 220 + " https://teams.microsoft.com/meet/2481234")[:255]
    },
    "a preview that ends inside the context": {"bodyPreview": ("x" * 60 + " " + LINK)[:255]},
    "nothing readable": {"location": 7, "locations": "x", "bodyPreview": None, "body": []},
}


@pytest.mark.parametrize("fields", NO_LINK.values(), ids=NO_LINK.keys())
async def test_what_is_no_one_meetings_link_makes_no_meeting(world: World, fields: dict[str, object]) -> None:
    assert await coming(world, event(**BARE, **fields)) == []


async def test_the_calendars_own_link_wins_over_what_is_written(world: World) -> None:
    (found,) = await coming(world, event(location={"displayName": LINK}))
    assert found.join_url == join_url()


async def test_a_link_in_the_place_needs_no_wider_scope(world: World) -> None:
    (found,) = await coming(world, event(onlineMeeting=None, location={"displayName": LINK}))
    assert found.join_url == LINK


@pytest.mark.parametrize(("scope", "texts"), [("Calendars.ReadBasic", False), ("Calendars.Read", True)])
async def test_texts_are_asked_for_only_where_the_scope_shows_them(world: World, scope: str, texts: bool) -> None:
    await coming(world, scope=scope)
    heard = world.graph.heard[0]
    fields = parse_qs(urlsplit(heard.path).query)["$select"][0].split(",")
    assert {"location", "responseStatus"} <= set(fields)
    assert ("body" in fields, "bodyPreview" in fields) == (texts, texts)
    assert ("body-content-type" in heard.headers.get("Prefer", "")) is texts
