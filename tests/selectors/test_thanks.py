"""Who thanks for the link behind the name of the meeting has said no word of its title."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.languages.vocabularies import BY_LANGUAGE
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(24, 7, 30)
DUBOIS = calendar_meeting("Beratung Dubois", at(25, 9))
NOWAK = calendar_meeting("Physio Nowak", at(26, 14))
SHORT = {"pa", "ta", "merci", "no grazie", "no gracias", "no thanks", "si gracias", "grazie a te", "dank je"}
"""What may begin a name, or is said in another language, too: then the meeting is offered."""


async def ask(text: str, *more: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings((DUBOIS, NOWAK, *more)), FakeTokens()))
    return await dispatch(command(text, now=NOW, locale=locale))


@pytest.mark.parametrize("language", [*BY_LANGUAGE])
async def test_thanks_in_every_language_keep_no_meeting_from_being_found(language: str) -> None:
    vocabulary = BY_LANGUAGE[language]
    link, *_ = vocabulary.phrases("get_link")
    for thanks in dict(vocabulary.manners)["thanks"]:
        reply = await ask(f"{link} Dubois, {thanks}!", locale=language)
        if thanks in SHORT or thanks.startswith(("merci voor", "dank je")):
            assert isinstance(reply, LinkReady | MeetingChoice), thanks
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
