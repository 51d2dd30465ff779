"""Whatever a service sends is read as what it should be, or as nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.net.lenient_json import flag, items, mapping, mappings, number, part, text

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
)


@given(ANY_JSON, st.lists(st.sampled_from("ab"), max_size=3))
def test_nothing_is_of_another_type_than_asked_for(value: object, path: list[str]) -> None:
    assert isinstance(text(value, *path), str)
    assert isinstance(flag(value, *path), bool)
    assert isinstance(number(value, *path), int)
    assert all(isinstance(item, dict) for item in [mapping(value, *path), *mappings(value, *path)])
    assert isinstance(items(value, *path), list)


def test_what_is_there_is_read() -> None:
    value = {"a": {"b": "x"}, "c": [{"d": 1}, 2], "e": True}
    assert (part(value, "a", "b"), text(value, "a", "b"), text("x")) == ("x", "x", "x")
    assert (mapping(value, "a"), mappings(value, "c"), items(value, "c")) == ({"b": "x"}, [{"d": 1}], [{"d": 1}, 2])
    assert (flag(value, "e"), flag(value, "c")) == (True, False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [(3, 3), ("3", 3), (2.9, 2), ("2.9", 2), (True, 0), ("x", 0), (float("nan"), 0), (float("inf"), 0), (None, 0)],
)
def test_a_number_may_be_written_as_text(written: object, meant: int) -> None:
    assert number(written) == meant
