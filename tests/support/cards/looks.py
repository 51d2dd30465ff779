"""Which cards look different: many replies are the same card on several surfaces, but for what their buttons hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from bot.languages import LANGUAGES
from bot.model import Reply, Surface
from cards import render
from tests.support.cards.people import CARDS_SHOWN, REPLIES, reader

Case = TypeVar("Case")


def drawn(reply: Reply, surface: Surface, language: str = "en") -> dict[str, Any]:
    """The card of a reply that has one there."""
    card = render(reply, reader(language, surface)).card
    assert card is not None
    return card


def unlike(cases: Iterable[Case], card: Callable[[Case, str], dict[str, Any]]) -> list[Case]:
    """The cases without those that look like an earlier one in every language."""
    looks: dict[str, Case] = {}
    for case in cases:
        looks.setdefault(json.dumps([_without_seals(card(case, language)) for language in LANGUAGES]), case)
    return list(looks.values())


def _without_seals(part: Any) -> Any:
    """The card with the same press in every button, as long as it was: the seal is a part of the card's size."""
    match part:
        case dict():
            return {
                name: "·" * len(value) if name == "press" else _without_seals(value) for name, value in part.items()
            }
        case list():
            return [_without_seals(item) for item in part]
    return part


LOOKS = unlike(CARDS_SHOWN, lambda case, language: drawn(REPLIES[case[1]], case[0], language))
