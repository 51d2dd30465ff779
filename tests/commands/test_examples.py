"""What the bot tells people to type, it understands, in every language it says it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.commands import COMMANDS
from bot.commands.recognition import recognize
from bot.languages import LANGUAGES, words
from bot.model import Command
from cards.troubles import TEXTS
from tests.support.fakes import NOW, command

EXPECTED = {
    "get link": ("get_link", ""),
    "who am I": ("who_am_i", ""),
    "sign out": ("sign_out", ""),
}
QUOTED = re.compile("[“„”「]([^“”„「」]+)[”“」]")  # in the notices, only commands are quoted


def said_in(language: str) -> Iterator[str]:
    """The commands that help and the notices quote."""
    say = words(language, "UTC", NOW)
    yield from (say(line.example) for spec in COMMANDS for line in spec.help)
    for told in TEXTS.values():
        yield from QUOTED.findall(say(told.text))


def heard(text: str) -> Command:
    """The command as it is understood."""
    found = recognize(command(text))
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
        found = recognize(command(say(phrase)))
        assert found is not None
        assert (found.spec.name, found.command.text) == (name, rest)


def test_german_examples_are_german() -> None:
    assert "Link holen Physio morgen" in set(said_in("de"))
