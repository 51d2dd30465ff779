"""The languages of the bot, one line each. All else of a language is in the folder that is named after it."""

from __future__ import annotations

from pathlib import Path

SOURCE = "en"
"""The language in which texts stand in the code; every reader of another one falls back to it."""

LANGUAGES: tuple[str, ...] = (
    SOURCE,
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt-BR",
    "pl",
    "sv",
    "ja",
    "zh-Hans",
    "ar",
)
"""BCP 47, in the order in which people see them."""


def package_of(language: str) -> str:
    """The name of the language's folder as a package: 'pt_br' for 'pt-BR'."""
    return language.replace("-", "_").lower()


def folder_of(language: str) -> Path:
    """Where the language's texts, its vocabulary and its words for the manifest are."""
    return Path(__file__).parent / package_of(language)
