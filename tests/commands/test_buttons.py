"""What a pressed button leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import COMMANDS, CommandSpec, commands
from bot.commands.recognition import Recognized, recognize
from bot.commands.spec import Follows
from bot.dispatcher import Dispatcher
from bot.model import (
    Action,
    ActionKind,
    BareLink,
    Help,
    Invitation,
    LinkReady,
    MeetingChoice,
    Notice,
    Reply,
    SignedOut,
    Trouble,
    WhoAmI,
)
from tests.support.fakes import ANNA, BEN, PHYSIO, WEEK, FakeMeetings, FakeTokens, command, customer_link, signed_in


async def press(button: Action, meetings: FakeMeetings | None = None, text: str = "") -> Reply:
    return await Dispatcher(commands(meetings or FakeMeetings(), FakeTokens()))(command(text, press=button))


async def test_a_pressed_meeting_that_was_just_listed_costs_one_call() -> None:
    meetings = FakeMeetings(just_listed=[PHYSIO])
    reply = await press(Action(ActionKind.GET_LINK, meeting=PHYSIO), meetings, text="whatever Teams puts here")
    assert reply == LinkReady(PHYSIO, customer_link(PHYSIO))
    assert meetings.calls == ["appointment_link"]


async def test_a_meeting_whose_link_the_calendar_hides_is_completed_first() -> None:
    hidden = replace(PHYSIO, join_url="", event_id="AAMk1")
    meetings = FakeMeetings(hidden={"AAMk1": PHYSIO.join_url})
    reply = await press(Action(ActionKind.GET_LINK, meeting=hidden), meetings)
    assert isinstance(reply, LinkReady)
    assert reply.meeting.join_url == PHYSIO.join_url
    assert meetings.calls == ["with_join_url", "appointment_link"]


async def test_an_event_without_any_link_says_so() -> None:
    reply = await press(Action(ActionKind.GET_LINK, meeting=replace(PHYSIO, join_url="")))
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NO_JOIN_LINK


async def test_copy_answers_with_the_bare_link_and_asks_nobody() -> None:
    meetings = FakeMeetings()
    assert await press(Action(ActionKind.COPY, link="https://visit.example/x"), meetings) == BareLink(
        "https://visit.example/x"
    )
    assert meetings.calls == []


@pytest.mark.parametrize(("language", "expected"), [("pl", "pl"), ("", "en-GB")])
async def test_an_invitation_has_the_link_of_its_language(language: str, expected: str) -> None:
    meetings = FakeMeetings()
    reply = await press(Action(ActionKind.INVITATION, meeting=PHYSIO, language=language), meetings)
    assert reply == Invitation(PHYSIO, customer_link(PHYSIO, expected), expected)
    assert meetings.languages == [expected]


async def test_the_buttons_of_older_cards_say_what_could_be_typed() -> None:
    assert await press(Action(ActionKind.SAY, text="help")) == Help()
    assert await press(Action(ActionKind.SAY, text="get link")) == MeetingChoice(WEEK_SORTED)
    assert await press(Action(ActionKind.SAY, text="my meetings")) == MeetingChoice(WEEK_SORTED)
    assert await press(Action(ActionKind.SAY, text="sign out")) == SignedOut()


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.phrases], ids=lambda spec: spec.name)
async def test_a_typed_request_is_its_command_and_reads_no_phrase(spec: CommandSpec) -> None:
    """A person's meeting may be called 'sign out'; a request's words are never a command's."""
    asked = command("whatever Teams puts here", press=spec.request("sign out"))
    assert recognize(asked) == Recognized(spec, replace(asked, text="sign out"))
    dispatch = Dispatcher(commands(FakeMeetings(), FakeTokens()))
    assert type(await dispatch(asked)) is type(await dispatch(command(f"{spec.phrases[0]} {WORDS[spec.follows]}")))


@pytest.mark.parametrize(
    "button",
    [
        Action(ActionKind.COPY),
        Action(ActionKind.INVITATION),
        Action(ActionKind.COMMAND, command="a command of another release"),
        Action(ActionKind.COMMAND),
    ],
)
async def test_a_button_without_its_data_is_stale(button: Action) -> None:
    reply = await press(button)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.STALE_CARD


async def test_who_am_i_tells_the_account() -> None:
    tokens = signed_in([ANNA])
    dispatch = Dispatcher(commands(FakeMeetings(), tokens))
    assert await dispatch(command("who am i")) == WhoAmI(await tokens.account(ANNA))
    assert await dispatch(command("who am i", user=BEN)) == WhoAmI(None)


async def test_sign_out_forgets_the_person_and_nobody_else() -> None:
    tokens = signed_in([ANNA, BEN])
    assert await Dispatcher(commands(FakeMeetings(), tokens))(command("sign out")) == SignedOut()
    assert await tokens.account(ANNA) is None
    assert await tokens.account(BEN) is not None


WORDS = {Follows.NOTHING: "", Follows.ANYTHING: "sign out", Follows.MEETING: "sign out", Follows.LANGUAGE: "sign out"}
WEEK_SORTED = tuple(sorted(WEEK, key=lambda meeting: str(meeting.start)))
