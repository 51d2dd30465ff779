"""A value is its parts, and nothing can be added to it."""

from __future__ import annotations

from dataclasses import field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Organizer, User
from bot.model.values import changed, value


@value
class Place:
    """Somewhere."""

    name: str
    floor: int = 0


@value
class Letter:
    """What is in it is nobody's business."""

    to: str
    text: str = field(default="", repr=False)


@value
class Nothing:
    """No parts."""


def test_two_values_of_the_same_parts_are_one() -> None:
    assert Place("Room", 1) == replace(Place("Room"), floor=1)
    assert len({Place("Room", 1), Place("Room", 1), Place("Room")}) == 2


def test_a_changed_value_is_another_one_and_leaves_the_old_one_as_it_was() -> None:
    room = Place("Room", 1)
    assert changed(room, floor=2) == Place("Room", 2)
    assert room == Place("Room", 1)


def test_nothing_is_changed_that_a_value_does_not_have() -> None:
    with pytest.raises(AttributeError):
        changed(Place("Room"), colour="red")


def test_a_value_of_another_kind_is_another_one() -> None:
    other: object = Organizer("Room")
    assert Place("Room") != other


def test_a_value_has_no_room_for_what_it_does_not_know() -> None:
    with pytest.raises(AttributeError):
        setattr(Place("Room"), "colour", "red")  # noqa: B010 — mypy would not let it be written


def test_what_is_hidden_is_not_shown_and_all_else_is() -> None:
    assert repr(Letter("Anna", "secret")) == "Letter(to='Anna')"
    assert repr(Place("Room", 1)) == "Place(name='Room', floor=1)"
    assert repr(Nothing()) == "Nothing()"


def test_what_is_decoration_tells_nobody_apart() -> None:
    anna, renamed = User("tenant", "1", "Anna"), User("tenant", "1", "Anne")
    assert anna == renamed
    assert hash(anna) == hash(renamed)
    assert anna != User("tenant", "2", "Anna")


def test_values_without_parts_are_one() -> None:
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


@given(st.tuples(st.text(), st.integers()), st.tuples(st.text(), st.integers()))
def test_values_are_equal_where_their_parts_are(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert (Place(*one) == Place(*other)) == (one == other)
    assert hash(Place(*one)) == hash(Place(*one))
