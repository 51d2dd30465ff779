"""'Fr. Krüger' is Frau Krüger, or Krüger on Friday: which one, the person says."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 10, 40)  # a Tuesday
TODAY = calendar_meeting("Physio Krüger", at(24, 15))
FRIDAY = calendar_meeting("Krüger, Peter", at(27, 9))
HALL = calendar_meeting("Frau Hall", at(25, 9))
ALSO_HALL = calendar_meeting("Kontrolle Hall", at(27, 11))


async def ask(text: str, *calendar: Meeting, locale: str = "de-DE") -> Reply:
    return await Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))(command(text, locale=locale, now=NOW))


@pytest.mark.parametrize("text", ["Link Fr. Krüger", "Link für Fr Krüger", "link fr krüger", "Link Fr. Dr. Krüger"])
async def test_a_woman_whose_title_is_short_for_a_day_may_be_meant_on_any(text: str) -> None:
    reply = await ask(text, TODAY, FRIDAY, HALL)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [TODAY, FRIDAY]


@pytest.mark.parametrize("text", ["Link Fr. Hall", "Link Fr. Hall, vielen Dank"])
async def test_nor_is_a_whole_title_opened_where_the_day_may_be_meant(text: str) -> None:
    assert isinstance(await ask(text, HALL, ALSO_HALL), MeetingChoice)


async def test_nor_in_a_long_text_which_is_read_once() -> None:
    long = "Link Fr. Krüger " + "wie gestern am Telefon besprochen und vereinbart " * 3
    assert not isinstance(await ask(long, FRIDAY), LinkReady)


async def test_a_woman_called_like_a_weekday_is_found() -> None:
    sonntag = calendar_meeting("Beratung Sonntag", at(26, 9))
    assert found(await ask("Link Fr. Sonntag", FRIDAY, sonntag)) == [sonntag]


@pytest.mark.parametrize(
    "text",
    [
        "Link Krüger Fr",
        "Link Krüger Fr.",
        "Link Fr. 9 Uhr",
        "Link Fr 9:00 Krüger",
        "Link Fr vormittag Krüger",
        "Link Fr mit Krüger",
        "Link Fr 27.11. Krüger",
    ],
)
async def test_where_no_name_is_behind_it_it_is_the_day(text: str) -> None:
    reply = await ask(text, TODAY, FRIDAY, HALL)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == FRIDAY
