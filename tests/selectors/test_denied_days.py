"""'not today, Monday': a day that somebody does not mean is not theirs."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.commands.recognition import recognize
from bot.dispatcher import Dispatcher
from bot.model import Meeting, MeetingChoice, Reply
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 10, 40)  # a Tuesday
TODAY = calendar_meeting("Dental Krüger", at(24, 15))
TOMORROW = calendar_meeting("Eye test Hall", at(25, 9, 30))
MONDAY = calendar_meeting("Check-up Krüger", at(30, 10))
EVERY = (TODAY, TOMORROW, MONDAY)


async def ask(text: str, locale: str) -> Reply:
    return await Dispatcher(commands(FakeMeetings(EVERY), FakeTokens()))(command(text, locale=locale, now=NOW))


OTHERS = (
    ("en-GB", "get link Krüger not today", MONDAY),
    ("en-GB", "get link Krüger, not the one today", MONDAY),
    ("en-GB", "get link Krüger, not today, Monday", MONDAY),
    ("en-GB", "get link Krüger not on Monday", TODAY),
    ("de-DE", "Link Krüger nicht heute sondern Montag", MONDAY),
    ("de-DE", "Link Krüger nicht am Montag", TODAY),
    ("de-DE", "Link Krüger nicht 30.11.", TODAY),
    ("fr-FR", "lien Krüger pas aujourd'hui", MONDAY),
    ("fr-FR", "lien Krüger sauf lundi", TODAY),
    ("es-ES", "enlace Krüger no el lunes", TODAY),
    ("it-IT", "link Krüger non lunedì", TODAY),
    ("nl-NL", "link Krüger niet vandaag", MONDAY),
    ("pt-BR", "link Krüger não hoje", MONDAY),
    ("pl-PL", "link Krüger nie w poniedziałek", TODAY),
    ("sv-SE", "länk Krüger inte idag", MONDAY),
    ("ar-SA", "رابط Krüger ليس اليوم", MONDAY),
    ("zh-CN", "链接 Krüger 不是今天", MONDAY),
    ("zh-CN", "链接 Krüger 不要今天", MONDAY),
    ("ja-JP", "リンク Krüger 今日じゃない", MONDAY),
)


@pytest.mark.parametrize(("locale", "text", "meant"), OTHERS)
async def test_a_day_that_is_denied_is_not_offered(locale: str, text: str, meant: Meeting) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [meant]


async def test_where_nothing_else_is_said_all_other_days_are_listed() -> None:
    assert found(await ask("get link not today", "en-GB")) == [TOMORROW, MONDAY]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "not tomorrow, today"),
        ("de-DE", "nicht morgen, heute"),
        ("fr-FR", "pas demain, aujourd'hui"),
        ("it-IT", "non domani, oggi"),
        ("nl-NL", "niet morgen, vandaag"),
        ("pl-PL", "nie jutro, dzisiaj"),
        ("sv-SE", "inte imorgon, idag"),
        ("zh-CN", "不是明天，是今天"),
        ("ja-JP", "明日じゃなくて今日"),
        ("ar-SA", "ليس غدا، اليوم"),
    ],
)
async def test_a_correction_alone_is_understood(locale: str, text: str) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [TODAY]


@pytest.mark.parametrize("text", ["not today", "not on Monday, thanks"])
def test_that_a_day_does_not_suit_is_no_request(text: str) -> None:
    assert recognize(command(text, now=NOW)) is None


async def test_between_two_days_none_is_taken_away() -> None:
    assert TODAY in found(await ask("get link today not tomorrow", "en-GB"))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "get link Krüger not today, thank you very much"),
        ("en-GB", "get link Krüger not today, call +44 20 7946 0958"),
        ("de-DE", "Link Krüger nicht heute, vielen Dank"),
    ],
)
async def test_thanks_or_a_telephone_number_behind_it_open_nothing(locale: str, text: str) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [MONDAY]
