"""What the first words would have to wait for: the expressions of every language, compiled beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from bot.joinlinks import labelled_numbers
from bot.languages.listed import LANGUAGES
from bot.reading.interpretations import interpretations_of
from bot.reading.language_names import every_name, names_in
from bot.reading.unspaced import spaced


def preparations() -> Iterator[Callable[[], object]]:
    """Reading a text with a time in it as people of each language do: each a tenth of a second of processor."""
    yield partial(labelled_numbers, "123 456 789")
    yield partial(spaced, "明日の")
    for language in LANGUAGES:
        yield partial(names_in, language)
        yield partial(interpretations_of, "2026-01-01 1 next morning 1x", date(2026, 1, 1), language)
    yield every_name
