"""The join link that the narrow scope hides is read from the event, with consent."""

from __future__ import annotations

import pytest

from bot.errors import Denied, SignInRequired
from bot.joinlinks import graph_id
from bot.model import Meeting, SignInReason, Trouble
from tests.support.graph.events import event
from tests.support.graph.pretend import ANNA, BEN_ID, WIDER_SCOPES, Says, World, join_url, refusal

HIDDEN = Meeting(subject="Physio", own=True, event_id="AAMk/=")


async def test_a_hidden_link_asks_for_the_wider_calendar(world: World) -> None:
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().with_join_url(ANNA, HIDDEN)
    assert (caught.value.why, caught.value.scopes) == (SignInReason.WIDER_CALENDAR, WIDER_SCOPES)


async def test_with_the_wider_calendar_the_event_tells_its_link(world: World) -> None:
    world.tokens.granted.update(WIDER_SCOPES)
    world.graph.says("/me/events/", Says(200, event(onlineMeeting={"joinUrl": join_url(BEN_ID)})))
    found = await world.meetings().with_join_url(ANNA, HIDDEN)
    assert (found.join_url, found.subject) == (join_url(BEN_ID), "Physio")
    assert (found.own, found.organizer.id) == (False, BEN_ID)
    assert found.graph_id == graph_id("19:meeting_x@thread.v2", BEN_ID)
    assert world.graph.paths[0].startswith("/me/events/AAMk%2F%3D?$select=")


async def test_else_the_link_is_taken_from_the_invitation(world: World) -> None:
    world.tokens.granted.update(WIDER_SCOPES)
    body = (
        "<p>filler</p>" * 10_000 + f'<a href="{join_url()}">Join</a> <a href="https://aka.ms/JoinTeamsMeeting">Help</a>'
    )
    world.graph.says("/me/events/", Says(200, event(onlineMeeting=None, body={"content": body})))
    assert (await world.meetings().with_join_url(ANNA, HIDDEN)).join_url == join_url()


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"content": "see you"},
        {"content": "https://zoom.us/j/123"},
        {"content": f"{join_url()} {join_url(thread='y')}"},
    ],
)
async def test_without_one_link_the_person_is_told(world: World, body: object) -> None:
    world.tokens.granted.update(WIDER_SCOPES)
    world.graph.says("/me/events/", Says(200, event(onlineMeeting=None, body=body)))
    with pytest.raises(Denied) as caught:
        await world.meetings().with_join_url(ANNA, HIDDEN)
    assert (caught.value.trouble, caught.value.meeting) == (Trouble.NO_JOIN_LINK, HIDDEN)


async def test_an_event_that_was_deleted_is_gone(world: World) -> None:
    world.tokens.granted.update(WIDER_SCOPES)
    world.graph.says("/me/events/", refusal(404, "ErrorItemNotFound"))
    with pytest.raises(Denied) as caught:
        await world.meetings().with_join_url(ANNA, HIDDEN)
    assert caught.value.trouble is Trouble.GONE


async def test_calendars_read_from_the_start_needs_no_second_consent(world: World) -> None:
    world.tokens.granted = {"VirtualAppointment.Read", "Calendars.Read"}
    world.graph.says("/me/events/", Says(200, event()))
    assert (await world.meetings("Calendars.Read").with_join_url(ANNA, HIDDEN)).join_url == join_url()
