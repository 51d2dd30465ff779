"""What was once ugly or hard to read stays mended."""

from __future__ import annotations

import pytest

from bot.languages import LANGUAGES
from bot.model import LinkList, MissingLink, Notice, Surface, Trouble
from cards import render, sentences, without_card
from cards.elements import ROOM_FOR_BUTTONS, ROOM_FOR_WORDS, fit_one_row, rows_of_buttons
from cards.room import width_of
from tests.support.cards.mended import PAIRS, before
from tests.support.cards.people import PHYSIO, READING, meeting, reader
from tests.support.cards.schema import nodes
from tests.support.cards.specimens import SPECIMENS, specimen

EVERYWHERE = [(name, language) for name in SPECIMENS for language in LANGUAGES]


def test_each_pair_shows_a_card_that_is_not_as_it_was() -> None:
    was = before()
    assert list(was) == [pair.name for pair in PAIRS]
    assert all(was[pair.name] != specimen(pair.card, pair.language) for pair in PAIRS)


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_words_to_press_have_room_side_by_side(name: str, language: str) -> None:
    for node in nodes(specimen(name, language)):
        columns = node.get("columns", [])
        if columns and all("selectAction" in column for column in columns):
            assert len(columns) == 1 or fit_one_row(columns)


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_no_meaning_is_told_by_colour_alone(name: str, language: str) -> None:
    """Accent stands on what can be pressed, or on the clock of what is about to begin, which says so in words."""
    colours = {node.get("color", "Default") for node in nodes(specimen(name, language))}
    assert colours <= {"Default", "Accent"}


def test_a_wide_sign_takes_the_room_of_two_letters() -> None:
    assert width_of("Copy") == 4
    assert width_of("コピー") == 6
    assert width_of("QR コード") == 9
    assert width_of("\u2068Copy\u2069") == 4
    buttons = [{"title": "管理者への依頼文"}, {"title": "リンクをコピー"}]
    assert len(rows_of_buttons(buttons)) == 2
    assert ROOM_FOR_BUTTONS < ROOM_FOR_WORDS  # which have no frames


@pytest.mark.parametrize(("language", "stop"), [("en", ". "), ("de", ". "), ("ja", "。"), ("zh-Hans", "。")])
def test_sentences_put_together_have_the_full_stops_of_their_language(language: str, stop: str) -> None:
    refused = LinkList((MissingLink(meeting("Visit"), Trouble.NOT_YOURS),))
    context = reader(language)
    listed = without_card(refused, render(refused, context), context, "https://teams.example/").text
    notice = sentences(Notice(Trouble.NOT_YOURS, PHYSIO, READING), context)
    for text in (listed, notice):
        assert stop in text
        assert "。." not in text
        assert (". " in text.replace("Dr. ", "")) == (stop == ". ")


def test_who_is_declined_by_oneself_is_named_once() -> None:
    shown = "\n".join(str(node.get("text", "")) for node in nodes(specimen("which appointment", "en")))
    assert "you declined" in shown
    assert "You · you declined" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_room_beside_the_others_is_behind_more(language: str) -> None:
    context = reader(language, Surface.CHAT)
    titles = [node["title"] for node in nodes(specimen("link", language)) if node.get("type", "").startswith("Action.")]
    assert context.words("As a message") in titles
    assert context.words("More") in titles
