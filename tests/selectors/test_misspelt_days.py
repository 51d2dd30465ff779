"""Who misspells a day is offered what is on that day; a name that looks like one stays a name."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply, Trouble
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(23, 7, 30)  # a Monday
TOMORROW = calendar_meeting("Physio Nowak", at(24, 9))
LATER = calendar_meeting("Physio Dubois", at(25, 14))


async def ask(text: str, *more: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings((TOMORROW, LATER, *more)), FakeTokens()))
    return await dispatch(command(text, now=NOW, locale=locale))


@pytest.mark.parametrize(
    ("text", "meeting", "locale"),
    [
        ("get link physio tomorow", TOMORROW, "en-GB"),
        ("get link tommorow", TOMORROW, "en-GB"),
        ("get link tomrrow 9:00", TOMORROW, "en-GB"),
        ("get link physoi tomoro", TOMORROW, "en-GB"),
        ("get link wendesday", LATER, "en-GB"),
        ("get link physio wensday", LATER, "en-GB"),
        ("link physio mogren", TOMORROW, "de-DE"),
        ("link mitwoch", LATER, "de-DE"),
        ("lien demian", TOMORROW, "fr-FR"),
        ("lien physio mecredi", LATER, "fr-FR"),
        ("get link tomorow", TOMORROW, "ja-JP"),
    ],
)
async def test_a_day_that_is_nearly_written_is_offered_and_never_opened(
    text: str, meeting: Meeting, locale: str
) -> None:
    reply = await ask(text, locale=locale)
    assert isinstance(reply, MeetingChoice)
    assert reply.meetings == (meeting,)
    assert meeting.start
    assert reply.reading
    assert reply.reading.first == meeting.start.date()


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("link Morgan", "de-DE"),
        ("get link Frida", "en-GB"),
        ("get link Mrs Sunda", "en-GB"),
        ("lien Lundin", "fr-FR"),
        ("enlace Nunes", "es-ES"),
        ("enlace Martens", "es-ES"),
        ("link Montage", "de-DE"),
    ],
)
async def test_a_name_that_looks_like_a_day_is_no_day(text: str, locale: str) -> None:
    everyday = [calendar_meeting("Rounds", at(day, 10)) for day in range(23, 30)]
    reply = await ask(text, *everyday, locale=locale)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NONE_FOUND


async def test_a_title_with_that_very_word_is_opened() -> None:
    titled = calendar_meeting("Mittwoch-Runde Mitwoch", at(27, 9))
    reply = await ask("link Mitwoch", titled, locale="de-DE")
    assert isinstance(reply, LinkReady)
    assert reply.meeting == titled


@pytest.mark.parametrize("sign", ["\u02bc", "\u0640"])
async def test_a_sign_that_is_no_letter_to_anybody_is_no_fault(sign: str) -> None:
    reply = await ask(f"get link {sign} tomorow Krüger")
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NONE_FOUND
