"""Text that others wrote, made harmless: by example, and for anything that hypothesis can think of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.direction import isolated
from cards.plain import inert_link, tidy, untemplated, wraps
from tests.support.cards.people import HOSTILE, TAMED


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_keeps_its_letters(name: str) -> None:
    assert tidy(HOSTILE[name]) == HOSTILE[name]


@pytest.mark.parametrize("name", TAMED)
def test_what_cannot_be_seen_or_turns_others_goes(name: str) -> None:
    given_, shown = TAMED[name]
    assert tidy(given_) == shown


@given(st.text(max_size=300))
def test_a_tidy_text_is_one_short_line_that_can_be_sent(text: str) -> None:
    shown = tidy(text)
    assert len(shown) <= 120
    assert shown == shown.strip()
    assert "\n" not in shown
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in shown}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(shown)
    shown.encode()
    assert tidy(shown) == shown


def test_only_a_right_to_left_name_is_kept_apart_in_a_sentence() -> None:
    assert isolated("Dr Nadia Osei") == "Dr Nadia Osei"
    assert isolated("ليلى") == "\u2068ليلى\u2069"


def test_an_ordinary_link_needs_no_escape() -> None:
    ordinary = "https://visit.teams.microsoft.com/x?convId=19:meeting_MjA3@thread.v2&a=%5f&b=c-d~e"
    assert inert_link(ordinary.replace("~", "")) == ordinary.replace("~", "")
    assert inert_link("https://x/_a_") == r"https://x/\_a\_"


def test_a_word_longer_than_a_phone_is_told_apart() -> None:
    assert wraps("Physiotherapy review, knee")
    assert wraps("Physiotherapy-review-of-the-knee")
    assert not wraps("Rehabilitationsnachsorgeuntersuchung")
    assert not wraps("Knie-Beratung/Untersuchung/OP")
    assert not wraps("KONTROLLUNTERSUCHUNG")
    assert not wraps("OP ОБСЛЕДОВАНИЕПАЦИЕНТА")
    assert wraps("Kontrolluntersuchung KNIE LINKS, PHYSIOTHERAPIE")
    assert wraps("https://teams.microsoft.com/…")
    assert not wraps("Team https://doodle.com/meeting/organize")
    assert not wraps("[free](https://evil.example/win)")  # a browser keeps it together at its slashes


def test_a_date_template_is_taken_apart() -> None:
    assert "{{" not in untemplated("{{{DATE(x)}}}")


@pytest.mark.parametrize(
    "title", ["\u200b\u200b", "\u2060", "\u00ad", "\u2800", "\u3164\u115f", " \u200d \u200f", "\u0301"]
)
def test_a_title_of_nothing_that_can_be_seen_is_none(title: str) -> None:
    assert tidy(title) == ""
    assert tidy(f"Physio{title}").startswith("Physio")


def test_long_titles_that_begin_alike_are_told_apart_by_their_ends() -> None:
    left, right = (f"{'Rehabilitation after the operation, ' * 5}{side} knee" for side in ("left", "right"))
    assert tidy(left, 55) != tidy(right, 55)
    assert tidy(left, 55).startswith("Rehabilitation after the operation")
    assert len(tidy(left, 55)) <= 55


def test_a_title_is_not_cut_inside_a_letter() -> None:
    flag = "\U0001f469\u200d\u2695\ufe0f"  # one picture of four signs
    shown = tidy("x" * 80 + flag * 30)
    assert not {"\u200d", "\ufe0f"} & {shown[shown.index("…") + 1], shown[shown.index("…") - 1]}
