"""In a longer, accented language: every word on every card comes from a catalogue, and has room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.support.cards.gallery import THEMES, Gallery
from tests.support.cards.people import reader
from tests.support.cards.specimens import GIVEN, SPECIMENS, specimen_for
from tests.support.pseudo import escaped, pseudo, spoken

GIVEN_HERE = (*GIVEN, "Appointment number", "Refused", "anna@clinic.example", "7F3A-92C1", "physio", "UTC")


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    opened = Gallery()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def strange() -> dict[str, dict[str, Any]]:
    with spoken() as said:
        return {name: specimen_for(name, replace(reader(), words=said)) for name in SPECIMENS}


def test_it_is_longer_and_accented_and_keeps_its_fields() -> None:
    said = pseudo("You asked for: {reading}")
    assert "{reading}" in said
    assert len(said) >= 1.4 * len("You asked for: ")
    assert escaped(pseudo("Copy the link for your admin"), ()) == []


@pytest.mark.parametrize("said", ["Copy", "Today 15:00", f"{pseudo('Copy')} the link"])
def test_a_word_that_comes_from_no_catalogue_is_found(said: str) -> None:
    assert escaped(said, ())


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
def test_no_word_escapes_and_nothing_is_cut_or_reaches_out(
    gallery: Gallery, strange: dict[str, dict[str, Any]], theme: str
) -> None:
    places = gallery.hang(strange, theme)
    shown = gallery.evaluate("[...document.querySelectorAll('.cell')].map(cell => cell.innerText)")
    found = {place: escaped(text, GIVEN_HERE) for place, text in zip(places, shown, strict=True)}
    assert {place: words for place, words in found.items() if words} == {}
    misfits = dict(zip(places, gallery.evaluate("misfits()"), strict=True))
    assert {place: parts for place, parts in misfits.items() if parts} == {}


@pytest.mark.parametrize("name", SPECIMENS)
def test_what_is_only_heard_comes_from_a_catalogue_too(strange: dict[str, dict[str, Any]], name: str) -> None:
    heard = "\n".join(spoken_parts(strange[name]))
    assert escaped(heard, GIVEN_HERE) == []


def spoken_parts(part: Any) -> Iterator[str]:
    """Names of buttons, tooltips, labels, hints in fields, alternative texts."""
    if isinstance(part, list):
        for each in part:
            yield from spoken_parts(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in {"title", "tooltip", "label", "placeholder", "altText"}:
                yield str(value)
            elif name != "data":
                yield from spoken_parts(value)
