"""A value is its parts, and nothing can be added to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Organizer
from bot.model.values import changed, value


@value
class Place:
    """Somewhere."""

    name: str
    floor: int = 0


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
