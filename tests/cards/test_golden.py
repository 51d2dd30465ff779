"""Every card looks as it did when somebody looked: three widths, three themes, and in four kinds of script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cards import CARDS
from tests.support.cards.gallery import THEMES, Gallery
from tests.support.cards.golden import LOOKED_AT, drawn, kept, unlike
from tests.support.cards.specimens import REPLIES, specimen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    opened = Gallery()
    yield opened
    opened.close()


def test_every_kind_of_card_has_a_specimen() -> None:
    assert {type(reply) for reply, _, _ in REPLIES.values()} == set(CARDS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_card_looks_as_it_did(gallery: Gallery, language: str, theme: str) -> None:
    assert unlike(drawn(gallery, language, theme), kept(language, theme)) == [], "look, then run scripts/pictures.py"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LOOKED_AT)
def test_nothing_reaches_out_of_its_card_or_is_cut(gallery: Gallery, language: str, theme: str) -> None:
    boxes = gallery.hang({name: specimen(name, language) for name in REPLIES}, theme)
    misfits = dict(zip(boxes, gallery.evaluate("misfits()"), strict=True))
    assert {where: parts for where, parts in misfits.items() if parts} == {}


def without_buttons(card: dict[str, Any]) -> None:
    card["body"] = [part for part in card["body"] if part["type"] != "ActionSet"]


def clipped(card: dict[str, Any]) -> None:
    card["body"][0] = {"type": "TextBlock", "text": "Physiotherapy review, knee, and more", "size": "ExtraLarge"}


def unreadable(card: dict[str, Any]) -> None:
    card["body"][0]["color"] = "Light"


def without_code(card: dict[str, Any]) -> None:
    card["body"] = [part for part in card["body"] if part["type"] != "Image"]


def another_word(card: dict[str, Any]) -> None:
    (buttons,) = [part for part in card["body"] if part["type"] == "ActionSet"]
    buttons["actions"][0]["title"] = "Снять"


def another_order(card: dict[str, Any]) -> None:
    card["body"].reverse()


@pytest.mark.parametrize("spoil", [without_buttons, clipped, unreadable, without_code, another_word, another_order])
def test_a_card_that_breaks_is_found(gallery: Gallery, spoil: Callable[[dict[str, Any]], None]) -> None:
    broken = specimen("link", "en")
    spoil(broken)
    golden = kept("en", "light")
    wanted = {place: box for place, box in golden.boxes.items() if place[0] == "link"}
    found = unlike(gallery.sheet({"link": broken}, "light"), type(golden)(golden.picture, wanted))
    assert len(found) == len(wanted)


@pytest.mark.parametrize("rasterizer", ["grayscale", "half a pixel further"])
def test_another_rasterizer_is_no_other_card(gallery: Gallery, rasterizer: str) -> None:
    style = {"grayscale": "transform: rotate(0.001deg)", "half a pixel further": "transform: translate(0.5px, 0.5px)"}
    set_style = "style => document.querySelectorAll('.cell').forEach(cell => { cell.style.cssText += style; })"
    names = ("link", "help", "which of a day")
    gallery.hang({name: specimen(name, "en") for name in names})
    gallery.evaluate(set_style, style[rasterizer])
    golden = kept("en", "light")
    wanted = {place: box for place, box in golden.boxes.items() if place[0] in names}
    assert unlike(gallery.photograph(), type(golden)(golden.picture, wanted)) == []
