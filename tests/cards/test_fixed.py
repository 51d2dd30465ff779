"""What is made once, or read quickly, is the same as what is made and read anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.languages.direction import isolated
from cards import render
from cards.plain import tidy
from tests.support.cards.people import REPLIES, reader

READ_LETTER_BY_LETTER = "\u202a"  # which is not seen, and makes a text no ordinary one


@given(st.text(max_size=300), st.integers(5, 200))
def test_an_ordinary_title_is_tidied_as_any_other(text: str, longest: int) -> None:
    assert tidy(text, longest) == tidy(text + READ_LETTER_BY_LETTER, longest)


@given(st.text(alphabet=st.characters(max_codepoint=0x700), max_size=30))
def test_a_name_without_right_to_left_letters_is_isolated_from_nothing(text: str) -> None:
    assert (isolated(text) == text) == (isolated(f"{text}\u4e00") == f"{text}\u4e00")


@pytest.mark.parametrize("name", REPLIES)
def test_no_card_changes_a_part_of_another(name: str) -> None:
    first = {language: json.dumps(render(REPLIES[name], reader(language)).card) for language in LANGUAGES}
    again = {language: json.dumps(render(REPLIES[name], reader(language)).card) for language in reversed(LANGUAGES)}
    assert again == first
