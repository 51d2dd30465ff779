"""A button is believed only as it was made, by the person it was made for."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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


@pytest.mark.parametrize(
    "press", [PRESS, Action(ActionKind.MEETINGS), Action(ActionKind.COPY, link="https://x.example")]
)
@pytest.mark.parametrize("before", ["", "Asia/Kolkata"])
@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "UTC+05:30", 'no "zone" \\ at all'])
def test_a_press_knows_the_zone_of_whom_it_was_made_for(press: Action, before: str, zone: str) -> None:
    sealed = PRESSES.seal(ANNA, HERE, replace(press, timezone=before), zone)
    assert PRESSES.open(ANNA, HERE, sealed) == replace(press, timezone=zone)


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


# -- how long a button is good for

TODAY = date(2026, 11, 28)
BEFORE_DAYS = {  # sealed by a release whose buttons did not say when they were made
    ActionKind.GET_LINK: "AfgaCtDEHqYYbprW_2gJZBpIwIreixyqhowbpyEBpdOY4198bTn2mE6l9VB4tYPkdq7g6VqsWPZY-JebQ9xUTYhu1"
    "oSV9APMhkeSXLzWi9VcbSBM94QeN7MHRw==",
    ActionKind.POST_HERE: "AfgaCtA8RowbKq7jS2KbnMZtufOqtR62vluEiyjT_3wov4hARhnMuSt6GkmtuiL20TgylJb_6zq3KExu4pbEgeSTosD"
    "tz9a5OdLFWMzOIrzZSuPQpD71hr3yXmzlvTQZZDV2CWd7",
}


def opened_after(days: int, press: Action) -> Action | None:
    """What becomes of a button that is pressed so many days after it was made."""
    keyring = Keyring([bytes(32)])
    sealed = ButtonCodec(keyring, lambda: TODAY).seal(ANNA, HERE, press)
    return ButtonCodec(keyring, lambda: TODAY + timedelta(days)).open(ANNA, HERE, sealed)


@pytest.mark.parametrize(
    ("press", "days"),
    [
        (PRESS, 30),
        (Action(ActionKind.COPY, link="https://visit.teams.microsoft.com/x"), 30),
        (Action(ActionKind.POST_HERE, meeting=PHYSIO), 7),
        (Action(ActionKind.SEND_TO_ME, meeting=PHYSIO), 7),
    ],
)
def test_a_button_with_a_meeting_is_outdated_some_day_and_one_that_tells_others_sooner(
    press: Action, days: int
) -> None:
    assert opened_after(days, press) == press
    assert opened_after(days + 1, press) is None


def test_words_are_never_outdated() -> None:
    for press in (Action(ActionKind.SAY, text="get link physio"), Action(ActionKind.GET_LINK)):
        assert opened_after(1000, press) == press


@pytest.mark.parametrize("verb", BEFORE_DAYS)
def test_a_button_of_a_release_that_did_not_say_when_opens(verb: ActionKind) -> None:
    assert PRESSES.open(ANNA, HERE, BEFORE_DAYS[verb]) == Action(verb, meeting=PHYSIO)


def test_its_day_takes_four_letters_of_a_button() -> None:
    sealed = PRESSES.seal(ANNA, HERE, PRESS)
    assert len(sealed) <= len(BEFORE_DAYS[ActionKind.GET_LINK]) + 4
