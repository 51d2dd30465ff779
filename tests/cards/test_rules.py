"""What holds for every card, whatever it says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.graph.appointment import MAX_LINK
from bot.languages import LANGUAGES
from bot.model import Found, Invitation, LinkReady, PostPreview, Reply, SignInNeeded, Surface, Trouble
from cards import CARDS, render
from cards.elements import fits, size
from cards.link_actions import LONGEST_SHARED
from cards.troubles import TEXTS
from tests.support.cards.looks import LOOKS, drawn
from tests.support.cards.people import ANNA, CARDS_SHOWN, NADIA, PHYSIO, READING, REPLIES, link, opened, reader
from tests.support.cards.schema import faults, nodes

EVERY_CARD = pytest.mark.parametrize(("surface", "name"), CARDS_SHOWN)
EVERY_LOOK = pytest.mark.parametrize(("surface", "name"), LOOKS)
TAKE_INPUTS = {"Use this language", "Get link", "Get links", "Insert", "Write the invitation"}


def test_every_kind_of_reply_has_a_card_but_those_that_are_drawn_apart() -> None:
    assert set(CARDS) == set(Reply.__args__) - {SignInNeeded, Found}


def test_every_trouble_has_words_of_its_own() -> None:
    assert set(TEXTS) == set(Trouble)
    assert len({told.text for told in TEXTS.values()}) == len(Trouble)


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY_LOOK
def test_every_card_passes_microsofts_schema(surface: Surface, name: str, language: str) -> None:
    assert faults(drawn(REPLIES[name], surface, language)) == []


@EVERY_LOOK
def test_every_card_is_smaller_than_any_limit_of_teams(surface: Surface, name: str) -> None:
    card = drawn(REPLIES[name], surface, "de")
    assert len(json.dumps(card)) <= 28 * 1024
    assert card["version"] == "1.5"
    assert card["lang"] == "de"


@pytest.mark.parametrize("name", REPLIES)
def test_what_a_lock_screen_shows_names_nothing(name: str) -> None:
    summary = render(REPLIES[name], reader()).summary
    assert summary
    for secret in (PHYSIO.subject, NADIA.name, ANNA.name, "https://", "Appointment number"):
        assert secret not in summary


@EVERY_CARD
def test_every_button_that_comes_back_is_sealed_and_takes_only_the_inputs_meant_for_it(
    surface: Surface, name: str
) -> None:
    found = nodes(drawn(REPLIES[name], surface))
    fields = any(node["type"].startswith("Input.") for node in found)
    for button in found:
        if button["type"] in {"Action.Submit", "Action.Execute"}:
            assert opened(button["data"]["press"])
            takes_inputs = fields and button["title"] in TAKE_INPUTS
            assert button["associatedInputs"] == ("auto" if takes_inputs else "none")


@EVERY_CARD
def test_what_a_button_is_depends_on_where_it_is_read(surface: Surface, name: str) -> None:
    alone = name.startswith("only you")
    for button in top_actions(drawn(REPLIES[name], surface)):
        data = button["data"]
        if surface is Surface.USER_VIEW or alone:
            fallback = button["fallback"]
            assert (button["type"], button["verb"], list(data)) == ("Action.Execute", "press", ["press"])
            assert fallback["data"] == {**data, "msteams": {"type": "task/fetch"}}
            same = ("title", "associatedInputs", "style", "tooltip")
            assert [button.get(part) for part in same] == [fallback.get(part) for part in same]
        else:
            assert (button["type"], list(data), "fallback" in button) == ("Action.Submit", ["press"], False)


def top_actions(card: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons that come back, without those that stand in for another."""
    found = nodes(card)
    stand_ins = [id(node["fallback"]) for node in found if "fallback" in node]
    return [node for node in found if "data" in node and id(node) not in stand_ins]


@EVERY_LOOK
def test_every_address_to_open_is_https(surface: Surface, name: str) -> None:
    for node in nodes(drawn(REPLIES[name], surface)):
        if node["type"] == "Action.OpenUrl":
            assert node["url"].startswith("https://")


def test_a_picture_comes_from_nowhere_but_the_card() -> None:
    pictures = [node for node in nodes(drawn(REPLIES["link of 900"], Surface.CHAT)) if node["type"] == "Image"]
    assert [picture["url"].partition(",")[0] for picture in pictures] == ["data:image/png;base64"]
    assert pictures[0]["altText"] == "QR code of the customer's link"


LONGEST_TITLE = replace(PHYSIO, subject="جلسة علاج طبيعي " * 16, series=True, gone=True)


@pytest.mark.parametrize("length", [LONGEST_SHARED, LONGEST_SHARED + 1, MAX_LINK])
@pytest.mark.parametrize("surface", Surface)
def test_the_longest_link_that_microsoft_may_give_makes_no_card_too_large(surface: Surface, length: int) -> None:
    context, said = reader("ar-EG", surface), link(length)
    for reply in (
        LinkReady(LONGEST_TITLE, said, READING),
        Invitation(LONGEST_TITLE, said, "ar", with_title=True),
        PostPreview(LONGEST_TITLE, said),
    ):
        assert len(json.dumps(render(reply, context).card)) <= 28 * 1024


def test_a_link_too_long_for_a_camera_comes_without_a_code() -> None:
    card = render(LinkReady(PHYSIO, link(1500)), reader()).card
    assert [node for node in nodes(card) if node["type"] == "Image"] == []


TEXT = st.text(max_size=60)


@given(st.dictionaries(TEXT, TEXT | st.lists(TEXT, max_size=5), max_size=5), st.integers(-40, 40))
def test_what_fits_is_what_measuring_says(part: dict[str, Any], more: int) -> None:
    """Also where a bound of it is all that is looked at: near its size, and far beyond it."""
    for room in (size(part) + more, 2 * size(part)):
        assert fits(part, room) == (size(part) <= room)
