"""Where no meeting fits all that was asked for, what comes closest is offered, and never opened."""

from __future__ import annotations

import pytest

from bot.commands import NoMeetingChats, commands
from bot.commands.search import Search
from bot.dispatcher import Dispatcher
from bot.model import Meeting, MeetingChoice, Notice, Reply, Trouble
from bot.selectors import selectors
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(23, 7, 30)  # a Monday
PHYSIO = calendar_meeting("Physiotherapy: first appointment", at(24, 9))
TRAVEL = calendar_meeting("Travel vaccination advice", at(24, 14))
FLU = calendar_meeting("Flu vaccination", at(26, 15))
HERR = calendar_meeting("Beratung Herr Krüger", at(27, 10))
EVERY = (PHYSIO, TRAVEL, FLU, HERR)


async def ask(text: str, *more: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings((*EVERY, *more)), FakeTokens()))
    return await dispatch(command(text, now=NOW, locale=locale))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("get link vaccination thing", [TRAVEL, FLU]),
        ("get link travel vaccination consultation", [TRAVEL]),  # two of the words, and not one
        ("get link Novak vaccination thursday", [FLU]),
        ("get link Novak tomorrow", [PHYSIO, TRAVEL]),  # whose name no title has
        ("get link Novak tomorrow at 2pm", [TRAVEL]),
        ("get link Novak tomorrow at 5pm", [PHYSIO, TRAVEL]),
        ("get link Mr Novak's appointment at 3pm", [FLU]),
    ],
)
async def test_what_comes_closest_is_offered(text: str, offered: list[Meeting]) -> None:
    reply = await ask(text)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == offered
    assert reply.reading
    assert reply.reading.in_part


@pytest.mark.parametrize(
    "text",
    [
        "get link Novak",
        "get link Novak Dubois",
        "get link Novak saturday",  # a day without meetings
        "get link Novak at 6pm",
        "get link 4 of 12",  # numbers and letters tell nothing
        "get link Frau Krüger Sprechstunde",  # Herr Krüger is somebody else
        "get link vaccination " + "and so on " * 10,  # a pasted text
    ],
)
async def test_where_nothing_comes_close_none_is_found(text: str) -> None:
    reply = await ask(text)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NONE_FOUND


async def test_all_that_have_the_word_are_offered_however_many_to_be_narrowed_on_the_card() -> None:
    rounds = [calendar_meeting(f"Ward round {n}", at(25, 8, n)) for n in range(41)]
    for text in ("get link ward seven", "get link ward seven wednesday"):
        reply = await ask(text, *rounds)
        assert isinstance(reply, MeetingChoice)
        assert list(reply.meetings) == rounds
        assert reply.reading
        assert reply.reading.in_part


async def test_a_time_that_a_whole_calendar_has_brings_nothing_close() -> None:
    daily = [calendar_meeting(f"Rounds {n}", at(25 + n % 5, 8), thread=f"r{n}") for n in range(12)]
    assert isinstance(await ask("get link Novak at 8", *daily), Notice)


async def test_in_the_search_a_row_that_is_not_what_was_typed_is_none() -> None:
    meetings = FakeMeetings(EVERY)
    search = Search(meetings, selectors(meetings, NoMeetingChats(), offers_closest=False))
    assert isinstance(await search(command("vaccination thing", now=NOW), 0, 10), Notice)
