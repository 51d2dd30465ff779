"""What holds for every card, whatever it says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.locale import LANGUAGES
from bot.model import LinkReady, Reply, SignInNeeded, Trouble, Verb
from cards import CARDS, render
from cards.troubles import TOLD
from tests.cards.people import ANNA, NADIA, PHYSIO, REPLIES, WITH_CARD, link, opened, reader
from tests.cards.schema import faults, nodes

EVERY_CARD = pytest.mark.parametrize("name", WITH_CARD)


def card_of(name: str, language: str = "en") -> dict[str, Any]:
    card = render(REPLIES[name], reader(language)).card
    assert card is not None
    return card


def test_every_kind_of_reply_but_sign_in_has_a_card() -> None:
    assert set(CARDS) == set(Reply.__args__) - {SignInNeeded}


def test_every_trouble_has_words_of_its_own() -> None:
    assert set(TOLD) == set(Trouble)
    assert len({told.text for told in TOLD.values()}) == len(Trouble)


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY_CARD
def test_every_card_passes_microsofts_schema(name: str, language: str) -> None:
    assert faults(card_of(name, language)) == []


@EVERY_CARD
def test_every_card_is_smaller_than_any_limit_of_teams(name: str) -> None:
    card = card_of(name, "de")
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
def test_every_button_that_comes_back_is_sealed_and_takes_only_the_inputs_meant_for_it(name: str) -> None:
    submits = [node for node in nodes(card_of(name)) if node["type"] == "Action.Submit"]
    for submit in submits:
        assert list(submit["data"]) == ["press"]
        press = opened(submit["data"]["press"])
        takes_inputs = press.verb is Verb.INVITATION or (submit["title"] == "Get link" and name.startswith("choice"))
        assert submit["associatedInputs"] == ("auto" if takes_inputs else "none")


@EVERY_CARD
def test_every_address_to_open_is_https(name: str) -> None:
    for node in nodes(card_of(name)):
        if node["type"] == "Action.OpenUrl":
            assert node["url"].startswith("https://")


def test_a_picture_comes_from_nowhere_but_the_card() -> None:
    pictures = [node for node in nodes(card_of("link of 900")) if node["type"] == "Image"]
    assert [picture["url"].partition(",")[0] for picture in pictures] == ["data:image/png;base64"]
    assert pictures[0]["altText"] == "QR code of the customer's link"


def test_a_link_too_long_for_a_camera_comes_without_a_code() -> None:
    card = render(LinkReady(PHYSIO, link(1500)), reader()).card
    assert [node for node in nodes(card) if node["type"] == "Image"] == []
