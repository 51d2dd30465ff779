"""What is written from the other side neither turns the words around it, nor is turned by them."""

from __future__ import annotations

import pytest

from bot.languages import LANGUAGES, words
from bot.languages.direction import direction_of, is_rtl, isolated
from tests.support.fakes import NOW

ARABIC, ENGLISH = words("ar-SA", "UTC", NOW), words("en-GB", "UTC", NOW)


def apart(text: str) -> str:
    return f"\u2068{text}\u2069"


def test_one_language_is_written_from_right_to_left() -> None:
    assert [language for language in LANGUAGES if is_rtl(language)] == ["ar"]
    assert (direction_of("ar"), direction_of("pt-BR")) == ("rtl", "ltr")


@pytest.mark.parametrize("value", ["Dr. Smith (new)", "+48 22 123 45 67", "385 562 023 120 47", "C++"])
def test_what_would_be_torn_among_arabic_words_is_kept_together(value: str) -> None:
    assert ARABIC("With: {name}", name=value) == f"مع: {apart(value)}"


@pytest.mark.parametrize(
    "value", ["ليلى حداد", "Smith", "ليلى Smith", "12", "12:00 – 17:00", "اليوم 3:00 م – 3:30 م", ""]
)
def test_what_cannot_be_torn_stays_as_it_is(value: str) -> None:
    assert ARABIC("With: {name}", name=value) == f"مع: {value}"


def test_among_words_from_the_left_an_arabic_name_is_kept_together() -> None:
    assert ENGLISH("With: {name}", name="ليلى") == f"With: {apart('ليلى')}"
    assert ENGLISH("With: {name}", name="Dr. Smith (new)") == "With: Dr. Smith (new)"


def test_what_is_kept_together_is_so_once() -> None:
    assert isolated(apart("ليلى")) == apart("ليلى")
    assert ENGLISH("With: {name}", name=ENGLISH.isolated("ليلى")) == f"With: {apart('ليلى')}"


def test_parts_in_a_row_are_each_kept_together() -> None:
    assert ARABIC.apart("اليوم 3:00 م", "", "Physio (new)") == f"اليوم 3:00 م · {apart('Physio (new)')}"
    assert ARABIC.joined("اليوم", "", "غدًا") == "اليوم، غدًا"
