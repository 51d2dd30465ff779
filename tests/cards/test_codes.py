"""Every code on every card reads from the screen with the fewest pixels, whatever is around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import zxingcpp

from bot.model import LinkReady, Surface
from cards import render
from tests.support.cards.drawing import Picture, turned, unfolded
from tests.support.cards.gallery import THEMES, WIDTHS, Gallery
from tests.support.cards.golden import LOOKED_AT
from tests.support.cards.people import PHYSIO, link, reader
from tests.support.cards.schema import nodes
from tests.support.cards.specimens import INSERTED, SPECIMENS, specimen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    opened = Gallery()  # one pixel of the device for each of the page
    yield opened
    opened.close()


def with_codes(language: str) -> dict[str, dict[str, Any]]:
    """The cards with a code, turned to it or unfolded."""
    cards = {name: specimen(name, language) for name in SPECIMENS}
    coded = {name: card for name, card in cards.items() if any(node["type"] == "Image" for node in nodes(card))}
    return {name: shown(card) for name, card in coded.items()}


def shown(card: dict[str, Any]) -> dict[str, Any]:
    """The card with its code in sight."""
    names = {part.get("id") for part in card["body"]}
    return turned(card, "code") if {"first", "code"} <= names else unfolded_within(card)


def unfolded_within(part: Any) -> Any:
    """Unfolded, and what is framed in it as well."""
    if isinstance(part, list):
        return [unfolded_within(each) for each in part]
    if isinstance(part, dict):
        return {name: unfolded_within(value) for name, value in part.items() if name != "isVisible"}
    return part


def read(picture: Picture) -> str:
    """What a camera reads."""
    found = zxingcpp.read_barcode(np.ascontiguousarray(picture))
    return str(found.text) if found else ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_code_reads_in_every_theme_width_and_language(gallery: Gallery, language: str, theme: str) -> None:
    cards = with_codes(language)
    assert {"link", "link in a dialog, its code", "posted link", "what will be posted", "inserted card"} <= set(cards)
    sheet = gallery.sheet(cards, theme)
    scans = {(name, width): read(sheet.cell(name, width)) for name in cards for width in WIDTHS}
    assert scans == {place: link(110 if place[0] in INSERTED else 400) for place in scans}


@pytest.mark.parametrize("theme", THEMES)
def test_so_do_the_shortest_and_the_longest_link(gallery: Gallery, theme: str) -> None:
    lengths = (110, 255, 600, 900, 1171)
    drawn = {
        str(length): render(LinkReady(PHYSIO, link(length)), reader("en", Surface.CHAT)).card for length in lengths
    }
    sheet = gallery.sheet({name: unfolded(card) for name, card in drawn.items() if card}, theme)
    scans = {place: read(sheet.cell(*place)) for place in sheet.boxes}
    assert scans == {place: link(int(place[0])) for place in scans}
