"""'language German', 'Sprache Polnisch', '语言 中文': which language is meant, and by whom it may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from babel import Locale

from bot.commands import commands
from bot.commands.recognition import nearly
from bot.dispatcher import Dispatcher
from bot.languages import LANGUAGES, formats_for, language_for
from bot.languages.chosen import AUTOMATIC, in_region_of, read_in
from bot.languages.vocabularies import BY_LANGUAGE
from bot.model import Action, ActionKind, Command, LanguageSettings, User
from bot.reading.language_names import language_named
from cards.languages import own_name
from tests.support.fakes import FakeMeetings, FakeTokens, command
from tests.support.languages import meant


@dataclass
class Readers:
    """What each person has chosen."""

    kept: dict[str, str] = field(default_factory=dict)

    async def chosen(self, user: User) -> str:
        return self.at_hand(user)

    def at_hand(self, user: User) -> str:
        return self.kept.get(user.key, "")

    async def choose(self, user: User, language: str) -> None:
        self.kept[user.key] = language


async def answered(asked: Command, readers: Readers | None = None) -> LanguageSettings:
    run = commands(FakeMeetings(), FakeTokens(), readers=readers or Readers())
    reply = await Dispatcher(run)(asked)
    assert isinstance(reply, LanguageSettings)
    return reply


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_chosen_in_the_words_of_every_other(language: str, spoken: str) -> None:
    word = BY_LANGUAGE[spoken].phrases("language")[0]
    name = Locale.parse(language, sep="-").get_display_name(Locale.parse(spoken, sep="-"))
    for said in (name, own_name(language), language, Locale.parse(language, sep="-").english_name):
        for command_word in (word, "language"):
            found = meant(f"{command_word} {said}")
            assert found
            assert (found[0], language_named(found[1])) == ("language", language)


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("language German", "de"),
        ("Please change my language to German", "de"),
        ("language: German, please", "de"),
        ("LANGUAGE pt-BR", "pt-BR"),
        ("language Portuguese", "pt-BR"),
        ("language Chinese", "zh-Hans"),
        ("Sprache auf Polnisch", "pl"),
        ("Sprache wie in Teams", AUTOMATIC),
        ("langue français", "fr"),
        ("język po polsku", "pl"),
        ("byt språk till engelska", "en"),
        ("语言中文", "zh-Hans"),
        ("言語を日本語に", "ja"),
        ("langauge deutsch", "de"),
    ],
)
async def test_as_people_say_it(typed: str, language: str) -> None:
    readers = Readers()
    reply = await answered(command(typed), readers)
    assert reply.saved
    assert reply.chosen == ("" if language == AUTOMATIC else language)
    assert list(readers.kept.values()) == [reply.chosen]


async def test_a_language_is_also_called_as_it_is_where_the_reader_comes_from() -> None:
    assert (await answered(command("language Almanca", locale="tr-TR"))).chosen == "de"


@pytest.mark.parametrize(
    "typed", ["language Klingon", "language zh-TW", "Sprache Türkisch", "language English or German"]
)
async def test_one_that_is_not_there_is_answered_with_the_choice_and_changes_nothing(typed: str) -> None:
    readers = Readers()
    reply = await answered(command(typed, locale="fr-FR"), readers)
    assert reply.unknown == typed.partition(" ")[2]
    assert (reply.chosen, reply.saved, readers.kept) == ("", False, {})


@pytest.mark.parametrize(
    "typed", ["lange Besprechung", "language therapy with Mrs Krüger on Friday at ten", "Sprachtherapie"]
)
def test_other_words_are_no_choice_of_a_language(typed: str) -> None:
    assert meant(typed) is None


def test_nobody_chooses_by_a_slip_what_no_language_is() -> None:
    assert nearly(command("lange Besprechung")) is None


async def test_what_stands_in_a_button_is_offered_and_what_is_picked_beside_it_is_done() -> None:
    readers = Readers()
    offered = await answered(command("", press=Action(ActionKind.LANGUAGE, text="deutsch")), readers)
    assert (offered.offered, offered.saved, readers.kept) == ("de", False, {})
    picked = await answered(command("", press=Action(ActionKind.LANGUAGE, language="de")), readers)
    assert (picked.chosen, picked.saved) == ("de", True)
    back = await answered(command("", press=Action(ActionKind.LANGUAGE, language=AUTOMATIC)), readers)
    assert (back.chosen, back.saved) == ("", True)


@pytest.mark.parametrize(
    ("teams", "chosen", "tag", "formats"),
    [
        ("de-DE", "en", "en-DE", "en_DE"),
        ("en-US", "en", "en-US", "en_US"),
        ("de-AT", "de", "de-AT", "de_AT"),
        ("en-US", "de", "de-US", "de"),
        ("de-DE", "pt-BR", "pt-BR", "pt_BR"),
        ("zh-CN", "zh-Hans", "zh-Hans-CN", "zh_Hans_CN"),
    ],
)
def test_the_clock_stays_that_of_the_persons_region(teams: str, chosen: str, tag: str, formats: str) -> None:
    assert in_region_of(teams, chosen) == tag
    assert language_for(tag) == chosen
    assert str(formats_for(chosen, tag)) == formats


def test_as_teams_is_set_is_found_again_whatever_was_chosen_before() -> None:
    asked = command("help", locale="de-AT")
    polish = read_in(asked, "pl")
    assert (polish.locale, polish.teams_locale) == ("pl-AT", "de-AT")
    assert read_in(polish, "ja").locale == "ja-AT"
    assert read_in(polish, "") == asked
    assert read_in(asked, "xx") is asked
