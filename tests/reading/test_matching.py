"""Which words find which names: wide enough for a hurried typist, too narrow for nonsense."""

from __future__ import annotations

from datetime import UTC

import pytest

from bot.model import Meeting
from bot.reading.folding import words_of
from bot.reading.interpretations import interpretations_of
from bot.reading.matching import is_phrase_of, names_in, query_of
from bot.reading.search import search
from tests.support.fakes import NOW, PHYSIO
from tests.support.wording import all_in, all_nearly_in

NAMES = names_in("Physiotherapy: Zoë Ångström-Nowak, room 12, Joanna")


@pytest.mark.parametrize(
    "query", ["physio", "therapy", "zoe", "ANGSTROM nowak", "room 12", "nowak physio", "joan", "Joanna's"]
)
def test_beginnings_and_good_parts_of_words_are_plain(query: str) -> None:
    assert all_in(query_of(query), NAMES)


@pytest.mark.parametrize(
    ("query", "name"), [("krueger", "Krüger"), ("KRÜGER", "Krueger"), ("Krüg", "Krüger"), ("weiss", "Weiß")]
)
def test_umlauts_may_be_written_out(query: str, name: str) -> None:
    assert all_in(query_of(query), names_in(name))


@pytest.mark.parametrize(("query", "name"), [("blue", "Blum"), ("kruger", "Krueger")])
def test_other_letters_are_no_umlauts(query: str, name: str) -> None:
    assert not all_in(query_of(query), names_in(name))


@pytest.mark.parametrize("query", ["room 1", "room 13", "ann", "physio smith", "zzz", "12 13", "Joan's"])
def test_other_numbers_small_pieces_and_unknown_words_are_not_plain(query: str) -> None:
    assert not all_in(query_of(query), NAMES)


@pytest.mark.parametrize("query", ["phisio", "pyhsio", "physo", "physiotherapie", "novak", "angstroem", "ann"])
def test_slips_are_near(query: str) -> None:
    assert all_nearly_in(query_of(query), NAMES)


@pytest.mark.parametrize("query", ["dentist", "room 13", "xyz", "silva", "qwertz uiop", "nova scotia", "zoo keeper"])
def test_nonsense_is_not_near(query: str) -> None:
    assert not all_nearly_in(query_of(query), NAMES)


@pytest.mark.parametrize(("words", "found"), [(8, (PHYSIO,)), (9, ())])
def test_a_pasted_text_is_near_nothing(words: int, found: tuple[Meeting, ...]) -> None:
    said = interpretations_of("phisio " * words, NOW.date(), "en")
    assert search(said, [PHYSIO], NOW, UTC).meetings == found


def test_a_phrase_is_words_next_to_each_other() -> None:
    text = words_of("The Monday Club meets")
    assert is_phrase_of(("monday", "club"), text)
    assert not is_phrase_of(("the", "club"), text)
    assert not is_phrase_of((), text)
