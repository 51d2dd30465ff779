"""Hello, thanks, a thumb, goodbye: what is only polite, and what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.recognition import audience_of, recognize
from bot.commands.small_talk import PHRASES, manner_of
from bot.commands.spec import Audience
from bot.model import Manner
from tests.support.fakes import PHYSIO, command

SAID = {
    Manner.GREETING: (
        "hi",
        "Hi!",
        "hello there",
        "Hey 👋",
        "👋",
        "good morning everyone",
        "How are you?",
        "helo",
        "Hallo",
        "Hallöchen",
        "Guten Tag",
        "Moin",
        "Servus zusammen",
        "Grüß Gott",
        "Wie geht’s?",
        "Hi Anna",
        "Hallo Frau Dr. Osei!",
    ),
    Manner.THANKS: (
        "thanks",
        "Thanks a lot!!",
        "thank you so much for the help",
        "thx",
        "ty",
        "cheers",
        "ok thanks",
        "No, thanks",
        "🙏",
        "❤️",
        "thnaks",
        "Danke",
        "Danke schön!",
        "Vielen Dank 🙏",
        "danke für die Hilfe",
        "alles klar, danke",
        "dnake",
        "hi, thanks",
        "thanks, that worked",
        "Thank you so much Anna!",
        "perfect, cheers",
        "thanks a lot, that was quick",
        "thank you, Dr. Osei",
        "great, it works now, thanks mate",
        "thanks bot, you saved my day",
        "thank you for your quick help, Sarah",
        "danke, hat geklappt",
        "super, vielen Dank!",
        "Danke dir, Anna",
        "das ging schnell, vielen lieben Dank",
        "Top, danke, Frau Müller",
        "Klappt jetzt, danke!",
        "ok super danke dir",
    ),
    Manner.AGREEMENT: (
        "ok",
        "OK.",
        "👍",
        "👍🏽👍🏽",
        "(y)",
        ":)",
        ":+1:",
        "🎉",
        "great",
        "Perfect, got it!",
        "yes please",
        "passt",
        "alles klar",
        "Super!",
        "ja",
        "Prima 😀",
        "that did the trick",
        "awesome, worked like a charm!",
        "that's exactly what I needed",
        "hat super funktioniert",
    ),
    Manner.REFUSAL: (
        "no",
        "Nope",
        "never mind",
        "not now",
        "forget it",
        "nein",
        "nö",
        "egal",
        "vergiss es",
        "Abbrechen",
    ),
    Manner.FAREWELL: (
        "bye",
        "Bye bye!",
        "see you tomorrow",
        "good night",
        "have a nice day",
        "ok thanks bye",
        "thanks and have a nice day",
        "tschüss",
        "Tschüß",
        "Auf Wiedersehen!",
        "bis morgen",
        "Schönen Feierabend noch",
        "Ciao 👋",
    ),
}
CASES = [(manner, text) for manner, texts in SAID.items() for text in texts]


@pytest.mark.parametrize(("manner", "text"), CASES)
def test_what_is_only_polite_is_answered_in_kind(manner: Manner, text: str) -> None:
    found = recognize(command(text))
    assert found is not None
    assert found.spec.name == "small_talk"
    assert (manner_of(text) or Manner(found.command.text)) is manner


@pytest.mark.parametrize(("manner", "text"), CASES)
def test_the_answer_holds_nothing_of_anybodys(manner: Manner, text: str) -> None:
    assert audience_of(command(text)) is Audience.ANYBODY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ok get link", "get_link"),
        ("Super, Link holen Krüger", "get_link"),
        ("thanks! get link next", "get_link"),
        ("👍 get link", "get_link"),
        ("hello, help", "help"),
        ("help, thanks", "help"),
        ("", "help"),
        ("?", "help"),
        ("please", "help"),
        ("sign out, thanks", "sign_out"),
        ("great, my meetings", "meetings"),
        ("thanks, now link for physio", "get_link"),
        ("thanks, that worked. And now get link Krüger", "get_link"),
        ("danke, jetzt noch den Link für Krüger", "get_link"),
        ("thanks, now my meetings", "meetings"),
    ],
)
def test_politeness_beside_a_command_is_no_answer_of_its_own(text: str, name: str) -> None:
    found = recognize(command(text))
    assert found is not None
    assert found.spec.name == name


@pytest.mark.parametrize(
    "text",
    [
        "thanks meeting tomorrow",
        "good friday",
        "hello kitty workshop",
        "no link received",
        "ok computer",
        "👍 4",
        "thanks, that did not work",
        "danke, hat nicht geklappt",
        "thanks Monday",
        "Danke Besprechung",
        "thanks physio",
        "thanks, Anna tomorrow",
        "Hello Kitty Workshop",
        "thanks but it worked not",
    ],
)
def test_words_that_say_more_are_not_small_talk(text: str) -> None:
    assert manner_of(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [("thanks, now link for physio", "for physio"), ("danke, und jetzt Link next", "next")],
)
def test_what_is_looked_for_after_politeness_is_what_was_named(text: str, rest: str) -> None:
    found = recognize(command(text))
    assert found is not None
    assert found.command.text == rest


def test_a_link_behind_polite_words_is_what_is_meant() -> None:
    found = recognize(command("thanks", html=f'<a href="{PHYSIO.join_url}">thanks</a>'))
    assert found is not None
    assert found.spec.name == "get_link"


@pytest.mark.parametrize("manner", Manner)
def test_every_phrase_is_its_own_kind_in_every_language(manner: Manner) -> None:
    for phrase in PHRASES[manner]:
        assert manner_of(phrase) is not None, phrase


@given(st.text(max_size=1200))
def test_any_text_is_polite_or_not(text: str) -> None:
    assert manner_of(text) in {None, *Manner}
