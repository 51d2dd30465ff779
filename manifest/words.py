"""The words of the app package in each language: manifest.json in the language's folder.

A command's title is what Teams types for the person who picks it, so each must be a phrase the bot understands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.languages.listed import SOURCE, folder_of

DEFAULT_LANGUAGE = SOURCE


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something Teams offers: its name, which is what a chat command types, and what the person reads beside it."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class AppWords:
    """What Teams shows of the app in one language.

    `commands` is keyed by the command's name in the bot, `extension` by the id of the message extension's command.
    `search_box` is what its search asks for; `sample_prompts` are what Microsoft 365 Copilot suggests to write.
    """

    tagline: str
    short: str
    full: str
    commands: dict[str, Phrase]
    extension: dict[str, Phrase]
    search_box: Phrase
    sample_prompts: tuple[str, ...]


def app_words(language: str) -> AppWords:
    """The words in `language`, one of those that the bot speaks."""
    content: dict[str, Any] = json.loads((folder_of(language) / "manifest.json").read_text(encoding="utf-8"))
    return AppWords(
        tagline=content["tagline"],
        short=content["description"]["short"],
        full=content["description"]["full"],
        commands=_phrases(content["commands"]),
        extension=_phrases(content["extension"]),
        search_box=Phrase(**content["search_box"]),
        sample_prompts=tuple(content["sample_prompts"]),
    )


def _phrases(content: dict[str, dict[str, str]]) -> dict[str, Phrase]:
    return {name: Phrase(**phrase) for name, phrase in content.items()}
