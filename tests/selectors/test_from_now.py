"""'get link in 20 minutes' is the meeting that begins about then; where it may be another one, both are offered."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.commands import commands
from bot.commands.recognition import recognize
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from tests.support.calendar import found
from tests.support.fakes import NOW as TODAY
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(23, 10, 12)
SOON = calendar_meeting("Dental Jones", at(23, 10, 30))
HALF = calendar_meeting("Physio Nowak", at(23, 10, 45))
HOUR = calendar_meeting("Loan advice Dubois", at(23, 11, 15))


async def ask(
    text: str, *calendar: Meeting, locale: str = "en-GB", now: datetime = NOW, said_on: date | None = None
) -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings(calendar or (SOON, HALF, HOUR)), FakeTokens()))
    return await dispatch(command(text, locale=locale, now=now, said_on=said_on))


SAID = (
    ("en-GB", "get link in 20 minutes", SOON),
    ("en-GB", "in 20 min", SOON),
    ("en-GB", "get link in about twenty minutes please", SOON),
    ("en-GB", "get link in half an hour", HALF),
    ("en-GB", "get link Dubois in an hour", HOUR),
    ("de-DE", "Link in 20 Minuten", SOON),
    ("de-DE", "Link in einer halben Stunde", HALF),
    ("fr-FR", "lien dans vingt minutes", SOON),
    ("fr-FR", "lien dans une demi-heure", HALF),
    ("es-ES", "enlace dentro de 20 minutos", SOON),
    ("it-IT", "link fra mezz'ora", HALF),
    ("nl-NL", "link over 20 minuten", SOON),
    ("pt-BR", "link daqui a meia hora", HALF),
    ("pl-PL", "link za godzinę", HOUR),
    ("sv-SE", "länk om en timme", HOUR),
    ("ja-JP", "20分後のリンク", SOON),
    ("zh-CN", "半小时后的链接", HALF),
    ("ar-SA", "رابط بعد 20 دقيقة", SOON),
    ("en-GB", "Link in 20 Minuten", SOON),
)


@pytest.mark.parametrize(("locale", "text", "meant"), SAID)
async def test_what_begins_about_then_is_opened(locale: str, text: str, meant: Meeting) -> None:
    reply = await ask(text, locale=locale)
    assert isinstance(reply, LinkReady), reply
    assert reply.meeting == meant


async def test_where_another_one_is_as_near_both_are_offered() -> None:
    other = calendar_meeting("Eye test", at(23, 10, 40))
    reply = await ask("get link in 20 minutes", SOON, other)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [SOON, other]


async def test_what_is_not_so_near_is_offered_and_where_nothing_is_what_else_there_is() -> None:
    assert isinstance(await ask("get link in 25 minutes", SOON), MeetingChoice)
    reply = await ask("get link in 2 hours", SOON, HALF)
    assert isinstance(reply, MeetingChoice)
    assert reply.reading
    assert reply.reading.at_another_time
    assert reply.reading.hours == ((12 * 60 + 12, 12 * 60 + 13),)


async def test_what_was_said_a_while_ago_is_offered() -> None:
    assert isinstance(await ask("get link in 20 minutes", said_on=TODAY.date()), MeetingChoice)


async def test_a_title_that_says_so_is_offered_beside_it() -> None:
    titled = calendar_meeting("Back in 20 minutes", at(24, 15))
    assert found(await ask("get link back in 20 minutes", SOON, titled)) == [titled]
    reply = await ask("get link in 20 minutes", SOON, titled)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [SOON, titled]


async def test_past_midnight_it_is_tomorrows() -> None:
    night = calendar_meeting("Night call", at(24, 0, 10))
    assert found(await ask("get link in 20 minutes", night, now=at(23, 23, 50))) == [night]


@pytest.mark.parametrize("text", ["I'll be there in 20 minutes", "20 minutes", "in 20"])
def test_words_beside_it_are_no_request(text: str) -> None:
    assert recognize(command(text, now=NOW)) is None


async def test_what_is_a_time_of_the_clock_in_one_language_is_none_from_now_on_in_two() -> None:
    soon, then = calendar_meeting("Intake Vries", at(23, 12, 10)), calendar_meeting("Check Bakker", at(23, 14))
    assert found(await ask("link om 2 uur", soon, then, locale="nl-NL")) == [then]
    assert found(await ask("link over 2 uur", soon, then, locale="nl-NL")) == [soon]
    assert found(await ask("länk om 2 timmar", soon, then, locale="sv-SE")) == [soon]


async def test_a_meeting_that_is_found_both_ways_is_offered_once() -> None:
    other = calendar_meeting("Eye test", at(24, 9))
    reply = await ask("lien en 1 h", HOUR, other, locale="fr-FR")
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [HOUR, other]
