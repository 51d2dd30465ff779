"""'Ola link Monday', 'Urgent care link': what is polite in one language is a name or a title's word in another."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.commands.recognition import recognize
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, MeetingChoice, Reply
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 10, 40)
NEXT = calendar_meeting("Physio Nowak", at(24, 11))
URGENT = calendar_meeting("Urgent care Smith", at(26, 9))
CHIE = calendar_meeting("Chie Sato", at(27, 9))
DENTAL = calendar_meeting("Dental care Jones", at(30, 10))
EVERY = (NEXT, URGENT, CHIE, DENTAL)


async def ask(text: str, locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(FakeMeetings(EVERY), FakeTokens()))(command(text, locale=locale, now=NOW))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        *(("en-GB", f"{name} link Monday") for name in ("Ola", "Vale", "Dag", "Sen", "Nu", "Chie", "Iser", "Harni")),
        ("en-GB", "Hi, Ola link Monday"),
        ("de-DE", "Ola Link Montag"),
        ("it-IT", "Chie link lunedì"),
    ],
)
async def test_who_is_called_like_a_polite_word_of_another_language_opens_nobody_elses_meeting(
    locale: str, text: str
) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [DENTAL]


async def test_nor_does_their_next_one() -> None:
    assert not isinstance(await ask("Ola link next"), LinkReady)


async def test_their_own_meeting_is_found() -> None:
    assert found(await ask("Chie link Friday")) == [CHIE]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("pt-BR", "Olá link segunda"),
        ("sv-SE", "Sen länk måndag"),
        ("en-GB", "Ola, link Monday"),
        ("en-GB", "Hi link Monday"),
        ("en-GB", "Urgent link Monday"),
        ("en-GB", "hi gte link Monday"),
        ("de-DE", "Bitte Link Montag"),
        ("en-GB", "Hallo Link Montag"),
    ],
)
async def test_who_greets_in_their_own_language_or_with_a_comma_is_understood(locale: str, text: str) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == DENTAL


async def test_a_title_that_begins_with_a_word_of_haste_is_no_other_one() -> None:
    reply = await ask("Urgent care link Monday")
    assert isinstance(reply, MeetingChoice)
    assert found(await ask("send me urgent care link")) == [URGENT]
    assert found(await ask("Urgent care link Thursday")) == [URGENT]


def test_a_misspelled_command_behind_a_greeting_is_still_one() -> None:
    seen = recognize(command("hola my meetngs"))
    assert seen is not None
    assert seen.spec.name == "meetings"
