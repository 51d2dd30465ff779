"""'Try again' means the same question, in whatever words it is said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import commands
from bot.commands.again import said_again
from bot.dispatcher import Dispatcher
from bot.languages import LANGUAGES
from bot.languages.catalogue import catalogue
from bot.model import Action, ActionKind, ChatKind, Command, Notice, Trouble
from bot.records.failed_questions import FailedQuestion, FailedQuestions
from bot.teams.inbound.repeats import LONGEST_KEPT, LastAsked
from tests.support.fakes import BEN, NOW, PHYSIO, FakeMeetings, FakeTokens, asked_today, command

AGAIN = (
    "try again",
    "Try again!",
    "please try again",
    "again",
    "retry",
    "once more",
    "one more time, please",
    "continue",
    "try agian",
    "Tyr again",
    "noch eimal versuchen",
    "wiederhloen",
    "Noch einmal versuchen",
    "noch mal",
    "nochmal bitte",
    "Versuch es noch mal",
    "erneut versuchen",
    "wiederholen",
    "weiter",
)


class Failed(FailedQuestions):
    """What has failed anywhere is `question`; without a store."""

    def __init__(self, question: FailedQuestion | None = None) -> None:
        self.question = question

    async def take(self, command: Command) -> FailedQuestion | None:
        return self.question


async def meant_by(asked: LastAsked, *said: Command) -> Command:
    """What the last of these messages comes to."""
    return [await asked.meant(each) for each in said][-1]


def meant(*said: Command, failed: FailedQuestion | None = None) -> Command:
    """The same, for somebody who is new; `failed` somewhere else."""
    return asyncio.run(meant_by(LastAsked(Failed(failed)), *said))


@pytest.mark.parametrize("text", AGAIN)
def test_trying_again_is_the_question_before(text: str) -> None:
    assert meant(command("get link physio"), command(text)).text == "get link physio"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_own_words_are_among_them(language: str) -> None:
    label = catalogue(language).gettext("Try again")
    assert meant(command("get link physio"), command(label)).text == "get link physio"


def test_a_pressed_button_is_a_question_too() -> None:
    press = Action(ActionKind.GET_LINK, meeting=PHYSIO)
    assert meant(command("my meetings"), command(press=press), command("try again")).press == press


def test_a_link_that_only_the_markup_held_is_asked_for_again() -> None:
    html = f'<a href="{PHYSIO.join_url}">here</a>'
    assert meant(command("get link here", html=html), command("again")).html == html


def test_again_and_again_is_still_the_same() -> None:
    assert meant(command("get link physio"), command("again"), command("again")).text == "get link physio"


def test_a_misspelled_try_again_is_no_question_itself() -> None:
    assert meant(command("get link physio"), command("try agian"), command("again")).text == "get link physio"


def test_what_was_polite_in_between_is_no_question() -> None:
    said = command("get link physio"), command("ok"), command("thanks"), command("try again")
    assert meant(*said).text == "get link physio"


def test_what_was_not_understood_in_between_is_no_question() -> None:
    said = command("get link physio"), command("no the other one"), command("again")
    assert meant(*said).text == "get link physio"


def test_what_nobody_understands_is_asked_again_where_there_is_nothing_else() -> None:
    assert meant(command("no the other one"), command("thanks"), command("again")).text == "no the other one"


def test_tomorrow_stays_the_day_that_was_meant() -> None:
    later = replace(command("try again"), now=NOW.replace(day=24))
    again = meant(command("get link tomorrow"), later)
    assert said_again(again) == asked_today("tomorrow")


def test_everybody_repeats_what_they_asked_themselves_there() -> None:
    mine, theirs = command("get link physio"), command("my meetings", user=BEN)
    elsewhere = command("who am i")
    elsewhere = replace(elsewhere, address=replace(elsewhere.address, conversation_id="19:group", kind=ChatKind.GROUP))
    assert meant(mine, theirs, elsewhere, command("try again")).text == "get link physio"


async def test_with_nothing_to_repeat_it_says_so_and_looks_for_nothing() -> None:
    meetings = FakeMeetings()
    asked = await meant_by(LastAsked(Failed()), command("try again"))
    reply = await Dispatcher(commands(meetings, FakeTokens()))(asked)
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.retry, meetings.calls) == (Trouble.NOTHING_TO_REPEAT, None, [])


@pytest.mark.parametrize(("minutes", "is_newer"), [(1, True), (-1, False), (0, False)])
def test_what_failed_at_another_process_counts_if_it_was_asked_later(minutes: int, is_newer: bool) -> None:
    action = Action(ActionKind.GET_LINK, text="physio")
    failed = FailedQuestion("", NOW + timedelta(minutes=minutes), action)
    assert meant(command("try again"), failed=failed).press == action
    again = meant(command("my meetings"), command("try again"), failed=failed)
    assert (again.press, again.text) == ((action, "") if is_newer else (None, "my meetings"))


def test_nobodys_words_are_remembered_for_longer_than_half_a_day() -> None:
    now = [0.0]
    asked = LastAsked(Failed(), clock=lambda: now[0])
    asyncio.run(meant_by(asked, command("get link physio")))
    now[0] += LONGEST_KEPT + 1
    assert asyncio.run(meant_by(asked, command("try again"))).text == "try again"


@pytest.mark.parametrize(
    "text", ["again physio", "retry strategy meeting", "get link again", "weiterbildung", "x" * 70]
)
def test_words_that_say_more_are_a_question_of_their_own(text: str) -> None:
    assert meant(command("get link physio"), command(text)).text == text


def test_one_long_message_does_not_push_out_what_others_asked() -> None:
    asked = LastAsked(Failed(), memory=1_000_000)
    others = [command("x" * 60_000, user=replace(BEN, id=str(n))) for n in range(50)]
    again = asyncio.run(meant_by(asked, command("get link physio"), *others, command("try again")))
    assert again.text == "get link physio"
