"""Every text has its translation in every language, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Catalog

from bot.commands import COMMANDS
from bot.languages import LANGUAGES
from bot.languages.catalogue import catalogue, po_file
from bot.languages.listed import SOURCE
from scripts import messages

QUOTED = {
    "Get links": "Nothing is ticked yet. Tick the meetings you need, then press Get links.",
    "Tick several": "The whole day. “Tick several” puts several links on one card, to copy or to print.",
    "Send to me": "Teams does not take my message in this conversation. Let the app be added here again, or take the"
    " link to your own chat: Send to me.",
    "Continue": "This opens in your browser. When you have signed in there, come back and press Continue.",
}


def test_nothing_that_the_bot_says_is_untranslated() -> None:
    assert list(messages.faults()) == []


def test_texts_are_found_where_they_are_said() -> None:
    said = messages.used()
    for text in ("Which meeting?", "Today", "get customers' links", "You are signed in", "Copy as plain text"):
        assert text in said


def test_a_text_is_found_where_it_is_said_in_the_words_of_another_reader() -> None:
    (all_day,) = (message for message in messages.used() if message.id == "All day")
    assert "bot/teams/outbound/print_links.py" in {file for file, _line in all_day.locations}


def test_each_text_of_a_template_is_found() -> None:
    said = {text for message in messages.used() for text in messages.forms(message.id)}
    quoted = re.compile(r'"((?:[A-Z]|\{)[^"]+)"')
    calls = re.compile(r"words(?:\.plural)?\((.*?)\)\s*}}", re.DOTALL)
    shown = {
        text
        for page in (messages.ROOT / "bot/web/templates").iterdir()
        for call in calls.findall(page.read_text("utf-8"))
        for text in quoted.findall(call)
    }
    assert "A phone sends it as {n} text messages." in shown
    assert shown - said == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_called_as_what_one_types_and_as_other_texts_call_it(language: str) -> None:
    said = catalogue(language).gettext
    for button, typed in (("Get link", "get link"), ("Sign out", "sign out"), ("Help", "help")):
        assert said(button).casefold() == said(typed).casefold()
    for button, text in QUOTED.items():
        assert said(button) in said(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_help_says_to_type_begins_alike_in_every_line(language: str) -> None:
    typed = [catalogue(language).gettext(line.example) for command in COMMANDS for line in command.help]
    assert len({text[0].isupper() for text in typed if "://" not in text}) == 1, typed


@pytest.mark.parametrize(
    ("form", "said", "faulty"),
    [(1, "a minute", False), (2, "two minutes", False), (3, "some minutes", True), (1, "a minute of {m}", True)],
)
def test_a_form_of_one_number_need_not_say_it(form: int, said: str, *, faulty: bool) -> None:
    texts, translated = Catalog(), Catalog(locale="ar")
    texts.add(("{n} minute", "{n} minutes"))
    forms = tuple(said if place == form else "{n}" for place in range(6))
    translated.add(("{n} minute", "{n} minutes"), forms)
    assert bool(list(messages.faults_of("ar", texts, translated))) is faulty


def test_a_form_of_several_numbers_says_which() -> None:
    texts, translated = Catalog(), Catalog(locale="fr")  # whose first form is for 0 and 1
    texts.add(("{n} minute", "{n} minutes"))
    translated.add(("{n} minute", "{n} minutes"), ("une minute", "{n} minutes"))
    assert list(messages.faults_of("fr", texts, translated))


@pytest.mark.parametrize(
    ("translation", "fault"),
    [("", "not translated"), ("Von {wem}", "other placeholders"), ("Von dir", "other placeholders")],
)
def test_a_fault_in_a_translation_is_found(translation: str, fault: str) -> None:
    said, translated = Catalog(), Catalog(locale="de")
    said.add("By {whom}")
    translated.add("By {whom}", translation)
    assert list(messages.faults_of("de", said, translated)) == [f"de: {fault}: 'By {{whom}}'"]


def test_a_text_that_nobody_translated_is_found() -> None:
    said = Catalog()
    said.add("New")
    assert list(messages.faults_of("de", said, Catalog(locale="de"))) == ["de: not translated: 'New'"]


def test_an_update_changes_nothing_when_nothing_new_is_said(tmp_path: Path) -> None:
    copy = tmp_path / "de.po"
    copy.write_bytes(po_file("de").read_bytes())
    messages.update("de", copy)
    assert copy.read_bytes() == po_file("de").read_bytes()


def test_a_new_language_starts_with_every_text_to_translate(tmp_path: Path) -> None:
    messages.update("fr", tmp_path / "fr.po")
    texts = messages.translated("fr", tmp_path / "fr.po")
    assert "Which meeting?" in texts
    assert len(list(messages.faults_of("fr", messages.used(), texts))) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_catalogue(language: str) -> None:
    assert language == SOURCE or catalogue(language).gettext("Today") != "Today"
