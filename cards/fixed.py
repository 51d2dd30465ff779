"""Parts of cards that say the same to everybody who reads a language: made once, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from cards.context import RenderContext

T = TypeVar("T")
Say = Callable[[str], str]


def fixed(make: Callable[[Say], T]) -> Callable[[RenderContext], T]:
    """`make` gets nothing but the translation of texts, so that what it makes depends on the language alone."""
    made: dict[str, T] = {}

    @wraps(make)
    def part(context: RenderContext) -> T:
        language = context.words.language
        if language not in made:
            made[language] = make(context.words)
        return made[language]

    return part
