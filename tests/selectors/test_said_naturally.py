"""Times and turns as people say them at a desk, in each language; what may be something else is offered."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(23, 10, 40)
NEXT = calendar_meeting("Physio Nowak", at(23, 11))
LUNCH = calendar_meeting("Loan advice Dubois", at(23, 13, 30))
THREE = calendar_meeting("Dental Silva", at(23, 15))
HALF_PAST = calendar_meeting("Eye test Hall", at(24, 9, 30))
HALF_TO = calendar_meeting("Check Ruiz", at(24, 8, 30))
TWENTY_PAST = calendar_meeting("Review Berg", at(24, 14, 20))
TEN_TO = calendar_meeting("Intake Vries", at(24, 14, 50))
NOON = calendar_meeting("Talk Mori", at(24, 12))
EVERY = (NEXT, LUNCH, THREE, HALF_TO, HALF_PAST, NOON, TWENTY_PAST, TEN_TO)


async def ask(text: str, locale: str) -> Reply:
    return await Dispatcher(commands(FakeMeetings(EVERY), FakeTokens()))(command(text, now=NOW, locale=locale))


OPENED = (
    ("en-GB", "get link half nine tomorrow", HALF_PAST),
    ("en-GB", "get link tomorrow at half 9", HALF_PAST),
    ("en-GB", "get link nine thirty tomorrow", HALF_PAST),
    ("en-GB", "get link twenty past two tomorrow", TWENTY_PAST),
    ("en-GB", "get link ten to three tomorrow", TEN_TO),
    ("en-GB", "get link 12 noon tomorrow", NOON),
    ("en-GB", "get link after lunch dubois", LUNCH),
    ("en-GB", "get link 3ish", THREE),
    ("en-GB", "get link about 3", THREE),
    ("en-GB", "get link who's next", NEXT),
    ("en-GB", "next", NEXT),
    ("en-GB", "next one please", NEXT),
    ("en-GB", "get next link", NEXT),
    ("de-DE", "der nächste bitte", NEXT),
    ("de-DE", "Link fünfzehn Uhr", THREE),
    ("fr-FR", "lien à quinze heures", THREE),
    ("nl-NL", "link vijftien uur", THREE),
    ("pt-BR", "link às quinze horas", THREE),
    ("de-DE", "Link den 15-Uhr-Termin", THREE),
    ("de-DE", "Link morgen zwanzig nach zwei", TWENTY_PAST),
    ("de-DE", "Link morgen zehn vor drei", TEN_TO),
    ("de-DE", "Link morgen zehn nach halb drei", None),
    ("de-DE", "Link Dubois nach der Mittagspause", LUNCH),
    ("fr-FR", "lien demain 15h moins dix", TEN_TO),
    ("fr-FR", "lien pour celui de 15h", THREE),
    ("fr-FR", "lien Dubois après le déjeuner", LUNCH),
    ("es-ES", "enlace mañana a las dos y veinte", TWENTY_PAST),
    ("es-ES", "enlace mañana a las tres menos diez", TEN_TO),
    ("es-ES", "enlace Dubois después de comer", LUNCH),
    ("it-IT", "link domani alle due e venti", TWENTY_PAST),
    ("it-IT", "link domani alle tre meno dieci", TEN_TO),
    ("it-IT", "link quello delle 15", THREE),
    ("it-IT", "link Dubois dopo pranzo", LUNCH),
    ("nl-NL", "link morgen half tien", HALF_PAST),
    ("nl-NL", "link Dubois na de lunch", LUNCH),
    ("pt-BR", "link amanhã duas e vinte", TWENTY_PAST),
    ("pt-BR", "link amanhã dez pras três", TEN_TO),
    ("pt-BR", "link Dubois depois do almoço", LUNCH),
    ("pl-PL", "link jutro dwadzieścia po drugiej", TWENTY_PAST),
    ("pl-PL", "link Dubois po obiedzie", LUNCH),
    ("sv-SE", "länk imorgon tjugo över två", TWENTY_PAST),
    ("sv-SE", "länk imorgon tio i tre", TEN_TO),
    ("sv-SE", "länk Dubois efter lunch", LUNCH),
    ("ja-JP", "リンク Dubois 昼食後", LUNCH),
    ("zh-CN", "链接 下一位病人", NEXT),
    ("zh-CN", "链接 Dubois 午饭后", LUNCH),
    ("ar-SA", "رابط Dubois بعد الغداء", LUNCH),
)


@pytest.mark.parametrize(("locale", "text", "meant"), OPENED)
async def test_what_is_said_so_is_understood(locale: str, text: str, meant: Meeting | None) -> None:
    reply = await ask(text, locale)
    assert (reply.meeting if isinstance(reply, LinkReady) else None) == meant


OFFERED = (
    ("en-GB", "get link for the physio one", NEXT),
    ("en-GB", "get link the one at 3", THREE),
    ("en-GB", "get link at three", THREE),
    ("en-GB", "get link 1500", THREE),
    ("en-GB", "get link Silva 1500", THREE),
    ("de-DE", "Link um 1500", THREE),
    ("es-ES", "enlace a las quince", THREE),
    ("it-IT", "link alle quindici", THREE),
    ("sv-SE", "länk klockan femton", THREE),
    ("de-DE", "Link um drei", THREE),
    ("de-DE", "Link den um elf", NEXT),
    ("es-ES", "enlace la de las tres", THREE),
    ("it-IT", "link delle tre", THREE),
    ("pl-PL", "link o trzeciej", THREE),
    ("sv-SE", "länk klockan tre", THREE),
)


@pytest.mark.parametrize(("locale", "text", "meant"), OFFERED)
async def test_what_may_be_another_thing_is_offered(locale: str, text: str, meant: Meeting) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [meant]


@pytest.mark.parametrize("text", ["link morgen half tien", "link morgen half 10", "link overmorgen half negen"])
async def test_whoever_writes_dutch_to_an_english_teams_means_the_half_hour_before(text: str) -> None:
    reply = await ask(text, "en-GB")
    assert (reply.meeting if isinstance(reply, LinkReady) else None) == (
        HALF_PAST if "10" in text or "tien" in text else None
    )


async def test_room_one_is_not_any_room() -> None:
    two = calendar_meeting("Room two", at(24, 9))
    dispatch = Dispatcher(commands(FakeMeetings((two,)), FakeTokens()))
    assert not isinstance(await dispatch(command("get link room one tomorrow", now=NOW)), LinkReady)
