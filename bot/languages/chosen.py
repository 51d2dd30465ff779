"""The language that a person has chosen to be answered in, instead of the one that their Teams is set to."""

from __future__ import annotations

from dataclasses import replace

from bot.languages.listed import LANGUAGES
from bot.languages.negotiation import region_of
from bot.model import Command

AUTOMATIC = "auto"
"""What a card sends for *as Teams is set*."""


def read_in(command: Command, chosen: str) -> Command:
    """The command of a person who reads `chosen` (BCP 47; "", and what we do not have: as Teams is set)."""
    teams = command.teams_locale or command.locale
    if chosen not in LANGUAGES:
        return replace(command, locale=teams, teams_locale="") if command.teams_locale else command
    return replace(command, locale=in_region_of(teams, chosen), teams_locale=teams)


def in_region_of(tag: str, language: str) -> str:
    """`language` in the region of `tag`, whose calendar and clock the person is used to: 'en-DE' for 'de-DE'.

    A language that names its own region stays there.
    """
    region = "" if region_of(language) else region_of(tag)
    return f"{language}-{region}" if region else language
