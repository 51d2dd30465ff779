"""What an older card says of a meeting is what the calendar says now; and what was ticked is kept at *Try again*."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.errors import Busy, Service
from bot.model import Action, ActionKind, Invitation, LinkReady, Meeting, MeetingList, Notice, Reply, User
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import ButtonCodec
from cards import fields
from cards.elements import known
from tests.support.fakes import ANNA, NOW, PHYSIO, FakeMeetings, FakeTokens, at, command

MOVED = replace(PHYSIO, start=at(25, 11), end=at(25, 11, 30))
BUTTONS, CHAT = ButtonCodec(Keyring([bytes(32)])), "a:1"
BUSY = Busy("graph 503", service=Service.GRAPH)


class Unread(FakeMeetings):
    """A calendar of which there is more than was read."""

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        return MeetingList(complete=False)


async def pressed(meetings: FakeMeetings, press: Action) -> LinkReady:
    """A row of a list."""
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(press=press))
    assert isinstance(reply, LinkReady)
    return reply


async def test_a_row_says_the_time_to_which_its_meeting_was_moved_since_this_morning() -> None:
    row = Action(ActionKind.GET_LINK, meeting=PHYSIO)
    assert (await pressed(FakeMeetings([MOVED]), row)).meeting.start == MOVED.start
    assert (await pressed(FakeMeetings([]), row)).meeting.start == PHYSIO.start


LISTED = replace(PHYSIO, listed=True)
FAR = NOW + timedelta(days=50)
OVER = NOW - timedelta(days=5)


async def test_a_row_whose_meeting_was_cancelled_since_this_morning_says_so() -> None:
    assert (await pressed(FakeMeetings([]), Action(ActionKind.GET_LINK, meeting=LISTED))).meeting.gone
    copied = replace(MOVED, subject="Somebody else")
    assert (await pressed(FakeMeetings([copied]), Action(ActionKind.GET_LINK, meeting=LISTED))).meeting.gone


@pytest.mark.parametrize(
    ("meeting", "meetings"),
    [
        (LISTED, FakeMeetings([MOVED])),
        (LISTED, FakeMeetings([PHYSIO])),
        (LISTED, Unread()),
        (PHYSIO, FakeMeetings([])),
        (replace(LISTED, series=True), FakeMeetings([])),
        (replace(LISTED, start=FAR, end=FAR), FakeMeetings([])),
        (replace(LISTED, start=OVER, end=OVER), FakeMeetings([])),
    ],
    ids=["moved", "there", "not read", "never listed", "a series", "too far ahead", "long over"],
)
async def test_nothing_is_said_to_be_cancelled_that_may_take_place(meeting: Meeting, meetings: FakeMeetings) -> None:
    assert not (await pressed(meetings, Action(ActionKind.GET_LINK, meeting=meeting))).meeting.gone


@pytest.mark.parametrize("listed", [at(24, 9), NOW - timedelta(days=5)], ids=["cancelled", "over"])
async def test_a_row_says_nothing_of_another_entry_with_its_link(listed: datetime) -> None:
    """Whoever copies a meeting in Outlook for the next customer copies its link."""
    meeting = replace(PHYSIO, start=listed, end=listed + timedelta(minutes=30))
    copied = replace(MOVED, subject="Somebody else")
    row = Action(ActionKind.GET_LINK, meeting=meeting)
    assert (await pressed(FakeMeetings([copied]), row)).meeting.subject == PHYSIO.subject
    moved = replace(meeting, start=at(26, 12), end=at(26, 13))
    assert (await pressed(FakeMeetings([copied, moved]), row)).meeting.start == moved.start


LONG = "Beratung: " + "Fragen und Antworten, " * 12 + "Raum 3"


@pytest.mark.parametrize(
    ("listed", "other"),
    [("Physio", "Physio Krüger"), ("", "Krüger"), (LONG, LONG.replace("Raum 3", "Raum 4"))],
    ids=["begins alike", "without a title", "long"],
)
async def test_a_title_that_only_begins_alike_is_another_entrys(listed: str, other: str) -> None:
    meeting = known(replace(PHYSIO, subject=listed, start=at(24, 9), end=at(24, 10)))
    row = Action(ActionKind.GET_LINK, meeting=meeting)
    reply = await pressed(FakeMeetings([replace(MOVED, subject=other)]), row)
    assert (reply.meeting.subject, reply.meeting.start) == (meeting.subject, meeting.start)
    reply = await pressed(FakeMeetings([replace(MOVED, subject=listed)]), row)
    assert reply.meeting.start == MOVED.start


async def invited(meetings: FakeMeetings, meeting: Meeting) -> Reply:
    """The button of an older card is pressed."""
    press = Action(ActionKind.INVITATION, meeting=meeting, language="en")
    return await Dispatcher(commands(meetings, FakeTokens()))(command(press=press))


async def test_an_invitation_from_yesterdays_card_says_the_time_to_which_it_was_moved() -> None:
    reply = await invited(FakeMeetings([MOVED]), PHYSIO)
    assert isinstance(reply, Invitation)
    assert reply.meeting.start == MOVED.start


async def test_of_two_entries_with_one_link_it_says_the_one_that_was_pressed() -> None:
    copied = replace(PHYSIO, start=at(24, 8), end=at(24, 8, 30))
    reply = await invited(FakeMeetings([copied, PHYSIO]), PHYSIO)
    assert isinstance(reply, Invitation)
    assert reply.meeting.start == PHYSIO.start


async def test_of_a_meeting_further_ahead_than_is_looked_it_says_what_the_button_knows() -> None:
    far = replace(PHYSIO, start=NOW + timedelta(days=50), end=NOW + timedelta(days=50, hours=1))
    reply = await invited(FakeMeetings([PHYSIO]), far)
    assert isinstance(reply, Invitation)
    assert reply.meeting.start == far.start


async def test_of_a_series_it_says_the_date_that_was_pressed() -> None:
    date = replace(PHYSIO, series=True)
    reply = await invited(FakeMeetings([replace(date, start=at(30, 9)), date]), date)
    assert isinstance(reply, Invitation)
    assert reply.meeting.start == date.start


async def test_where_the_calendar_does_not_know_it_the_button_does() -> None:
    reply = await invited(FakeMeetings([]), PHYSIO)
    assert isinstance(reply, Invitation)
    assert reply.meeting.start == PHYSIO.start


async def test_try_again_keeps_what_was_ticked() -> None:
    sealed = BUTTONS.seal(ANNA, CHAT, Action(ActionKind.INVITATION, meeting=PHYSIO, language="de"))
    ticked = {fields.LANGUAGE: "pl", fields.TITLE: "true", fields.NAME: "true"}
    press = BUTTONS.press_in(ANNA, CHAT, {fields.PRESS: sealed, **ticked})
    assert press
    told = await Dispatcher(commands(FakeMeetings(fails=BUSY), FakeTokens()))(command(press=press))
    assert isinstance(told, Notice)
    assert told.retry
    again = BUTTONS.press_in(ANNA, CHAT, {fields.PRESS: BUTTONS.seal(ANNA, CHAT, told.retry)})
    assert again
    reply = await Dispatcher(commands(FakeMeetings(), FakeTokens()))(command(press=again))
    assert isinstance(reply, Invitation)
    assert (reply.language, reply.with_title, bool(reply.sender)) == ("pl", True, True)
