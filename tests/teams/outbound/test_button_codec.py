"""A button is believed only as it was made, by the person it was made for."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Action, ActionKind, Meeting, Organizer, User
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import ButtonCodec

ANNA = User("11111111-2222-3333-4444-555555555555", "99999999-0000-0000-0000-000000000001", "Anna")
BEN = replace(ANNA, id="99999999-0000-0000-0000-000000000002")
PRESSES = ButtonCodec(Keyring([bytes(32)]))
PHYSIO = Meeting(
    subject="Physio",
    start=datetime(2026, 11, 24, 9, tzinfo=UTC),
    organizer=Organizer("Dr Osei", "osei@example.com"),
    join_url="https://teams.microsoft.com/l/meetup-join/x",
)
PRESS = Action(ActionKind.GET_LINK, meeting=PHYSIO)
HERE, ELSEWHERE = "19:here@thread.v2", "19:elsewhere@thread.v2"


def test_a_press_comes_back_as_it_was() -> None:
    assert PRESSES.open(ANNA, HERE, PRESSES.seal(ANNA, HERE, PRESS)) == PRESS


def test_nothing_can_be_read_from_the_card() -> None:
    sealed = base64.urlsafe_b64decode(PRESSES.seal(ANNA, HERE, PRESS))
    assert b"Physio" not in sealed
    assert b"teams.microsoft" not in sealed


def test_another_persons_press_does_not_open() -> None:
    assert PRESSES.open(BEN, HERE, PRESSES.seal(ANNA, HERE, PRESS)) is None


@pytest.mark.parametrize("verb", [ActionKind.POST_HERE, ActionKind.SEND_TO_ME])
def test_what_tells_others_opens_only_in_the_conversation_it_was_made_for(verb: ActionKind) -> None:
    sealed = PRESSES.seal(ANNA, HERE, Action(verb, meeting=PHYSIO))
    assert PRESSES.open(ANNA, f"{HERE};messageid=1", sealed)
    assert PRESSES.open(ANNA, ELSEWHERE, sealed) is None
    assert PRESSES.open(BEN, HERE, sealed) is None


def test_a_press_of_another_key_does_not_open() -> None:
    assert ButtonCodec(Keyring([bytes(31) + b"1"])).open(ANNA, HERE, PRESSES.seal(ANNA, HERE, PRESS)) is None


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_anything_else_does_not_open(data: object) -> None:
    assert PRESSES.open(ANNA, HERE, data) is None


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
def test_an_edited_press_does_not_open(place: int, character: str) -> None:
    sealed = PRESSES.seal(ANNA, HERE, PRESS)
    place %= len(sealed.rstrip("=")) - 1  # the last characters of base64 have bits to spare
    edited = sealed[:place] + character + sealed[place + 1 :]
    assert edited == sealed or PRESSES.open(ANNA, HERE, edited) is None


def test_a_press_is_written_in_one_way_only() -> None:
    """Python's base64 takes + and / for - and _ as well."""
    sealed = [PRESSES.seal(ANNA, HERE, PRESS) for _ in range(20)]
    assert any("-" in each or "_" in each for each in sealed)
    for each in sealed:
        other = each.replace("-", "+").replace("_", "/")
        assert other == each or PRESSES.open(ANNA, HERE, other) is None
