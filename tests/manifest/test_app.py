"""What Teams is told about the bot is what Microsoft's own schema allows, in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import FormatChecker  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]

from bot.commands.recognition import recognize
from bot.languages import LANGUAGES
from bot.languages.negotiation import language_for
from manifest.app import language_file, manifest, texts
from manifest.edition import COMPATIBLE, GENERAL, Edition
from manifest.settings import PackSettings, read_pack_settings
from manifest.words import app_words
from tests.support.manifest import schema, typed

APP_ID = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
OTHERS = LANGUAGES[1:]
ADMIN = re.compile("admin|ammin|beheerder|管理者|管理员|مسؤول|مشرف", re.IGNORECASE)
EDITIONS = pytest.mark.parametrize("edition", [GENERAL, COMPATIBLE], ids=["general", "compatible"])


def faults(document: Any, against: Any) -> list[str]:
    validator = validator_for(against)(against, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@EDITIONS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_passes_microsofts_schema_with_any_languages_words(
    settings: PackSettings, language: str, edition: Edition
) -> None:
    assert faults(manifest(settings, language, edition), schema(edition.schema_version)) == []


@EDITIONS
@pytest.mark.parametrize("language", OTHERS)
def test_a_language_file_passes_microsofts_schema(settings: PackSettings, language: str, edition: Edition) -> None:
    file = language_file(settings, language, edition)
    assert faults(file, schema(edition.schema_version, "Localization.")) == []


@EDITIONS
def test_the_manifest_says_which_schema_it_keeps(settings: PackSettings, edition: Edition) -> None:
    told = manifest(settings, edition=edition)
    assert told["manifestVersion"] == edition.schema_version
    assert f"/teams/v{edition.schema_version}/" in told["$schema"]
    assert f"/teams/v{edition.schema_version}/" in language_file(settings, "de", edition)["$schema"]


def test_the_schema_would_notice_a_fault(settings: PackSettings) -> None:
    broken = {**manifest(settings), "accentColor": "teal", "surprise": 1}
    assert len(faults(broken, schema(GENERAL.schema_version))) == 2


@EDITIONS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_settings_pass_too(language: str, edition: Edition) -> None:
    long = read_pack_settings(BOT_NAME="N" * 30, DEVELOPER_NAME="D" * 32, WEBSITE_URL="https://x.example/" + "w" * 2000)
    assert faults(manifest(long, language, edition), schema(edition.schema_version)) == []


def test_one_id_names_app_bot_extension_and_single_sign_on(settings: PackSettings) -> None:
    told = manifest(settings)
    assert told["id"] == APP_ID
    assert told["bots"][0]["botId"] == APP_ID
    assert told["composeExtensions"][0]["botId"] == APP_ID
    assert told["webApplicationInfo"] == {"id": APP_ID, "resource": f"api://botid-{APP_ID}"}


@EDITIONS
def test_the_bot_is_offered_in_every_kind_of_chat(settings: PackSettings, edition: Edition) -> None:
    told = manifest(settings, edition=edition)
    assert set(told["bots"][0]["scopes"]) == {"personal", "team", "groupChat"}
    assert told["defaultInstallScope"] == "personal"
    assert told["supportsChannelFeatures"] == "tier1"


@pytest.mark.parametrize("locale", ["de-at", "fr-ca", "pt-br", "pt-pt", "zh-cn", "zh-tw", "ar-sa", "en-gb", "fi-fi"])
def test_teams_shows_the_app_in_the_language_in_which_the_bot_answers(settings: PackSettings, locale: str) -> None:
    """Teams overwrites the default with the file of the language, and that with the file of language and region."""
    others = manifest(settings)["localizationInfo"]["additionalLanguages"]
    files = {each["languageTag"].lower(): each["file"] for each in others}
    shown = files.get(locale, files.get(locale.partition("-")[0], "en.json"))
    assert shown == f"{language_for(locale)}.json"


@EDITIONS
def test_every_scope_has_one_command_list(settings: PackSettings, edition: Edition) -> None:
    lists = manifest(settings, edition=edition)["bots"][0]["commandLists"]
    assert sorted(scope for commands in lists for scope in commands["scopes"]) == ["groupChat", "personal", "team"]


def test_where_others_read_along_nobody_is_led_to_show_their_account(settings: PackSettings) -> None:
    (shared,) = (each for each in manifest(settings)["bots"][0]["commandLists"] if "team" in each["scopes"])
    titles = [command["title"] for command in shared["commands"]]
    assert {"get link", "my meetings", "help"} <= set(titles)
    assert {"who am i", "sign out"}.isdisjoint(titles)


def test_the_app_asks_to_read_the_meeting_of_a_chat_and_nothing_else_of_it(settings: PackSettings) -> None:
    assert manifest(settings)["authorization"]["permissions"]["resourceSpecific"] == [
        {"name": "OnlineMeeting.ReadBasic.Chat", "type": "Application"},
        {"name": "ChannelMeeting.ReadBasic.Group", "type": "Application"},
    ]


def test_slash_commands_are_for_shared_conversations(settings: PackSettings) -> None:
    bot = manifest(settings)["bots"][0]
    assert bot["supportsTargetedMessages"] is True
    triggers = {tuple(each["scopes"]): each.get("triggers") for each in bot["commandLists"]}
    assert triggers == {("personal",): None, ("team", "groupChat"): ["mention", "slash"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompt_starters_are_the_first_commands_and_the_bot_understands_them(
    settings: PackSettings, language: str
) -> None:
    commands = manifest(settings, language)["bots"][0]["commandLists"][0]["commands"]
    starters = [command for command in commands if command.get("type") == "prompt"]
    assert commands[: len(starters)] == starters
    understood = [recognize(typed(starter["prompt"])) for starter in starters]
    assert [each.spec.name for each in understood if each] == ["get_link"] * 3
    assert [bool(each.command.text) for each in understood if each] == [False, True, True]
    assert all(starter["title"] == starter["prompt"] for starter in starters)


def test_a_command_stands_in_a_list_once(settings: PackSettings) -> None:
    for commands in manifest(settings)["bots"][0]["commandLists"]:
        titles = [command["title"] for command in commands["commands"]]
        assert len(set(titles)) == len(titles) <= 12


def test_the_compatible_package_lacks_what_came_later_and_nothing_else(settings: PackSettings) -> None:
    general = manifest(settings)
    personal, shared = general["bots"][0]["commandLists"]
    del general["bots"][0]["supportsTargetedMessages"], shared["triggers"]
    compatible = manifest(settings, edition=COMPATIBLE)
    named = {key: compatible[key] for key in ("$schema", "manifestVersion")}
    personal["commands"] = compatible["bots"][0]["commandLists"][0]["commands"]
    assert {**general, **named} == compatible


@pytest.mark.parametrize(("edition", "older"), [(COMPATIBLE, "1.24"), (GENERAL, "1.28")])
def test_no_older_schema_would_do(settings: PackSettings, edition: Edition, older: str) -> None:
    asked = {**manifest(settings, edition=edition), "manifestVersion": older}
    assert faults(asked, schema(older)) != []


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


@EDITIONS
@pytest.mark.parametrize("language", OTHERS)
def test_a_language_file_has_every_text_that_teams_lets_be_translated(
    settings: PackSettings, language: str, edition: Edition
) -> None:
    told = schema(edition.schema_version, "Localization.")
    patterns = [re.compile(pattern) for pattern in told["patternProperties"]]
    fixed = set(told["properties"])
    places = [place for place, _ in texts(manifest(settings, edition=edition))]
    translatable = {place for place in places if place in fixed or any(pattern.search(place) for pattern in patterns)}
    assert language_file(settings, language, edition).keys() == translatable


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_file_translates_everything_but_the_apps_name(settings: PackSettings, language: str) -> None:
    english = dict(texts(manifest(settings)))
    same = [place for place, text in language_file(settings, language).items() if english[place] == text]
    assert same == ["name.short"]


def test_a_german_reader_is_offered_german_commands(settings: PackSettings) -> None:
    titles = [text for place, text in language_file(settings, "de").items() if place.endswith(".title")]
    assert titles[0] == "Link holen"
    assert {"Wer bin ich", "Abmelden", "Hilfe", "Meine Besprechungen"} <= set(titles)
    assert {"Besprechung finden", "Kundenlink einfügen", "Kundenlink holen"} <= set(titles)


def test_the_manifest_names_exactly_the_languages_there_are(settings: PackSettings) -> None:
    info = manifest(settings)["localizationInfo"]
    files = [other["file"] for other in info["additionalLanguages"]]
    assert [info["defaultLanguageTag"], *files] == ["en", *(f"{language}.json" for language in OTHERS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_people_are_plain_text(settings: PackSettings, language: str) -> None:
    full = manifest(settings, language)["description"]["full"]
    assert not re.search(r"[*_`<>#]", full)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_names_microsoft_teams_first_and_says_who_approves_and_where_help_is(
    settings: PackSettings, language: str
) -> None:
    """As Microsoft's store wants it, and as an admin who has never heard of the app does."""
    told = manifest(settings, language)["description"]
    for text in (told["short"], told["full"]):
        assert text.index("Microsoft Teams") + len("Microsoft ") == text.index("Teams")
    last = told["full"].split("\n\n")[-1]
    assert ADMIN.search(last)
    assert app_words(language).commands["help"].title in last
