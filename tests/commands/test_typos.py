"""A misspelled command is understood, or asked back; other words are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS, commands
from bot.commands.recognition import NEARLY, nearly, recognize
from bot.dispatcher import Dispatcher
from bot.model import Action, ActionKind, ChatKind, Notice, Trouble
from tests.support.effort import calls_of
from tests.support.fakes import FakeMeetings, FakeTokens, command

UNDERSTOOD = {
    "get lnik": ("get_link", ""),
    "gte link": ("get_link", ""),
    "getlnik": ("get_link", ""),
    "gett link": ("get_link", ""),
    "get linj next": ("get_link", "next"),
    "geet link physio tomorrow": ("get_link", "physio tomorrow"),
    "please get lnik for Adeyemi": ("get_link", "for Adeyemi"),
    "fnid link": ("get_link", ""),
    "get the lnik": ("get_link", ""),
    "Lnik holen Krüger": ("get_link", "Krüger"),
    "Link hoeln": ("get_link", ""),
    "link holne morgen": ("get_link", "morgen"),
    "Kundnelink Krüger": ("get_link", "Krüger"),
    "my meetngs": ("meetings", ""),
    "my metings tomorrow": ("meetings", "tomorrow"),
    "meine Temrine": ("meetings", ""),
    "tyr again": ("again", ""),
    "comands": ("help", ""),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_command_with_a_wrong_letter_is_understood(text: str) -> None:
    found = recognize(command(text))
    assert found is not None
    assert (found.spec.name, found.command.text) == UNDERSTOOD[text]


@pytest.mark.parametrize(
    "text",
    ["Link Helen Krüger", "Termin-Link Holger Krüger", "pobierz link Ola Krüger", "lien Clint Krüger", "link Toni"],
)
def test_who_is_called_nearly_like_a_word_of_a_command_is_named_whole(text: str) -> None:
    found = recognize(command(text))
    assert found is not None
    assert text.endswith(found.command.text)
    assert found.command.text.startswith(("Helen", "Holger", "Ola", "Clint", "Toni"))


ASKED_BACK = {
    "lnk": Action(ActionKind.GET_LINK),
    "lnk physio": Action(ActionKind.GET_LINK, text="physio"),
    "get lin": Action(ActionKind.GET_LINK),
    "lnik": Action(ActionKind.GET_LINK),
    "linke": Action(ActionKind.GET_LINK),
    "hlep": Action(ActionKind.COMMAND, command="help"),
    "hilfee": Action(ActionKind.COMMAND, command="help"),
    "sing out": Action(ActionKind.COMMAND, command="sign_out"),
    "log uot": Action(ActionKind.COMMAND, command="sign_out"),
    "abmeldn": Action(ActionKind.COMMAND, command="sign_out"),
    "who ma i": Action(ActionKind.COMMAND, command="who_am_i"),
    "termin": Action(ActionKind.MEETINGS),
    "meeting with Anna": Action(ActionKind.MEETINGS, text="with Anna"),
}


@pytest.mark.parametrize("text", ASKED_BACK)
async def test_what_may_have_been_a_command_is_asked_back(text: str) -> None:
    meetings = FakeMeetings()
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(text))
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.meant) == (Trouble.NOT_UNDERSTOOD, ASKED_BACK[text])
    assert meetings.calls == []


@pytest.mark.parametrize("text", ["sing out", "log uot", "abmeldn", "who ma i"])
def test_nobody_is_led_to_press_what_concerns_an_account_where_others_read_along(text: str) -> None:
    alone = command(text)
    among_others = replace(alone, address=replace(alone.address, kind=ChatKind.GROUP))
    assert nearly(alone) is not None
    assert nearly(among_others) is None


@pytest.mark.parametrize(
    "text",
    [
        "physio tomorrow",
        "linked accounts",
        "forget linking",
        "sign out sheet for Monday",
        "who am i meeting tomorrow",
        "sing out loud rehearsal",
        "call me on 0171 1234567",
        "what is the time",
        "send flowers",
        "Krüger morgen",
        "budget review",
        "hand help line",
        "lunch",
        "Physiotherapie",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert recognize(command(text)) is None
    assert nearly(command(text)) is None


def test_no_command_is_taken_for_a_misspelled_one() -> None:
    for spec in COMMANDS:
        for phrase in spec.phrases:
            found = recognize(command(phrase))
            assert found is not None
            assert found.spec is spec, phrase


@given(st.text(max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    for guess in NEARLY.guesses(text):
        assert text.endswith(guess.rest)


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    short = calls_of(lambda: NEARLY.guesses("words that nobody knows at all, whatever is behind them" + " " * 60))
    long = calls_of(lambda: NEARLY.guesses("words that nobody knows at all, whatever is behind them" + " x" * 5000))
    assert long <= short * 1.5
