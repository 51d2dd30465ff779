"""What Teams is told about the bot is what Microsoft's own schema allows, in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import FormatChecker  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]

from manifest.app import SCHEMA_VERSION, language_file, manifest
from manifest.settings import PackSettings, read_pack_settings
from manifest.words import FOLDER, LANGUAGES
from tests.manifest.conftest import schema

APP_ID = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
OTHERS = LANGUAGES[1:]


def faults(document: Any, against: Any) -> list[str]:
    validator = validator_for(against)(against, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_manifest_passes_microsofts_schema(settings: PackSettings) -> None:
    assert faults(manifest(settings), schema(SCHEMA_VERSION)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_would_pass_with_any_languages_words(settings: PackSettings, language: str) -> None:
    assert faults(manifest(settings, language), schema(SCHEMA_VERSION)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_file_passes_microsofts_schema(settings: PackSettings, language: str) -> None:
    assert faults(language_file(settings, language), schema(SCHEMA_VERSION, "Localization.")) == []


def test_the_schema_would_notice_a_fault(settings: PackSettings) -> None:
    broken = {**manifest(settings), "accentColor": "teal", "surprise": 1}
    assert len(faults(broken, schema(SCHEMA_VERSION))) == 2


def test_the_longest_settings_pass_too() -> None:
    long = read_pack_settings(BOT_NAME="N" * 30, DEVELOPER_NAME="D" * 32, WEBSITE_URL="https://x.example/" + "w" * 2000)
    for language in LANGUAGES:
        assert faults(manifest(long, language), schema(SCHEMA_VERSION)) == []


def test_one_id_names_app_bot_and_single_sign_on(settings: PackSettings) -> None:
    told = manifest(settings)
    assert told["id"] == APP_ID
    assert told["bots"][0]["botId"] == APP_ID
    assert told["webApplicationInfo"] == {"id": APP_ID, "resource": f"api://botid-{APP_ID}"}


def test_the_bot_is_offered_in_the_personal_chat(settings: PackSettings) -> None:
    told = manifest(settings)
    assert told["bots"][0]["scopes"] == ["personal"]
    assert told["defaultInstallScope"] == "personal"
    assert [commands["scopes"] for commands in told["bots"][0]["commandLists"]] == [["personal"]]


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://bot.clinic.example", "bot.clinic.example"),
        ("https://Bot.Clinic.Example:443/", "bot.clinic.example"),
        ("https://bot.clinic.example:8443", "bot.clinic.example:8443"),
    ],
)
def test_sign_in_pages_open_only_from_the_bots_own_host(url: str, domain: str) -> None:
    assert manifest(read_pack_settings(PUBLIC_URL=url))["validDomains"] == [domain]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_file_translates_every_title_and_description(settings: PackSettings, language: str) -> None:
    told = manifest(settings)
    commands = told["bots"][0]["commandLists"][0]["commands"]
    file = language_file(settings, language)
    for index, command in enumerate(commands):
        for part in ("title", "description"):
            assert file[f"bots[0].commandLists[0].commands[{index}].{part}"] != command[part]
    assert file["description.short"] != told["description"]["short"]
    assert file["description.full"] != told["description"]["full"]
    assert file["name.short"] == told["name"]["short"]


def test_a_german_reader_is_offered_german_commands(settings: PackSettings) -> None:
    titles = [text for place, text in language_file(settings, "de").items() if place.endswith(".title")]
    assert titles == ["Link holen", "Wer bin ich", "Abmelden", "Hilfe"]


def test_the_manifest_names_exactly_the_languages_there_are(settings: PackSettings) -> None:
    info = manifest(settings)["localizationInfo"]
    tags = [info["defaultLanguageTag"], *(other["languageTag"] for other in info["additionalLanguages"])]
    assert tags == list(LANGUAGES)
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_people_are_plain_text(settings: PackSettings, language: str) -> None:
    full = manifest(settings, language)["description"]["full"]
    assert not re.search(r"[*_`<>#]", full)
