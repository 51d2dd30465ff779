"""The link card is low, and what one came for is at its top: measured as Microsoft's renderer draws it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.languages import LANGUAGES, words
from bot.model import (
    UNNAMED,
    Invitation,
    LinkReady,
    Meeting,
    Organization,
    Organizer,
    PostedLink,
    PostPreview,
    Reply,
    Surface,
)
from cards import inserted_card, inserted_invitation, render
from tests.support.cards.drawing import Chromium, Drawn
from tests.support.cards.people import NOW, PHYSIO, READING, link, reader
from tests.support.cards.schema import nodes

pytestmark = pytest.mark.browser
SERIES = replace(PHYSIO, series=True)
READY = {
    **{f"series, link of {length}": LinkReady(SERIES, link(length), READING) for length in (110, 300, 400, 600, 900)},
    **{f"link of {length}": LinkReady(PHYSIO, link(length)) for length in (110, 400, 900)},
    "unknown meeting": LinkReady(Meeting(), link(400)),
}
LONG = {
    "two lines": "Follow-up consultation after knee surgery with physiotherapist and family member",
    "as long as shown": "Follow-up " * 30,
    "capitals": "ANNUAL REVIEW OF MEDICATION WITH THE WARD'S PHARMACIST",
    "wide letters": "術後のリハビリテーション相談とご家族への説明会",
    "no spaces": "Rehabilitationsnachsorgeberatungsgesprächsvorbereitungstermin",
    "a little too long": "Physiotherapy review, knee, with family",
}
NAMED = "Dr Konstantinos Papadopoulos-Wolfeschlegelstein"
MESSAGES = (Surface.CHAT, Surface.USER_VIEW)
CLINIC = Organization("Städtisches Klinikum am Rosengarten, Ambulanz für alle", "+44 20 7946 0000", "Good day,")
PHONE = 568  # pixels of the smallest phone that Teams runs on
FRAME = 220  # … of which Teams' bars, the message's head and the box to type into take so many


def series(title: str) -> Meeting:
    """A series of somebody with a long name."""
    return replace(SERIES, subject=LONG[title], organizer=Organizer(NAMED))


def low(chromium: Chromium, reply: Reply, surface: Surface, language: str) -> Drawn:
    """The same, of a reply."""
    card = render(reply, reader(language, surface)).card
    assert card is not None
    return is_low(chromium, card)


def is_low(chromium: Chromium, card: dict[str, Any]) -> Drawn:
    """The card on a small phone, once it is seen that it is at most 420 pixels tall on a desktop."""
    wide, narrow = (chromium.draw(card, width=width, density=1) for width in (480, 320))
    assert wide.height <= 420
    assert (wide.overflow, wide.cut, narrow.overflow, narrow.cut) == ([], [], [], [])
    return narrow


def drawn(chromium: Chromium, surface: Surface, name: str, language: str, width: int) -> Drawn:
    card = render(READY[name], reader(language, surface)).card
    assert card is not None
    return chromium.draw(card, width=width, density=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", MESSAGES)
@pytest.mark.parametrize("name", READY)
def test_on_a_desktop_the_card_is_at_most_420_pixels_tall(
    chromium: Chromium, name: str, surface: Surface, language: str
) -> None:
    seen = drawn(chromium, surface, name, language, 480)
    assert seen.height <= 420
    assert (seen.events, seen.overflow, seen.cut) == ([], [], [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", MESSAGES)
@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("width", [280, 320, 480])
def test_copy_is_in_sight_without_scrolling(
    chromium: Chromium, width: int, name: str, surface: Surface, language: str
) -> None:
    seen = drawn(chromium, surface, name, language, width)
    said = words(language, "UTC", NOW)
    copy, invitation = seen.bottoms[said("Copy")], seen.bottoms[said("Invitation")]
    assert copy == invitation
    assert copy <= PHONE - FRAME
    assert seen.bottoms[said("Open")] - copy <= 60  # beside them, or in the line below


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("title", LONG)
def test_so_it_is_on_every_surface_with_a_long_title_where_the_code_has_to_make_room(
    chromium: Chromium, title: str, surface: Surface, language: str
) -> None:
    seen = low(chromium, LinkReady(series(title), link(900), READING), surface, language)
    said = words(language, "UTC", NOW)
    top = "Insert" if surface.abilities.can_insert else "Copy"
    assert seen.bottoms[said(top)] <= PHONE - FRAME
    assert seen.bottoms[said("Copy")] <= PHONE - FRAME


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", LONG)
@pytest.mark.parametrize("length", [110, 400, 900])
def test_so_it_is_with_what_others_see(chromium: Chromium, length: int, title: str, language: str) -> None:
    posted, preview = PostedLink(series(title), link(length)), PostPreview(series(title), link(length))
    assert low(chromium, posted, Surface.CHAT, language).bottoms[words(language, "UTC", NOW)("Open")] <= PHONE - FRAME
    for surface in (Surface.USER_VIEW, Surface.DIALOG):
        assert low(chromium, preview, surface, language).bottoms[words(language, "UTC", NOW)("Post")] <= 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", [110, 400, 900])
@pytest.mark.parametrize("title", ["", *LONG])
@pytest.mark.parametrize("pictures", [True, False])
def test_so_it_is_with_what_a_customer_gets(
    chromium: Chromium, pictures: bool, title: str, length: int, language: str
) -> None:
    said = words(language, "Europe/Berlin", NOW)
    of, named = (series(title), NAMED) if title else (PHYSIO, "")
    whose, titled = CLINIC if title else UNNAMED, bool(title)
    asked = Invitation(of, link(length), language, with_title=titled, sender=named)
    card = inserted_card(asked, said, whose, pictures=pictures)
    letter = inserted_invitation(asked, said, whose)
    for part in (card, letter):
        seen = is_low(chromium, part)
        assert seen.bottoms[said("Join your appointment")] <= PHONE - FRAME
    codes = [node["isVisible"] for node in nodes(card) if node.get("id") == "posted_code"]
    assert codes == ([False] if pictures and title else [])  # without long lines, it has the room


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Surface.USER_VIEW, Surface.DIALOG, Surface.EXTENSION])
def test_so_it_is_with_the_words_for_a_customer(chromium: Chromium, surface: Surface, language: str) -> None:
    seen = low(chromium, Invitation(PHYSIO, link(400), language), surface, language)
    assert seen.bottoms[words(language, "UTC", NOW)("Open to copy")] <= 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Surface.EXTENSION, Surface.MAIL])
@pytest.mark.parametrize("width", [280, 320, 480])
def test_where_it_is_inserted_the_buttons_stand_below_the_title_as_well(
    chromium: Chromium, width: int, surface: Surface, language: str
) -> None:
    seen, said = drawn(chromium, surface, "series, link of 900", language, width), words(language, "UTC", NOW)
    assert seen.bottoms[said("Insert")] == seen.bottoms[said("Copy")] <= 220
    assert (seen.overflow, seen.cut) == ([], [])


@pytest.mark.parametrize("surface", Surface)
def test_one_button_is_the_main_one(surface: Surface) -> None:
    for reply in (READY["series, link of 900"], READY["unknown meeting"], PostPreview(PHYSIO, link(400))):
        found = nodes(render(reply, reader("en", surface)).card)
        assert len({node["title"] for node in found if node.get("style") == "positive"}) == 1


def test_what_was_asked_for_stands_above_the_code_and_what_is_seldom_needed_below(chromium: Chromium) -> None:
    seen = drawn(chromium, Surface.CHAT, "link of 400", "en", 480)
    code = seen.bottoms["QR code of the customer's link"]
    assert all(seen.bottoms[title] < code for title in ("Copy", "Invitation", "Open", "Show link", "As a message"))
    assert seen.text.splitlines()[0] == "Physiotherapy review, knee"
    assert link(400) not in seen.text
