"""The words of the app package in each language: one file in `languages/`, one line in LANGUAGES.

A command's title is what Teams types for the person who picks it, so each must be a phrase the bot understands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"
DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A command as Teams offers it: what is typed, and what the person reads beside it."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Words:
    """What Teams shows of the app in one language. `commands` is keyed by the command's name in the bot."""

    tagline: str
    short: str
    full: str
    commands: dict[str, Phrase]


def words(language: str) -> Words:
    """The words in `language`, one of LANGUAGES."""
    content: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    description = content["description"]
    commands = {name: Phrase(**phrase) for name, phrase in content["commands"].items()}
    return Words(content["tagline"], description["short"], description["full"], commands)
