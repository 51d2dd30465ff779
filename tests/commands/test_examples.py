"""What the bot tells people to type, it understands, in every language it says it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.commands import CommandName, commands
from bot.commands.recognition import recognize
from bot.languages import LANGUAGES, words
from bot.model import Command
from cards.help import PRESSABLE, TYPED
from cards.troubles import TEXTS
from tests.support.fakes import NOW, FakeMeetings, FakeTokens, command

SPECS = commands(FakeMeetings(), FakeTokens())
EXPECTED = {
    "get link": (CommandName.GET_LINK, ""),
    "who am I": (CommandName.WHO_AM_I, ""),
    "sign out": (CommandName.SIGN_OUT, ""),
}
QUOTED = re.compile("[“„]([^“”„]+)[”“]")  # in the notices, only commands are quoted


def said_in(language: str) -> Iterator[str]:
    """The commands that help and the notices quote."""
    say = words(language, "UTC", NOW)
    yield from (say(phrase) for phrase, _meaning in (*PRESSABLE, *TYPED))
    for told in TEXTS.values():
        yield from QUOTED.findall(say(told.text))


def heard(text: str) -> Command:
    """The command as it is understood."""
    found = recognize(SPECS, command(text))
    assert found is not None, text
    return found.command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_a_command(language: str) -> None:
    for text in said_in(language):
        heard(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_the_commands_they_stand_for(language: str) -> None:
    say = words(language, "UTC", NOW)
    for phrase, (name, rest) in EXPECTED.items():
        found = recognize(SPECS, command(say(phrase)))
        assert found is not None
        assert (found.spec.name, found.command.text) == (name, rest)


def test_german_examples_are_german() -> None:
    assert "Link holen Physio morgen" in set(said_in("de"))
