"""What Teams types for a person who picks a command, in any language, is something the bot understands."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS
from bot.commands.recognition import recognize
from bot.commands.repeat import AGAIN
from bot.languages import LANGUAGES
from bot.languages.vocabularies import BY_LANGUAGE
from bot.reading.folding import fold
from manifest.app import COMMAND_LISTS
from manifest.words import app_words
from tests.support.manifest import typed

OFFERED = sorted({name for _scopes, names in COMMAND_LISTS for name in names})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", OFFERED)
def test_the_bot_understands_the_offered_title_and_nothing_is_left_over(command: str, language: str) -> None:
    understood = recognize(typed(app_words(language).commands[command].title))
    assert understood is not None
    assert (understood.spec.name, understood.command.text) == (command, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", OFFERED)
def test_the_offered_title_is_the_first_phrase_of_its_command(command: str, language: str) -> None:
    title = app_words(language).commands[command].title
    assert fold(title) == BY_LANGUAGE[language].phrases(command)[0]


def test_every_command_that_can_be_typed_is_offered() -> None:
    by_itself = AGAIN.name  # means nothing but what was asked before
    assert sorted(spec.name for spec in COMMANDS if spec.phrases and spec.name != by_itself) == OFFERED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_exactly_the_offered_commands(language: str) -> None:
    assert sorted(app_words(language).commands) == OFFERED
