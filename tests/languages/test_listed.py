"""A language is one line in a list and one folder, and whatever is in the list is whole."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bot.languages import LANGUAGES, formats_for, nearest
from bot.languages.listed import SOURCE, folder_of, package_of
from bot.languages.vocabularies import BY_LANGUAGE, all_languages, languages_of, written_out
from bot.languages.vocabulary import Vocabulary
from bot.reading.folding import fold

OFFERED = ("en", "de", "pt-BR", "zh-Hans")
MAY_BE_EMPTY = {
    "names",
    "tens",
    "morning",
    "evening",
    "month_first",
    "after_weekday",
    "denials",
    "denials_behind",
    "short_titles",
    "parts_today",
    "past",
    "past_behind",
    "coming",
    "read_as",
    "tongues",
    "men",
    "women",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_a_language_is_in_its_folder(language: str) -> None:
    files = {path.name for path in folder_of(language).iterdir() if path.suffix in {".po", ".py", ".json"}}
    texts = set() if language == SOURCE else {"messages.po"}
    assert files == {"__init__.py", "vocabulary.py", "manifest.json", *texts}


def test_every_folder_is_in_the_list() -> None:
    folders = {path.parent.name for path in folder_of(SOURCE).parent.glob("*/vocabulary.py")}
    assert folders == set(map(package_of, LANGUAGES))


@pytest.mark.parametrize(("language", "package"), [("de", "de"), ("pt-BR", "pt_br"), ("zh-Hans", "zh_hans")])
def test_a_folder_is_named_after_its_language_and_is_a_package(language: str, package: str) -> None:
    assert (package_of(language), folder_of(language).name) == (package, package)
    assert package.isidentifier()


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"),
        ("pt-BR", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("pt", "pt-BR"),
        ("PT_br", "pt-BR"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-TW", None),
        ("zh-Hant", None),
        ("fr-FR", None),
        ("", None),
        ("?!", None),
        ("-", None),
    ],
)
def test_a_reader_gets_the_nearest_language_in_their_script(tag: str, language: str | None) -> None:
    assert nearest(tag, OFFERED) == language


@pytest.mark.parametrize(
    ("language", "tag", "written"), [("pt-BR", "pt-PT", "pt_BR"), ("zh-Hans", "zh-CN", "zh_Hans_CN")]
)
def test_times_are_written_as_the_language_is(language: str, tag: str, written: str) -> None:
    assert str(formats_for(language, tag)) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vocabulary_has_words_for_everything_folded_as_they_are_compared(language: str) -> None:
    vocabulary = BY_LANGUAGE[language]
    empty = {field.name for field in fields(Vocabulary) if not getattr(vocabulary, field.name)}
    assert empty <= MAY_BE_EMPTY
    assert (len(vocabulary.weekdays), len(vocabulary.months)) == (7, 12)
    assert all(re.compile(pattern).groups == 1 for pattern in vocabulary.ordinals)
    assert [word for word in words_in(vocabulary) if fold(word) != word] == []


def words_in(vocabulary: Vocabulary) -> list[str]:
    patterns = {*vocabulary.ordinals, *vocabulary.month_first, *(tag for _, tag in vocabulary.tongues)}
    found, left = list[str](), [getattr(vocabulary, field.name) for field in fields(Vocabulary)]
    while left:
        match left.pop():
            case str() as word if word not in patterns:
                found.append(word)
            case tuple() as several:
                left.extend(several)
    return found


def test_a_person_reads_their_own_language_before_english_and_others_after_it() -> None:
    english, german = BY_LANGUAGE["en"], BY_LANGUAGE["de"]
    assert languages_of("de-AT") == (german, english)
    assert languages_of("fi-FI") == languages_of("en-US") == (english,)
    everybody, germans = all_languages((english,)), all_languages((german, english))
    assert (everybody[0].weekdays, everybody[0].days) == (english.weekdays, english.days), "with its short names"
    assert "half" in dict(english.past), "half ten is half past ten"
    assert "half" not in dict(everybody[0].past), "beside other languages it may be half past nine"
    assert set(everybody) == set(germans)
    assert len(everybody) == len(LANGUAGES)
    assert (germans[0].weekdays[0], german.weekdays[0]) == (("montag",), ("montag", "mo"))


def test_short_names_of_ones_own_are_understood_beside_words_of_another_language() -> None:
    english, german, spanish = BY_LANGUAGE["en"], BY_LANGUAGE["de"], BY_LANGUAGE["es"]
    assert written_out((english,)) == {}
    assert written_out((german, english))["mo"] == "monday"
    assert written_out((spanish, english))["hoy"] == "today"
    assert "mar" not in written_out((spanish, english)), "a Tuesday or March"
