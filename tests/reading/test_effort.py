"""However hostile a message is, its words are read in a bounded number of steps, all the way to the meetings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.again import said_again
from bot.commands.recognition import concerns_account, names_nothing, recognize, warm_up
from bot.joinlinks import without_phones
from bot.model import Meeting, Organizer
from bot.reading.interpretations import MAX_COMPOUNDS, MAX_INTERPRETATIONS, interpretations_of
from bot.reading.local_time import today_of, zone_of
from bot.reading.naming import content_words, names_no_meeting
from bot.reading.phrases import Phrases
from bot.reading.search import search, search_each
from tests.support.effort import calls_of
from tests.support.fakes import NOW, command
from tests.support.hostile import LONGEST, composition
from tests.support.teams.typed import without_mention

MAX_CALLS = 100_000
"""For a message of 28 KB, its markup as long, and 200 meetings. It was a million for *9 uhr 9 uhr …*."""

MAX_CALLS_OF_WORDS = 40_000
"""For a message with nothing but words, which each reading of it has: they are looked up among the meetings once."""

KINDS = ("Physiotherapy", "Loan advice", "Krügers Augenkontrolle", "Monday Club", "Now", "Review 24/11", "9 Uhr")
MEETINGS = tuple(
    Meeting(
        subject=f"{KINDS[n % 7]}, room {n}",
        start=NOW + timedelta(minutes=97 * n),
        end=NOW + timedelta(minutes=97 * n + 30),
        organizer=Organizer(f"Dr. Nowak {n % 50}"),
    )
    for n in range(200)
)
WORDS = (
    *("9 uhr ", "fri 27 ", "next monday next week ", "freitagnachmittag ", "the 24th ", "99.99. ", "in 3 days at 3 "),
    *(
        "phisio fysioo nowack ",
        "room 9 ",
        "mr mrs ",
        "ﷺ ",
        "the ",
        "next ",
        "now ",
        "this one for all of us ",
        "x",
        "!",
        "<at>",
    ),
)


@pytest.fixture(autouse=True, scope="module")
def every_expression_is_compiled() -> None:
    warm_up()


def choose(text: str, locale: str) -> None:
    asked = command(text, html=text, locale=locale)
    concerns_account(asked)
    names_nothing(asked)
    said_again(asked)
    found = recognize(asked)
    meant = found.command if found else asked
    search(interpretations_of(meant.text, today_of(meant), meant.locale), MEETINGS, NOW, zone_of(meant))


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize("word", WORDS)
def test_many_words_are_read_in_bounded_steps(word: str, locale: str) -> None:
    text = (f"get link {word}" + word * (LONGEST // len(word)))[:LONGEST]
    assert calls_of(lambda: choose(text, locale)) < MAX_CALLS


@pytest.mark.parametrize("word", ["dr ", "fri 27 ", "9 uhr ", "会議 ID", "田中さんの", "tel 069 1234567 "])
def test_words_that_every_reading_has_are_looked_up_once(word: str) -> None:
    text = (f"get link {word}" + word * (LONGEST // len(word)))[:LONGEST]
    assert calls_of(lambda: choose_by_words(text)) < MAX_CALLS_OF_WORDS


def choose_by_words(text: str) -> None:
    asked = command(text)
    found = recognize(asked)
    meant = found.command if found else asked
    ways = [
        interpretations_of(each, today_of(meant), "de-DE") for each in (meant.text, without_phones(meant.text[:600]))
    ]
    search_each(ways, MEETINGS, NOW, zone_of(meant))


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from(["en-GB", "de-DE", "fr-FR"]))
def test_however_pieces_are_composed_the_steps_are_bounded(seed: int, locale: str) -> None:
    text = composition(seed)
    assert calls_of(lambda: choose(text, locale)) < MAX_CALLS


def test_after_warming_up_nothing_is_left_to_compile() -> None:
    text = "physio next monday at 3 freitagmorgen um halb vier in 3 days 24. november the 24th"
    first = calls_of(lambda: choose(text, "en-GB"))
    assert first < 2 * calls_of(lambda: choose(f"{text} x", "en-GB"))


def test_after_warming_up_nothing_is_left_to_compile_for_text_without_spaces() -> None:
    text = "明日の午後3時の田中さんのリンク"
    first = calls_of(lambda: choose(text, "ja-JP"))
    assert first < 2 * calls_of(lambda: choose(f"{text}。", "ja-JP"))


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_a_text_has_no_more_readings_than_can_be_looked_at(text: str) -> None:
    for each in interpretations_of(text, NOW.date(), "en-GB"):
        assert len(each.every) <= 2 * (MAX_INTERPRETATIONS + 1)
        assert len(each.whole.line) <= MAX_COMPOUNDS * 3000


def test_a_long_text_of_polite_words_is_not_taken_for_nothing() -> None:
    """Else a meeting that is named at its end would be answered with another one, for all to see."""
    assert names_no_meeting("please " * 100)
    assert not names_no_meeting("please " * 1000 + "physio")
    assert content_words("please " * 1000 + "next") == ()


@pytest.mark.parametrize(
    "text", ["<at>" * 7000, "<at>x" * 5600, "&nbsp;<at>" * 2800, "\n" * 28_000, "&lt;<at>a</at>" * 2000]
)
def test_mentions_are_read_in_bounded_steps(text: str) -> None:
    assert calls_of(lambda: without_mention(text, (), "28:bot")) < MAX_CALLS


def test_signs_before_a_phrase_are_passed_over_once() -> None:
    assert Phrases(("get link",)).spoken("!" * 150 + " get link physio") is not None
    assert Phrases(("get link",)).spoken("!" * 28_000) is None
