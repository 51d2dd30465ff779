"""What the first words would have to wait for: the expressions of every language, compiled beforehand."""

from __future__ import annotations

from datetime import date

from bot.joinlinks import labelled_numbers
from bot.languages.listed import LANGUAGES
from bot.reading.interpretations import interpretations_of


def warm_up() -> None:
    """Read a text with a time in it as people of each language do: a tenth or two of a second of processor."""
    labelled_numbers("123 456 789")
    for language in LANGUAGES:
        interpretations_of("2026-01-01 1 next 1x", date(2026, 1, 1), language)
