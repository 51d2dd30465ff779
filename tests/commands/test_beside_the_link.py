"""However a meeting is named, the card says what is known, and above all that a series has one link for every date."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.commands import commands
from bot.commands.meeting_link import with_link
from bot.dispatcher import Dispatcher
from bot.errors import Busy, Denied, SignInRequired
from bot.joinlinks import find_links, meeting_of
from bot.model import (
    Action,
    ActionKind,
    Command,
    Invitation,
    LinkReady,
    Meeting,
    MeetingList,
    Notice,
    Surface,
    Trouble,
    User,
)
from bot.ops.budgets import BESIDE_LINK, INVOKE_COMMAND
from tests.support.calendar import SHORT, VISIT
from tests.support.fakes import (
    BEN,
    NOW,
    PHYSIO,
    FakeMeetings,
    FakeTokens,
    at,
    calendar_meeting,
    command,
    customer_link,
    meeting_id,
)

SERIES = replace(PHYSIO, series=True)
LATER = replace(SERIES, start=at(1, 9, month=12), end=at(1, 10, month=12))
EARLIER = replace(SERIES, start=at(23, 7), end=at(23, 8))
THREAD = "19:meeting_PhysioMrAdeyemi@thread.v2"
OPTIONS = f"https://teams.microsoft.com/meetingOptions/?organizerId={BEN.id}&threadId={THREAD.replace(':', '_')}"
BARE = meeting_of(find_links(PHYSIO.join_url)[0])

WAYS: dict[str, str] = {
    "a join link": f"get link {PHYSIO.join_url}",
    "a join link without a command": PHYSIO.join_url,
    "a join link in a sentence": f"could you get link for <{PHYSIO.join_url}> please",
    "a customer's link": f"get link {VISIT}",
    "a short link": f"get link {SHORT}",
    "a number": "get link 248 123 456 789 12",
    "an invitation's number": "Meeting ID: 248 123 456 789 12",
    "Graph's id": f"get link {meeting_id('PhysioMrAdeyemi', BEN)}",
    "the meeting's options": f"get link {OPTIONS}",
    "the meeting's chat": f"get link https://teams.microsoft.com/l/chat/{THREAD}/0",
    "words": "get link adeyemi tomorrow",
}


def known() -> FakeMeetings:
    """Graph knows the number, but no more of its meeting than a link says."""
    return FakeMeetings([EARLIER, SERIES, LATER], numbers={"24812345678912": BARE})


async def answer(asked: Command, meetings: FakeMeetings) -> object:
    return await Dispatcher(commands(meetings, FakeTokens()))(asked)


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS.keys())
async def test_a_series_warns_however_it_is_named_and_wherever(text: str, surface: Surface) -> None:
    reply = await answer(command(text, surface=surface), known())
    assert isinstance(reply, LinkReady)
    meeting = reply.meeting
    assert (meeting.series, meeting.subject, meeting.organizer.name) == (True, PHYSIO.subject, BEN.name)
    assert (meeting.start, meeting.end, reply.link) == (PHYSIO.start, PHYSIO.end, customer_link(PHYSIO))


@pytest.mark.parametrize("verb", [ActionKind.GET_LINK, ActionKind.INVITATION])
async def test_a_button_that_holds_only_a_link_says_it_too(verb: ActionKind) -> None:
    reply = await answer(command(press=Action(verb, meeting=BARE)), known())
    assert isinstance(reply, LinkReady | Invitation)
    assert (reply.meeting.series, reply.meeting.start) == (True, PHYSIO.start)


async def test_a_series_that_is_described_by_its_first_date_is_shown_by_its_next() -> None:
    first = replace(BARE, subject="Physio", series=True, start=at(1, 9, month=6), end=at(1, 10, month=6))
    meetings = replace(known(), numbers={"24812345678912": first})
    reply = await answer(command("get link 248 123 456 789 12"), meetings)
    assert isinstance(reply, LinkReady)
    assert reply.meeting.start == PHYSIO.start


async def test_a_meeting_that_the_calendar_does_not_know_is_as_its_link_says() -> None:
    reply = await answer(command(f"get link {PHYSIO.join_url}"), FakeMeetings([]))
    assert reply == LinkReady(BARE, customer_link(PHYSIO))


class Calendar(FakeMeetings):
    """One whose dates take their time, or do not come."""

    asks: Callable[[], object] = staticmethod(lambda: None)

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        await asyncio.sleep(0)
        if isinstance(said := self.asks(), Exception):
            raise said
        if isinstance(said, asyncio.Event):
            await said.wait()
        return await super().dates_of(user, meeting, start, end)


def calendar(said: object) -> Calendar:
    meetings = Calendar([SERIES])
    meetings.asks = lambda: said
    return meetings


@pytest.mark.parametrize(
    "said", [Denied(Trouble.NO_MAILBOX), Denied(Trouble.NO_CALENDAR), Busy("503"), SignInRequired(()), ValueError("x")]
)
async def test_a_calendar_that_fails_takes_nothing_from_the_link(said: Exception) -> None:
    reply = await answer(command(f"get link {PHYSIO.join_url}"), calendar(said))
    assert reply == LinkReady(BARE, customer_link(PHYSIO))


async def test_nobody_waits_for_a_calendar_that_is_slow() -> None:
    ready = await with_link(calendar(asyncio.Event()), command(), BARE, beside_within=0.01)
    assert ready == (BARE, customer_link(PHYSIO))
    assert BESIDE_LINK < INVOKE_COMMAND / 4


class Remembering(FakeMeetings):
    """One who has just been told the dates."""

    def recent_dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList | None:
        return MeetingList(self.calendar)


async def test_a_calendar_that_has_just_been_read_is_not_asked_again() -> None:
    meetings = Remembering([SERIES])
    reply = await answer(command(f"get link {PHYSIO.join_url}"), meetings)
    assert isinstance(reply, LinkReady)
    assert reply.meeting.series
    assert "dates_of" not in meetings.calls


class AtOnce(FakeMeetings):
    """Whose link does not come before the calendar is asked as well."""

    asked: asyncio.Event

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        async with asyncio.timeout(5):
            await self.asked.wait()
        return await super().appointment_link(user, meeting, language)

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        self.asked.set()
        return await super().dates_of(user, meeting, start, end)


async def test_calendar_and_link_are_asked_for_at_the_same_time() -> None:
    meetings = AtOnce([SERIES])
    meetings.asked = asyncio.Event()
    reply = await answer(command(f"get link {PHYSIO.join_url}"), meetings)
    assert isinstance(reply, LinkReady)
    assert reply.meeting.series


class Refusing(FakeMeetings):
    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        raise Denied(Trouble.NOT_YOURS, "403", meeting)


async def test_a_refusal_says_whose_meeting_it_is() -> None:
    reply = await answer(command(f"get link {PHYSIO.join_url}"), Refusing([SERIES]))
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.meeting and reply.meeting.organizer.name) == (Trouble.NOT_YOURS, BEN.name)


class RefusingAndRemembering(Refusing, Remembering):
    pass


async def test_what_has_just_been_read_is_told_of_a_link_that_is_refused_too() -> None:
    with pytest.raises(Denied) as refused:
        await with_link(RefusingAndRemembering([SERIES]), command(), BARE)
    assert refused.value.meeting
    assert refused.value.meeting.organizer == SERIES.organizer


async def test_a_meeting_that_was_just_listed_costs_no_second_question() -> None:
    meetings, row = known(), calendar_meeting("x", NOW + timedelta(hours=1))
    meetings.just_listed = [row]
    await answer(command(press=Action(ActionKind.GET_LINK, meeting=row)), meetings)
    assert meetings.calls == ["appointment_link"]
