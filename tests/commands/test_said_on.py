"""'Tomorrow' is the day after it was said, whenever the button beside it is pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands import commands
from bot.commands.again import said_again
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, Notice
from tests.support.fakes import NOW, FakeMeetings, FakeTokens, at, calendar_meeting, command

MONDAY, TUESDAY, WEDNESDAY = (calendar_meeting("Huddle", at(day, 16)) for day in (23, 24, 25))
NEXT_DAY = NOW + timedelta(days=1)


async def pressed_the_next_day(text: str) -> Meeting | None:
    """Asked on Monday; the card's button is pressed on Tuesday morning."""
    press = said_again(command(text))
    answer = Dispatcher(commands(FakeMeetings((MONDAY, TUESDAY, WEDNESDAY)), FakeTokens()))
    reply = await answer(command(press=press, now=NEXT_DAY))
    assert isinstance(reply, LinkReady | Notice)
    return reply.meeting if isinstance(reply, LinkReady) else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("get link huddle tomorrow", TUESDAY),
        ("get link huddle wednesday", WEDNESDAY),
        ("get link next", TUESDAY),  # of the moment of the press
    ],
)
async def test_a_card_pressed_the_next_day_means_the_day_that_was_meant(text: str, meant: Meeting) -> None:
    assert await pressed_the_next_day(text) == meant


async def test_what_was_yesterday_is_not_another_days_link() -> None:
    assert await pressed_the_next_day("get link huddle today") == MONDAY
