"""Which words are which command."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.commands.recognition import recognize
from bot.languages.vocabularies import BY_LANGUAGE, VOCABULARIES
from bot.languages.vocabulary import Vocabulary
from bot.reading.folding import fold
from tests.support.fakes import PHYSIO, command

PHRASED = [spec.name for spec in COMMANDS if spec.phrases]


def heard(text: str, html: str = "") -> tuple[str, str] | None:
    """The name of the command and what was said beside it."""
    found = recognize(command(text, html=html))
    return (found.spec.name, found.command.text) if found else None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("get link", ""),
        ("Get Link!", ""),
        ("GETLINK", ""),
        ("/getlink", ""),
        ("/get-link physio", "physio"),
        ("get\u00a0link\u00a0 physio", "physio"),
        ("  get   link   physio tomorrow  ", "physio tomorrow"),
        ("get-link", ""),
        ("get_link: Zoë", "Zoë"),
        ("gét lïnk", ""),
        ("get the customer's link for Anna", "for Anna"),
        ("Hello, could you please get the link for Anna?", "for Anna?"),
        ("link physio", "physio"),
        ("get the Teams link for Adeyemi", "for Adeyemi"),
        ("video link Adeyemi", "Adeyemi"),
        ("need the link for Adeyemi", "for Adeyemi"),
        ("kindly send the link", ""),
        ("Teams-Link Krüger", "Krüger"),
        ("Patienten-Link Krüger", "Krüger"),
        ("Brauche Link für Krüger", "für Krüger"),
        ("afspraak-link de Vries", "de Vries"),
        ("Teams-länk", ""),
        ("besoin du lien pour Dupont", "pour Dupont"),
        ("Link holen", ""),
        ("Bitte hol den Kundenlink für Frau Groß", "für Frau Groß"),
        ("get patient link Adeyemi", "Adeyemi"),
        ("the client's link for Adeyemi", "for Adeyemi"),
        ("please get me the link for Adeyemi", "for Adeyemi"),
        ("Can I have the link for Adeyemi?", "for Adeyemi?"),
        ("could you send the link for Adeyemi", "for Adeyemi"),
        ("can u send me the link for Adeyemi pls", "for Adeyemi pls"),
        ("What's the link for Adeyemi?", "for Adeyemi?"),
        ("Patientenlink Krüger", "Krüger"),
        ("Könntest du mir bitte mal den Kundenlink für Krüger geben", "für Krüger geben"),
        ("Könnten Sie mir den Link schicken?", "schicken?"),
        ("Ich bräuchte den Link für Krüger", "für Krüger"),
        ("Schick den Link für Krüger", "für Krüger"),
        ("Hol mir den Link", ""),
        ("Gib mir den Link", ""),
        ("Wie ist der Link für die Physio?", "für die Physio?"),
        ("copy link Adeyemi", "Adeyemi"),
        ("can you copy and paste the link for Adeyemi", "for Adeyemi"),
        ("Adeyemi's link please", "Adeyemi's"),
        ("can you send me Adeyemi link", "Adeyemi"),
        ("Kopiere den Link für Krüger", "für Krüger"),
        ("ouvre le lien Dubois", "Dubois"),
        ("comparte el enlace de Ruiz", "de Ruiz"),
        ("apri il link Rossi", "Rossi"),
        ("kopieer de link de Vries", "de Vries"),
        ("copia o link Silva", "Silva"),
        ("skopiuj link Kowalska", "Kowalska"),
        ("dela länk Berg", "Berg"),
        ("田中さんのリンクをコピーして", "田中さん"),
        ("复制链接 李明", "李明"),
        ("انسخ رابط أحمد", "أحمد"),
    ],
)
def test_get_link_in_its_many_spellings(text: str, rest: str) -> None:
    assert heard(text) == ("get_link", rest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my meetings", "meetings"),
        ("Show my meetings, please", "meetings"),
        ("Zeig mir meine Termine", "meetings"),
        ("appointments tomorrow", "meetings"),
        ("all my upcoming meetings", "meetings"),
        ("alle meine Termine", "meetings"),
        ("who am i?", "who_am_i"),
        ("Whoami", "who_am_i"),
        ("Wer bin ich", "who_am_i"),
        ("sign out", "sign_out"),
        ("Log out, please", "sign_out"),
        ("Abmelden", "sign_out"),
        ("sign off", "sign_out"),
        ("desconectarme", "sign_out"),
        ("esci", "sign_out"),
        ("deslogar", "sign_out"),
        ("log in", "who_am_i"),
        ("Sign in please", "who_am_i"),
        ("anmelden", "who_am_i"),
        ("connexion", "who_am_i"),
        ("iniciar sesión", "who_am_i"),
        ("accedi", "who_am_i"),
        ("inloggen", "who_am_i"),
        ("iniciar sessão", "who_am_i"),
        ("zaloguj się", "who_am_i"),
        ("logga in", "who_am_i"),
        ("ログイン", "who_am_i"),
        ("登录", "who_am_i"),
        ("تسجيل الدخول", "who_am_i"),
        ("help", "help"),
        ("Hilfe!", "help"),
        ("?", "help"),
        ("", "help"),
        ("  \n ", "help"),
        ("hi", "small_talk"),
        ("Hello there!", "small_talk"),
        ("Guten Morgen", "small_talk"),
        ("please", "help"),
        ("...", "help"),
        ("what can you do", "help"),
    ],
)
def test_the_other_commands(text: str, name: str) -> None:
    found = heard(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "physio tomorrow",
        "linked accounts",
        "forget linking",
        "sign out sheet for Monday",
        "who am i meeting tomorrow",
        "call me on 0171 1234567",
        "see you tomorrow morning in room 4",
        "link-up with Anna",
        "what is the time",
        "send flowers",
        "patient links to the hospital",
        "wrong link",
        "I sent Adeyemi the link",
        "open the door for Adeyemi",
        "copy that",
        "sign in sheet for Monday",
    ],
)
def test_other_words_are_no_command(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize("text", [PHYSIO.join_url, f"look: {PHYSIO.join_url}", "248 123 456 789 12"])
def test_a_bare_link_or_number_is_get_link(text: str) -> None:
    assert heard(text) == ("get_link", text)


def test_a_link_that_only_the_markup_holds_is_get_link() -> None:
    assert heard("", html=f'<a href="{PHYSIO.join_url}">Join</a>') == ("get_link", "")


def test_every_phrase_of_every_language_is_its_own_command() -> None:
    for language in VOCABULARIES:
        for name in PHRASED:
            for phrase in language.phrases(name):
                assert heard(phrase) == (name, ""), phrase


@pytest.mark.parametrize("language", VOCABULARIES, ids=BY_LANGUAGE)
def test_every_language_has_phrases_for_exactly_the_commands_that_can_be_typed(language: Vocabulary) -> None:
    assert [name for name, _phrases in language.commands] == PHRASED
    assert all(language.phrases(name) for name in PHRASED)


def test_the_words_of_every_language_are_folded() -> None:
    for language in VOCABULARIES:
        titles = (language.men, language.women, language.titles)
        beside = (
            language.courtesy,
            language.joining,
            *(phrases for _manner, phrases in language.manners),
            language.stop_words,
            language.several,
            language.at_hand,
            language.next,
            language.now,
        )
        for phrase in (
            *chain(*beside, *titles),
            *(phrase for name in PHRASED for phrase in language.phrases(name)),
        ):
            assert fold(phrase) == phrase


@given(st.text(max_size=300))
def test_any_text_is_a_command_or_none(text: str) -> None:
    found = recognize(command(text))
    assert found is None or found.spec in COMMANDS


@given(st.text(max_size=40))
def test_what_follows_the_phrase_is_kept_as_typed(words: str) -> None:
    found = heard(f"get link x{words}x")
    assert found == ("get_link", f"x{words}x")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("tomorrow", "en-GB"),
        ("today please", "en-GB"),
        ("Friday at 3pm", "en-GB"),
        ("3pm?", "en-GB"),
        ("this afternoon", "en-GB"),
        ("now", "en-GB"),
        ("now please", "en-GB"),
        ("morgen um 15 Uhr", "de-DE"),
        ("demain matin", "fr-FR"),
        ("mañana a las tres", "es-ES"),
        ("明天下午", "zh-CN"),
        ("明日", "ja-JP"),
        ("hoy", "es-ES"),
        ("غدا", "ar-SA"),
    ],
)
def test_a_day_or_a_time_alone_asks_for_the_link_of_what_is_then(text: str, locale: str) -> None:
    found = recognize(command(text, locale=locale))
    assert found is not None
    assert found.spec.name == "get_link"


@pytest.mark.parametrize(
    ("text", "locale"),
    [("good morning", "en-GB"), ("Guten Morgen", "de-DE"), ("bis morgen", "de-DE"), ("à demain", "fr-FR")],
)
def test_a_greeting_with_a_day_in_it_stays_one(text: str, locale: str) -> None:
    found = recognize(command(text, locale=locale))
    assert found is not None
    assert found.spec.name == "small_talk"


@pytest.mark.parametrize("text", ["so", "Do", "mi.", "Sa"])
def test_a_little_word_that_is_short_for_a_day_is_no_command(text: str) -> None:
    assert recognize(command(text, locale="de-DE")) is None


@pytest.mark.parametrize("text", ["12", "3", "4 of 12", "monday club", "may", "June Smith", "9am in room 2 with Anna"])
def test_what_may_be_more_than_a_time_is_no_command(text: str) -> None:
    assert recognize(command(text)) is None
