"""A calendar of thousands is read in few, large pages, for as long as there is time; what is left out is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from bot.errors import Busy, Service, SignInRequired
from bot.graph.calendar import Calendar
from bot.graph.scopes import permits
from bot.joinlinks import find_links, link_in
from bot.model import MeetingList
from bot.ops import budgets
from tests.support.graph.events import BERLIN, at, event
from tests.support.graph.pretend import ANNA, BEN_ID, Says, World, join_url, refusal

START = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)
END = START + timedelta(days=14)


def events(count: int, first: int = 0) -> list[object]:
    begins = (START + timedelta(minutes=n) for n in range(first, first + count))
    return [event(id=str(first + n), start=at(f"{begin:%Y-%m-%dT%H:%M:%S}.0000000")) for n, begin in enumerate(begins)]


def pages(world: World, *pages_: Sequence[object] | Says, last: dict[str, Any] | None = None) -> None:
    """Each page leads to the next one; the last one to `last`."""
    for n, page in enumerate(pages_):
        more = {"@odata.nextLink": f"{world.graph.base}/me/calendarView?$skip={n}&x=%2b%2B"}
        following = more if n < len(pages_) - 1 else last or {}
        start = "/me/calendarView?start" if n == 0 else f"/me/calendarView?$skip={n - 1}"
        world.graph.says(start, page if isinstance(page, Says) else Says(200, {"value": page} | following))


async def coming(world: World, most: int | None = None) -> MeetingList:
    return await world.meetings().coming(ANNA, START, END, most=most)


def ids(found: MeetingList) -> list[int]:
    return [int(meeting.event_id) for meeting in found]


async def test_large_pages_and_the_soonest_first_are_asked_for(world: World) -> None:
    pages(world, events(1))
    await coming(world)
    asked = parse_qs(urlsplit(world.graph.heard[0].path).query)
    assert (asked["$top"], asked["$orderby"]) == (["1000"], ["start/dateTime"])


async def test_all_pages_come_soonest_first(world: World) -> None:
    pages(world, events(100, 150), events(100, 50), events(50), [])
    found = await coming(world)
    assert (ids(found), found.complete) == ([*range(250)], True)
    assert world.graph.paths[1:] == [f"/me/calendarView?$skip={n}&x=%2b%2B" for n in range(3)]


async def test_every_page_is_asked_for_as_the_first_one(world: World) -> None:
    world.tokens.granted.add("Calendars.Read")
    pages(world, events(2), events(2, 2), [])
    await world.meetings("Calendars.Read").coming(ANNA, START, END)
    assert [heard.headers["Prefer"] for heard in world.graph.heard] == ['outlook.body-content-type="text"'] * 3


async def test_5000_meetings_are_five_questions_and_the_loop_is_never_held_for_long(world: World) -> None:
    pages(world, *(events(1000, first) for first in range(0, 5000, 1000)))
    turns, reading = 0, asyncio.ensure_future(coming(world))
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    found = await reading
    assert (len(found), found.complete, len(world.graph.heard)) == (5000, True, 5)
    assert turns > 5000 / 250  # others had their turn after every 250 events, at least


async def test_no_more_is_read_than_is_asked_for(world: World) -> None:
    pages(world, events(60), events(60, 60), events(60, 120))
    found = await coming(world, most=100)
    assert (ids(found), found.complete, len(world.graph.heard)) == ([*range(100)], False, 2)
    world.graph.heard.clear()
    pages(world, events(60), events(60, 60))
    assert (await coming(world, most=120)).complete


@pytest.mark.parametrize(
    "trouble",
    [refusal(500), refusal(404), refusal(400), Says(200, raw="<html>"), Says(200, []), Says(200, {"error": {}})],
)
async def test_a_later_page_that_fails_takes_nothing_from_those_before_it(world: World, trouble: Says) -> None:
    pages(world, events(10), events(10, 10), trouble)
    found = await coming(world)
    assert (ids(found), found.complete) == ([*range(20)], False)


async def test_a_later_page_that_is_slow_ends_the_reading(world: World) -> None:
    pages(world, events(10), Says(200, {"value": events(10, 10)}, seconds=5))
    calendar = Calendar(world.session(), permits("Calendars.ReadBasic"), pages_within=0.2)
    found = await calendar.coming(ANNA, START, END)
    assert (ids(found), found.complete) == ([*range(10)], False)
    assert budgets.CALENDAR_PAGES < budgets.INVOKE_COMMAND / 2  # there is time for the link


async def test_a_next_link_that_comes_again_ends_the_reading(world: World) -> None:
    again = {"@odata.nextLink": f"{world.graph.base}/me/calendarView?$skip=0&x=%2b%2B"}
    pages(world, events(10), events(10, 10), last=again)
    found = await coming(world)
    assert (ids(found), found.complete, len(world.graph.heard)) == ([*range(20)], False, 2)


async def test_a_first_page_that_leads_to_itself_is_read_twice_at_most(world: World) -> None:
    leads = {"@odata.nextLink": f"{world.graph.base}/me/calendarView?startDateTime=again"}
    world.graph.says("/me/calendarView", Says(200, {"value": events(10)} | leads))
    found = await coming(world)
    assert (ids(found), found.complete, len(world.graph.heard)) == ([*range(10)], False, 2)


async def test_pages_with_ever_new_addresses_and_nothing_new_end_the_reading(world: World) -> None:
    links = [{"@odata.nextLink": f"{world.graph.base}/me/calendarView?$skiptoken={n}"} for n in range(40)]
    world.graph.says("/me/calendarView", *(Says(200, {"value": events(10)} | link) for link in links))
    found = await coming(world)
    assert (ids(found), found.complete, len(world.graph.heard)) == ([*range(10)], False, 2)


async def test_pages_that_overlap_give_each_meeting_once(world: World) -> None:
    pages(world, events(10), events(10, 5), events(10, 12))
    found = await coming(world)
    assert (ids(found), found.complete) == ([*range(22)], True)


async def test_a_next_page_on_another_host_gets_no_token(world: World) -> None:
    page = {"value": [event(id="1")], "@odata.nextLink": "https://evil.example/v1.0/me/calendarView"}
    world.graph.says("/me/calendarView", Says(200, page))
    found = await coming(world)
    assert (ids(found), found.complete, len(world.graph.heard)) == ([1], False, 1)


async def test_a_page_that_needs_a_sign_in_says_so(world: World) -> None:
    pages(world, events(10), refusal(401))
    world.tokens.renewable = False
    with pytest.raises(SignInRequired):
        await coming(world)


@pytest.mark.parametrize(
    "url",
    [
        join_url(),
        join_url(BEN_ID),
        join_url(thread="NjU2-_x"),
        join_url().replace("/0?", "/1700000000000?"),
        join_url(ANNA.id.upper()),
        join_url() + "&x=1",
        join_url().replace("%3a", "%3A"),
        join_url().split("?")[0],
        "https://teams.microsoft.com/meet/24812345678912?p=abc",
        "https://zoom.us/j/1",
        "",
    ],
)
def test_the_usual_link_is_read_as_any_other_one(url: str) -> None:
    slowly = next((link for link in find_links(quote(url, safe="")) if link.is_meeting), None)
    assert link_in(url) == slowly


async def test_a_rush_of_long_calendars_leaves_the_loop_to_others_in_between(world: World) -> None:
    """Forty of a thousand each, ready at once: the time is heard again and again, and all are read whole."""
    world.graph.says("/me/calendarView", Says(200, {"value": events(1000)}))
    meetings, beside = world.meetings(), asyncio.Event()
    turns = 0

    async def heard() -> None:
        nonlocal turns
        while not beside.is_set():
            turns += 1
            await asyncio.sleep(0)

    listening = asyncio.create_task(heard())
    found = await asyncio.gather(*(meetings.coming(ANNA, START, END) for _ in range(40)))
    beside.set()
    await listening
    assert {(len(each), each.complete) for each in found} == {(1000, True)}
    assert turns > 40 * 5  # an answer and four stretches of each


async def test_a_long_answer_that_waits_for_us_is_no_silence_of_graphs(world: World) -> None:
    world.graph.says("/me/calendarView", Says(200, {"value": events(1000)}))
    session = world.session(0.3)
    calendar = Calendar(session, permits("Calendars.ReadBasic"))

    async def jam() -> None:
        while True:
            await session.long_work.turn(session.deadline() + 60, begun=True)

    jammed = asyncio.create_task(jam())
    for _ in range(5):
        with pytest.raises(Busy) as raised:
            await calendar.coming(ANNA, START, END)
        assert raised.value.service is Service.BOT
    jammed.cancel()
    assert (await calendar.coming(ANNA, START, END)).complete  # nobody is held back
