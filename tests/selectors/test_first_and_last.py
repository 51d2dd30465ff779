"""The first meeting of tomorrow and the last one of today are offered, in each language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(23, 10, 40)
LAST = calendar_meeting("Intake Rossi", at(23, 17, 30))
FIRST = calendar_meeting("Check Ruiz", at(24, 8, 30))
FRIDAY = calendar_meeting("Visita Lund", at(27, 16))
DECLINED = replace(calendar_meeting("Party", at(23, 19)), declined=True)
EVERY = (
    calendar_meeting("Physio Nowak", at(23, 11)),
    LAST,
    DECLINED,
    FIRST,
    calendar_meeting("Physio Hall", at(24, 9, 30)),
    calendar_meeting("Physio Berg", at(24, 14)),
    FRIDAY,
)
SAID = (
    ("en-GB", "get link for the first one tomorrow", "get link last appointment today"),
    ("de-DE", "Link für den ersten Termin morgen", "Link letzter Termin heute"),
    ("fr-FR", "lien du premier rdv demain", "lien dernier rendez-vous aujourd'hui"),
    ("es-ES", "enlace de la primera cita de mañana", "enlace última cita de hoy"),
    ("it-IT", "link primo appuntamento di domani", "link ultimo appuntamento di oggi"),
    ("nl-NL", "link eerste afspraak morgen", "link laatste afspraak vandaag"),
    ("pt-BR", "link primeira consulta de amanhã", "link última consulta de hoje"),
    ("pl-PL", "link pierwsza wizyta jutro", "link ostatnia wizyta dzisiaj"),
    ("sv-SE", "länk första besöket imorgon", "länk sista besöket idag"),
    ("ja-JP", "リンク 明日の最初の予約", "リンク 今日の最後の予約"),
    ("zh-CN", "链接 明天第一个", "链接 今天最后一个"),
    ("ar-SA", "رابط أول موعد غدا", "رابط آخر موعد اليوم"),
)


async def ask(text: str, *more: Meeting, locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(FakeMeetings((*EVERY, *more)), FakeTokens()))(
        command(text, now=NOW, locale=locale)
    )


def offered(reply: Reply) -> list[Meeting]:
    assert isinstance(reply, MeetingChoice), reply
    return list(reply.meetings)


@pytest.mark.parametrize(("locale", "first", "last"), SAID)
async def test_the_first_and_the_last_one_of_a_day_are_offered(locale: str, first: str, last: str) -> None:
    assert offered(await ask(first, locale=locale)) == [FIRST]
    assert offered(await ask(last, locale=locale)) == [LAST]


async def test_of_those_with_a_word() -> None:
    assert [each.subject for each in offered(await ask("get link last physio tomorrow"))] == ["Physio Berg"]


async def test_last_friday_is_not_the_last_one_of_the_coming_friday() -> None:
    assert isinstance(await ask("get link last friday"), Notice)
    assert isinstance(await ask("get link physio last friday"), Notice)


async def test_a_first_visit_is_a_title_first() -> None:
    visit = calendar_meeting("Prima visita Osei", at(24, 11))
    reply = await ask("link prima visita domani", visit, locale="it-IT")
    assert isinstance(reply, LinkReady)
    assert reply.meeting == visit
