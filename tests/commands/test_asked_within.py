"""'Nowak waits, which link for him?': 'link' may stand anywhere in what people write, and all beside it counts."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.commands.recognition import recognize
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 10, 40)
NOWAK = calendar_meeting("Physio Nowak", at(24, 11))
HALL = calendar_meeting("Eye test Hall", at(25, 9, 30))
SCHNELL = calendar_meeting("Beratung Schnell", at(27, 9))
AHMED = calendar_meeting("أحمد مراجعة", at(26, 11))
KRUEGER = calendar_meeting("Krüger Nachsorge", at(30, 10))
EVERY = (NOWAK, HALL, SCHNELL, AHMED, KRUEGER)


async def ask(text: str, locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(FakeMeetings(EVERY), FakeTokens()))(command(text, locale=locale, now=NOW))


@pytest.mark.parametrize(
    "text",
    [
        "Hall link Monday",
        "Hal link monday",
        "Dan link monday",
        "Ed link Monday",
        "Finn link monday",
        "Gert link Monday",
        "Vera link Montag",
        "Gita link lunedì",
        "Léa lien lundi",
        "Lina länk måndag",
    ],
)
async def test_nobody_is_left_out_who_is_called_nearly_like_a_word_in_front_of_link(text: str) -> None:
    assert not isinstance(await ask(text), LinkReady)
    seen = recognize(command(text))
    assert seen is None or seen.command.text.split()[0] == text.split(maxsplit=1)[0]


async def test_who_stands_in_front_of_link_is_found_on_the_day_behind_it() -> None:
    reply = await ask("Hall link 25 November")
    assert isinstance(reply, LinkReady)
    assert reply.meeting == HALL


@pytest.mark.parametrize("text", ["gte link monday", "gett link monday", "get lnik monday"])
async def test_a_slip_that_is_nobodys_name_is_still_understood(text: str) -> None:
    reply = await ask(text)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == KRUEGER


@pytest.mark.parametrize(
    ("locale", "text", "meant"),
    [
        ("en-GB", "patient is waiting, could someone find the link for Hall", HALL),
        ("en-GB", "can't find the link for Hall", HALL),
        ("en-GB", "FW: link for Hall", HALL),
        ("en-GB", "oops get link hall", HALL),
        ("en-GB", "Nowak can't get in, which link for Nowak", NOWAK),
        ("de-DE", "ich finde den Link für Hall nicht", HALL),
        ("de-DE", "WG: Link Hall", HALL),
        ("fr-FR", "je ne trouve pas le lien pour Hall", HALL),
        ("es-ES", "no encuentro el enlace de Hall", HALL),
        ("it-IT", "non trovo il link di Hall", HALL),
        ("nl-NL", "ik kan de link van Hall niet vinden", HALL),
        ("pt-BR", "não acho o link da Hall", HALL),
        ("pl-PL", "nie mogę znaleźć linku do Hall", HALL),
        ("sv-SE", "jag hittar inte länken till Hall", HALL),
        ("ar-SA", "لا أجد رابط أحمد", AHMED),
    ],
)
async def test_what_has_more_words_than_the_title_is_offered(locale: str, text: str, meant: Meeting) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, MeetingChoice)
    assert found(reply) == [meant]


async def test_a_word_of_haste_that_is_a_name_too_is_one_of_the_offered() -> None:
    reply = await ask("brauche ganz schnell den Link für Hall", "de-DE")
    assert isinstance(reply, MeetingChoice)
    assert set(found(reply)) == {HALL, SCHNELL}


async def test_whoever_is_spoken_of_before_the_link_is_not_forgotten_for_the_day_behind_it() -> None:
    reply = await ask("Nowak can't join, which link for monday")
    assert not isinstance(reply, LinkReady)


@pytest.mark.parametrize(
    "text",
    ["wrong link", "I sent Adeyemi the link", "patient links to the hospital", "that link please", "Krüger Link"],
)
def test_where_nothing_is_named_behind_it_it_stays_as_it_was(text: str) -> None:
    assert recognize(command(text)) is None


def test_a_long_text_that_speaks_of_a_link_is_no_request() -> None:
    assert recognize(command("We shall talk about it. " * 5 + "The link for Hall is there.")) is None


@pytest.mark.parametrize(
    ("locale", "text", "meant"),
    [
        ("en-GB", "help me find the link for Hall", HALL),
        ("en-GB", "Can you help me get the link for Hall?", HALL),
        ("de-DE", "Hilfe, ich brauche den Link für Hall", HALL),
        ("fr-FR", "aidez-moi à trouver le lien de Hall", HALL),
        ("es-ES", "ayúdame con el enlace de Hall", HALL),
        ("it-IT", "aiutami a trovare il link di Hall", HALL),
        ("nl-NL", "help me de link van Hall vinden", HALL),
        ("pt-BR", "ajuda link Hall", HALL),
        ("pl-PL", "pomoc link Hall", HALL),
        ("sv-SE", "hjälp mig hitta länken till Hall", HALL),
        ("ar-SA", "مساعدة رابط احمد", AHMED),
        ("zh-CN", "帮我找一下Hall的链接", HALL),
    ],
)
async def test_help_with_a_link_is_that_link(locale: str, text: str, meant: Meeting) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == meant


@pytest.mark.parametrize(
    "text",
    ["help", "help link", "help with the link please", "what can you do with a link?", "help " + "link for x " * 100],
)
def test_help_with_no_meeting_is_help(text: str) -> None:
    seen = recognize(command(text))
    assert seen is not None
    assert seen.spec.name == "help"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "do you have the link for Hall?"),
        ("en-GB", "I'm looking for the link for Hall"),
        ("en-GB", "urgent link Hall"),
        ("de-DE", "hast du den Link für Hall?"),
        ("de-DE", "ich brauche dringend den Link für Hall"),
        ("fr-FR", "pouvez-vous m'envoyer le lien pour Hall"),
        ("fr-FR", "je cherche le lien de Hall"),
        ("es-ES", "me puedes pasar el enlace de Hall"),
        ("es-ES", "busco el enlace de Hall"),
        ("it-IT", "avete il link di Hall?"),
        ("nl-NL", "heb je de link van Hall"),
        ("pt-BR", "você tem o link da Hall"),
        ("pl-PL", "czy możesz wysłać mi link do Hall"),
        ("sv-SE", "har du länken till Hall"),
        ("ja-JP", "Hallさんのリンクはありますか"),
        ("zh-CN", "有没有Hall的链接"),
        ("ar-SA", "هل لديك رابط Hall"),
    ],
)
async def test_asking_whether_there_is_a_link_in_haste_or_not_is_asking_for_it(locale: str, text: str) -> None:
    reply = await ask(text, locale)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == HALL
