"""The link card is low, and what one came for is at its top: measured as Microsoft's renderer draws it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.languages import LANGUAGES, words
from bot.model import LinkReady, Meeting, Organizer, Surface
from cards import render
from tests.support.cards.drawing import Chromium, Drawn
from tests.support.cards.people import NOW, PHYSIO, READING, link, reader

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
PHONE = 568  # pixels of the smallest phone that Teams runs on
FRAME = 220  # … of which Teams' bars, the message's head and the box to type into take so many


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
@pytest.mark.parametrize("surface", [*MESSAGES, Surface.DIALOG, Surface.COMMAND_BOX])
@pytest.mark.parametrize("title", LONG)
def test_so_it_is_with_a_long_title_where_the_code_has_to_make_room(
    chromium: Chromium, title: str, surface: Surface, language: str
) -> None:
    meeting = replace(SERIES, subject=LONG[title], organizer=Organizer(NAMED))
    card = render(LinkReady(meeting, link(900), READING), reader(language, surface)).card
    assert card is not None
    seen = chromium.draw(card, width=480, density=1)
    assert seen.height <= 420
    assert (seen.overflow, seen.cut) == ([], [])
    copy = chromium.draw(card, width=320, density=1).bottoms[words(language, "UTC", NOW)("Copy")]
    assert copy <= PHONE - FRAME


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Surface.EXTENSION, Surface.MAIL])
@pytest.mark.parametrize("width", [280, 320, 480])
def test_where_it_is_inserted_the_buttons_stand_below_the_title_as_well(
    chromium: Chromium, width: int, surface: Surface, language: str
) -> None:
    seen, said = drawn(chromium, surface, "series, link of 900", language, width), words(language, "UTC", NOW)
    assert seen.bottoms[said("Insert")] == seen.bottoms[said("Copy")] <= 220
    assert seen.height <= 420 or width < 480 or surface is Surface.MAIL  # which has a line more to say
    assert (seen.overflow, seen.cut) == ([], [])


def test_what_was_asked_for_stands_above_the_code_and_what_is_seldom_needed_below(chromium: Chromium) -> None:
    seen = drawn(chromium, Surface.CHAT, "link of 400", "en", 480)
    code = seen.bottoms["QR code of the customer's link"]
    assert all(seen.bottoms[title] < code for title in ("Copy", "Invitation", "Open", "Show link", "As a message"))
    assert seen.text.splitlines()[0] == "Physiotherapy review, knee"
    assert link(400) not in seen.text
