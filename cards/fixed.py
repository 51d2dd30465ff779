"""Parts of cards that say the same to everybody who reads a language: made once, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Concatenate, ParamSpec, TypeVar

from cards.context import RenderContext

T = TypeVar("T")
P = ParamSpec("P")
Say = Callable[[str], str]


def fixed(make: Callable[Concatenate[Say, P], T]) -> Callable[Concatenate[RenderContext, P], T]:
    """`make` gets the translation of texts, and at most values of which there are few: they alone tell its outcome."""
    made: dict[Hashable, T] = {}

    def part(context: RenderContext, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (context.words.language, *args, *kwargs.values())
        if key not in made:
            made[key] = make(context.words, *args, **kwargs)
        return made[key]

    return part
