"""For somebody who reads Arabic a card begins at the right; what is written from the left keeps its own direction."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.languages import LANGUAGES
from bot.languages.listed import SOURCE
from bot.model import Invitation, LinkReady, Surface
from cards import render
from tests.support.cards.drawing import Chromium, unfolded
from tests.support.cards.people import PHYSIO, REPLIES, link, reader
from tests.support.cards.schema import faults, nodes

TITLE = "Physio (follow-up)"
READY = LinkReady(replace(PHYSIO, subject=TITLE), link(400))


@pytest.mark.parametrize("name", REPLIES)
def test_every_card_says_so(name: str) -> None:
    for language in (SOURCE, "ar"):
        card = render(REPLIES[name], reader(language, Surface.DIALOG)).card
        assert card is not None
        assert card.get("rtl", False) == (language == "ar")
        assert faults(card) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_is_the_same_in_every_language_byte_for_byte(language: str) -> None:
    card = render(READY, reader(language)).card
    assert card is not None
    opened = [node["url"] for node in nodes(card) if node["type"] == "Action.OpenUrl"]
    assert READY.link in opened
    texts = [node["text"] for node in nodes(card) if "https://" in node.get("text", "")]
    assert texts
    assert "\u2068" not in "".join(texts)


def test_a_link_to_select_stands_from_left_to_right(chromium: Chromium) -> None:
    card = render(READY, reader("ar")).card
    assert card is not None
    (column,) = [node for node in nodes(card) if node["type"] == "Column" and node.get("rtl") is False]
    assert "https://" in json.dumps(column)
    seen = chromium.draw(unfolded(card), width=320)
    assert READY.link in [text.strip() for text in seen.copied]
    assert (seen.overflow, seen.cut) == ([], [])


def test_a_title_from_the_left_keeps_its_bracket_at_its_end() -> None:
    assert f"\u2068{TITLE}\u2069" in json.dumps(render(READY, reader("ar")).card, ensure_ascii=False)
    assert "\u2068" not in json.dumps(render(READY, reader("en")).card, ensure_ascii=False)


@pytest.mark.parametrize(("locale", "language", "rtl"), [("en", "ar", True), ("ar", "en", False)])
def test_an_invitation_in_the_customers_language_stands_from_its_own_side(
    locale: str, language: str, *, rtl: bool
) -> None:
    card = render(Invitation(PHYSIO, link(110), language), reader(locale, Surface.DIALOG)).card
    assert rtl in [node.get("rtl") for node in nodes(card) if node["type"] == "Column"]
    assert faults(card or {}) == []
