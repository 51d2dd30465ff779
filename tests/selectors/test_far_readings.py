"""A way to read the words that means a day far ahead keeps no nearer day from being looked at."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, MeetingChoice, Notice
from tests.support.fakes import LONDON, FakeMeetings, FakeTokens, calendar_meeting, command

JANUARY = calendar_meeting("Physio", datetime(2027, 1, 4, 9, tzinfo=LONDON))


@pytest.mark.parametrize(("text", "locale"), [("physio 4/1", "en"), ("physio 4/1", "en-GB"), ("physio 1/4", "en-US")])
async def test_the_fourth_of_january_is_found_also_where_it_may_be_the_first_of_april(text: str, locale: str) -> None:
    meetings = FakeMeetings([JANUARY])
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(f"get link {text}", locale=locale))
    assert isinstance(reply, LinkReady | MeetingChoice)  # where it may be either day, it is asked back
    found = reply.meetings if isinstance(reply, MeetingChoice) else [reply.meeting]
    assert [meeting.start for meeting in found] == [JANUARY.start]


@pytest.mark.parametrize("text", ["get link next", "get link now", "get link"])
async def test_that_a_calendar_was_not_read_whole_is_told_with_every_way_to_ask(text: str) -> None:
    reply = await Dispatcher(commands(FakeMeetings(readable=0), FakeTokens()))(command(text))
    assert isinstance(reply, Notice)
    assert not reply.complete
