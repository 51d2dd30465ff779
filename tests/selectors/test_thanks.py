"""Who thanks for the link behind the name of the meeting has said no word of its title."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.languages.vocabularies import BY_LANGUAGE
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply, Trouble
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 7, 30)
DUBOIS = calendar_meeting("Beratung Dubois", at(25, 9))
NOWAK = calendar_meeting("Physio Nowak", at(26, 14))
FOREIGN = ("no grazie", "no gracias", "no thanks", "si gracias", "grazie a te", "merci voor", "dank je")
"""What is said in another language, too; then, and where a word may be a name, the meeting is offered."""


async def ask(text: str, *more: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings((DUBOIS, NOWAK, *more)), FakeTokens()))
    return await dispatch(command(text, now=NOW, locale=locale))


@pytest.mark.parametrize("language", [*BY_LANGUAGE])
async def test_thanks_in_every_language_keep_no_meeting_from_being_found(language: str) -> None:
    vocabulary = BY_LANGUAGE[language]
    link, *_ = vocabulary.phrases("get_link")
    manners = dict(vocabulary.manners)
    alone = {*manners["thanks"], *manners["agreement"], *manners["refusal"]}
    for thanks in manners["thanks"]:
        reply = await ask(f"{link} Dubois, {thanks}!", locale=language)
        if thanks.startswith(FOREIGN) or " " not in thanks or thanks.split()[0] in alone:
            assert isinstance(reply, LinkReady | MeetingChoice), thanks
            assert DUBOIS in (reply.meetings if isinstance(reply, MeetingChoice) else [reply.meeting]), thanks
        else:
            assert isinstance(reply, LinkReady), thanks
            assert reply.meeting == DUBOIS, thanks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("get link Dubois tomorrow\n\nMany thanks", [DUBOIS]),
        ("get link Dubois please, tel. 0171 1234567, thanks a lot", [DUBOIS]),
        ("get link, thank you very much", [DUBOIS, NOWAK]),
        ("get link next, thanks a lot", [DUBOIS]),
        ("lien Dubois s’il vous plaît", [DUBOIS]),
        ("link Dubois per cortesia, grazie", [DUBOIS]),
        ("Link Dubois, vielen Dank, liebe Grüße", [DUBOIS]),
        ("get link now, thank you very much", []),  # nor is it the beginning of 'Nowak'
        ("リンク Dubois ありがとうございます", [DUBOIS]),
    ],
)
async def test_what_is_said_beside_thanks_counts(text: str, found: list[Meeting]) -> None:
    reply = await ask(text)
    meetings = [reply.meeting] if isinstance(reply, LinkReady) else getattr(reply, "meetings", ())
    assert list(meetings) == found


async def test_a_title_of_thanks_is_a_title() -> None:
    many = calendar_meeting("Many thanks party", at(26, 16))
    reply = await ask("get link many thanks", many)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == many


HUBER = calendar_meeting("Maria Huber", at(26, 9))


@pytest.mark.parametrize("name", ["Gruss", "Kind", "Bye", "Ty", "Dag", "Papa", "سلام", "Vale, gracias", "Top, bedankt"])
@pytest.mark.parametrize("locale", ["en-GB", "de-DE", "ar-SA"])
async def test_maria_gruss_is_not_every_maria(name: str, locale: str) -> None:
    reply = await ask(f"get link Maria {name}", HUBER, locale=locale)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [HUBER]


async def test_a_customer_who_is_not_in_the_calendar_is_not_found() -> None:
    reply = await ask("get link Kind", HUBER)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NONE_FOUND


@pytest.mark.parametrize("text", ["get link next Kind", "Link nächster Kind", "get link now Kind", "get link Kind"])
async def test_the_next_meeting_with_somebody_is_not_the_next_one(text: str) -> None:
    kind = calendar_meeting("Maria Kind", at(26, 11))
    reply = await ask(text, HUBER, kind, calendar_meeting("Schmidt", at(24, 7, 30)))
    assert (reply.meetings if isinstance(reply, MeetingChoice) else (getattr(reply, "meeting", None),)) == (kind,)


async def test_until_tomorrow_may_be_no_farewell() -> None:
    reply = await ask("Link Nowak bis morgen", locale="de-DE")
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [NOWAK]
