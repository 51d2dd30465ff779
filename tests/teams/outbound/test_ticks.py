"""What is ticked beside *Get links* counts, and nothing else that a card may send with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.model import Action, ActionKind, User
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import HOLDS_FOR, ButtonCodec
from tests.support.fakes import ANNA, BEN, at, calendar_meeting

CODEC = ButtonCodec(Keyring([bytes(32)]))
HERE = "19:here@thread.v2"
LIST = tuple(calendar_meeting(f"Visit {n}", at(24, 9 + n)) for n in range(4))
EVERY = Action(ActionKind.GET_LINKS, meetings=LIST)


def sent(press: Action, **inputs: Any) -> Action | None:
    """What becomes of a press with these inputs."""
    return CODEC.press_in(ANNA, HERE, {"press": CODEC.seal(ANNA, HERE, press), **inputs})


def ticked(press: Action | None) -> tuple[int, ...]:
    assert press
    assert press.meetings == LIST
    return press.ticked


@pytest.mark.parametrize("yes", ["true", "True", True])
def test_the_places_that_are_ticked_are_meant(yes: object) -> None:
    assert ticked(sent(EVERY, tick0="false", tick1=yes, tick2=yes, tick3="false")) == (1, 2)


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {f"tick{n}": "false" for n in range(4)},
        {"tick0": "", "tick1": None, "tick2": 0, "tick3": False},
        {"tick4": "true", "tick-1": "true", "tick00": "true", "tick": "true", "tick1x": "true"},
    ],
)
def test_nothing_ticked_is_nothing_also_where_a_client_leaves_it_out(inputs: dict[str, Any]) -> None:
    assert ticked(sent(EVERY, **inputs)) == ()


def test_what_is_chosen_in_the_drop_down_does_not_win_over_the_ticks() -> None:
    chosen = CODEC.seal(ANNA, HERE, Action(ActionKind.GET_LINK, meeting=LIST[3]))
    assert ticked(sent(EVERY, tick0="true", choice=chosen)) == (0,)
    assert ticked(sent(EVERY, choice=chosen, words="physio")) == ()


def test_ticks_change_nothing_of_another_button() -> None:
    row = Action(ActionKind.GET_LINK, meeting=LIST[0])
    assert sent(row, tick1="true", tick2="true") == row
    chosen = CODEC.seal(ANNA, HERE, row)
    assert sent(Action(ActionKind.MEETINGS), tick1="true", choice=chosen) == row


def test_a_button_of_what_was_ticked_before_knows_it_by_itself() -> None:
    again = Action(ActionKind.GET_LINKS, meetings=LIST, ticked=(0, 3))
    assert sent(again) == again


@pytest.mark.parametrize("reader", [BEN, User("another-tenant", ANNA.id)])
def test_nobody_else_opens_it(reader: User) -> None:
    assert CODEC.press_in(reader, HERE, {"press": CODEC.seal(ANNA, HERE, EVERY), "tick0": "true"}) is None


def test_it_grows_old_as_every_button_with_a_meeting_does() -> None:
    assert opened_after(HOLDS_FOR) == EVERY
    assert opened_after(HOLDS_FOR + 1) is None


def opened_after(days: int) -> Action | None:
    made = ButtonCodec(Keyring([bytes(32)]), lambda: date(2026, 11, 28))
    later = ButtonCodec(Keyring([bytes(32)]), lambda: date(2026, 11, 28) + timedelta(days))
    return later.open(ANNA, HERE, made.seal(ANNA, HERE, EVERY))


def test_twenty_five_meetings_fit_a_button_and_name_nobody() -> None:
    many = tuple(calendar_meeting(f"Visit {n}: Mr. Somebody", at(24, 9), thread=f"{n}x" * 9) for n in range(25))
    sealed = CODEC.seal(ANNA, HERE, Action(ActionKind.GET_LINKS, meetings=many))
    assert len(sealed) < 4000
    assert CODEC.open(ANNA, HERE, sealed) == Action(ActionKind.GET_LINKS, meetings=many)
