"""The message extension as Teams, Outlook and Copilot are told about it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.extension_commands import FROM_MESSAGE
from bot.languages import LANGUAGES
from manifest.app import manifest
from manifest.settings import PackSettings
from manifest.words import app_words

# Outlook has `compose` alone (Microsoft Learn, "Extend a Teams message extension across Microsoft 365", Limitations).
CONTEXTS = {
    "searchMeetings": ["compose", "commandBox"],
    "insertLink": ["compose", "commandBox"],
    "linkFromMessage": ["message"],
}
# Orders to a model, addresses and mark-up in a description are what Microsoft's validation refuses.
REFUSED = re.compile(r"https?:|[<>#*_{}]|\bif the user\b|\balways\b|\bmust\b|\bignore\b|\byou should\b", re.IGNORECASE)


@pytest.fixture(params=LANGUAGES)
def commands(request: pytest.FixtureRequest, settings: PackSettings) -> dict[str, dict[str, Any]]:
    """The extension's commands by id, in each language."""
    (extension,) = manifest(settings, request.param)["composeExtensions"]
    return {command["id"]: command for command in extension["commands"]}


def test_each_command_is_offered_where_it_makes_sense(commands: dict[str, dict[str, Any]]) -> None:
    assert {id: command["context"] for id, command in commands.items()} == CONTEXTS


def test_the_search_opens_with_the_coming_meetings(commands: dict[str, dict[str, Any]]) -> None:
    search = commands["searchMeetings"]
    assert (search["type"], search["initialRun"]) == ("query", True)
    (parameter,) = search["parameters"]
    assert (parameter["name"], parameter.get("isRequired", False)) == ("words", False)


@pytest.mark.parametrize("id", ["insertLink", "linkFromMessage"])
def test_an_action_asks_the_bot_for_its_dialog(commands: dict[str, dict[str, Any]], id: str) -> None:
    action = commands[id]
    assert (action["type"], action["fetchTask"]) == ("action", True)
    assert action["taskInfo"] == {"title": action["title"], "width": "medium", "height": "medium"}
    assert "parameters" not in action


def test_a_model_reads_what_the_search_is_for_what_to_type_and_what_people_ask(
    commands: dict[str, dict[str, Any]],
) -> None:
    search = commands["searchMeetings"]
    (parameter,) = search["parameters"]
    assert 3 <= len({prompt["text"] for prompt in search["samplePrompts"]}) <= 5
    for said in (search, parameter):
        assert len(said["semanticDescription"]) > 2 * len(said["description"])


def test_every_command_says_what_it_does(commands: dict[str, dict[str, Any]]) -> None:
    assert all(len(command["description"]) > len(command["title"]) for command in commands.values())
    titles = {command["title"] for command in commands.values()}
    assert len(titles) == len(commands)


def test_no_description_gives_orders_to_a_model(commands: dict[str, dict[str, Any]], settings: PackSettings) -> None:
    search = commands["searchMeetings"]
    told = [search["semanticDescription"], search["parameters"][0]["semanticDescription"]]
    told += [command["description"] for command in commands.values()]
    told += manifest(settings)["description"].values()
    assert [text for text in told if REFUSED.search(text)] == []


def test_the_bot_knows_the_action_on_a_message_by_the_same_id() -> None:
    assert FROM_MESSAGE in CONTEXTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_exactly_these_commands(language: str) -> None:
    assert set(app_words(language).extension) == set(CONTEXTS)
