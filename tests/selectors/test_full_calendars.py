"""A calendar too full to be read at once: the day that is named is read whole, and what is left out is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply, Trouble
from bot.selectors.coming_meetings import EVENTS_AT_ONCE
from tests.support.fakes import LONDON, PHYSIO, FakeMeetings, FakeTokens, at, calendar_meeting, command

EVERY_FOUR_MINUTES = [
    calendar_meeting(f"Consultation {n}", at(23, 9) + timedelta(minutes=4 * n), 4, thread=f"c{n}") for n in range(5000)
]
LATE = calendar_meeting("Physio: Mrs. Osei", at(4, 15, 2, month=12))


def full(*others: Meeting, readable: int = 10_000) -> FakeMeetings:
    return FakeMeetings(calendar=[*EVERY_FOUR_MINUTES, *others], readable=readable)


async def reply(meetings: FakeMeetings, text: str) -> Reply:
    return await Dispatcher(commands(meetings, FakeTokens()))(command(text))


async def test_a_named_day_is_read_whole() -> None:
    meetings = full(LATE)
    answer = await reply(meetings, "get link physio 4 december")
    assert isinstance(answer, LinkReady)
    assert answer.meeting == LATE
    (_all, named) = meetings.windows
    assert named == (at(4, 0, month=12), at(5, 0, month=12))


async def test_a_calendar_that_is_read_at_once_is_asked_once() -> None:
    meetings = FakeMeetings()
    assert isinstance(await reply(meetings, "get link physio tomorrow"), LinkReady)
    assert len(meetings.windows) == 1


async def test_of_a_named_today_the_whole_day_is_asked_for() -> None:
    meetings = full()
    await reply(meetings, "get link consultation today")
    assert [start.astimezone(LONDON) for start, _ in meetings.windows] == [at(23, 0), at(23, 0)]
    assert meetings.windows[1][1] == at(24, 0)


async def test_without_a_day_everything_is_read_while_there_is_time() -> None:
    meetings = full(LATE)
    answer = await reply(meetings, "get link physio")
    assert isinstance(answer, LinkReady)
    assert answer.meeting == LATE


async def test_one_that_fits_among_some_is_not_opened_unseen() -> None:
    """Another one that fits as well may be among those that were not read."""
    answer = await reply(full(PHYSIO, readable=2000), "get link physio")
    assert isinstance(answer, MeetingChoice)
    assert (list(answer.meetings), answer.complete) == ([PHYSIO], False)


async def test_that_not_all_was_read_is_said_with_nothing_found() -> None:
    answer = await reply(full(LATE, readable=2000), "get link physio")
    assert isinstance(answer, Notice)
    assert (answer.trouble, answer.complete) == (Trouble.NONE_FOUND, False)


@pytest.mark.parametrize("text", ["get link", "get link next", "get link now"])
async def test_what_comes_first_needs_no_more_than_what_is_read_at_once(text: str) -> None:
    meetings = full()
    answer = await reply(meetings, text)
    assert len(meetings.windows) == 1
    assert isinstance(answer, MeetingChoice | LinkReady)
    if text == "get link":
        assert isinstance(answer, MeetingChoice)
        assert (len(answer.meetings), answer.complete) == (EVENTS_AT_ONCE, False)
