"""A button that promises the coming meetings lists them, in a meeting's own chat too."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Action, ActionKind, Help, Reply, Surface, WhoAmI
from cards import render
from tests.support.cards.people import opened, reader
from tests.support.cards.schema import nodes


def presses(reply: Reply, locale: str, surface: Surface = Surface.USER_VIEW) -> dict[str, Action]:
    """What the card's buttons and rows stand for, by title."""
    actions: list[dict[str, Any]] = nodes(render(reply, reader(locale, surface)).card)
    return {each["title"]: opened(each["data"]["press"]) for each in actions if "press" in each.get("data", {})}


@pytest.mark.parametrize(("locale", "title"), [("en-GB", "get link"), ("de-DE", "Link holen")])
def test_helps_row_of_coming_meetings_lists_them(locale: str, title: str) -> None:
    assert presses(Help(), locale)[title] == Action(ActionKind.MEETINGS)


def test_whoever_is_not_signed_in_begins_with_the_list() -> None:
    assert presses(WhoAmI(None), "en-GB")["Get link"] == Action(ActionKind.MEETINGS)
