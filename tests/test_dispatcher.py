"""Whatever is said and whatever goes wrong, a person gets a reply, and the log its cause under the same reference."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.errors import Busy, Denied, Misconfigured, Service, SettingsError, SignInRequired
from bot.model import Action, ActionKind, Command, Notice, Reply, SignInNeeded, SignInReason, Trouble
from bot.ops.telemetry import bound_reference, new_reference
from tests.support.fakes import LOAN, PHYSIO, FakeMeetings, FakeTokens, asked_today, command

SECRET = "https://visit.teams.microsoft.com/secret?title=Cancer+screening"
Log = list[MutableMapping[str, Any]]


async def reply_to(said: Command, fails: Exception | None = None, delay: float = 0) -> Reply:
    meetings = FakeMeetings(fails=fails, delay=delay)
    return await Dispatcher(commands(meetings, FakeTokens()), budget=0.03, reference=lambda: "K7M2-9QXR")(said)


async def notice_of(said: Command, fails: Exception | None = None, delay: float = 0) -> tuple[Notice, Log]:
    """The notice, and the log of the turn."""
    with capture_logs() as log:
        reply = await reply_to(said, fails, delay)
    assert isinstance(reply, Notice)
    assert reply.reference == "K7M2-9QXR"
    assert [line["reference"] for line in log] == ["K7M2-9QXR"]
    return reply, log


async def test_a_needed_sign_in_is_asked_for_with_its_scopes_reason_and_claims() -> None:
    needed = SignInRequired(["OnlineMeetings.Read"], SignInReason.LOOK_UP, claims="{}")
    assert await reply_to(command("get link"), needed) == SignInNeeded(
        ("OnlineMeetings.Read",), SignInReason.LOOK_UP, "{}"
    )


async def test_a_refusal_is_told_with_its_meeting_and_link_and_logged_with_its_detail() -> None:
    refused = Denied(Trouble.NOT_YOURS, "403 Forbidden", PHYSIO, "https://admin.example/consent")
    notice, log = await notice_of(command("get link"), refused)
    assert (notice.trouble, notice.meeting, notice.url) == (Trouble.NOT_YOURS, PHYSIO, "https://admin.example/consent")
    assert log[0]["event"] == "refused"
    assert log[0]["log_level"] == "info"
    assert "403 Forbidden" in log[0]["detail"]


async def test_a_refusal_that_names_no_meeting_is_about_the_pressed_one() -> None:
    notice, _ = await notice_of(command(press=Action(ActionKind.GET_LINK, meeting=LOAN)), Denied(Trouble.GONE))
    assert notice.meeting == LOAN


async def test_busy_offers_to_say_the_same_again() -> None:
    notice, log = await notice_of(command("get link physio"), Busy("503 for 6 s", service=Service.GRAPH))
    assert (notice.trouble, notice.retry) == (Trouble.BUSY, asked_today("physio"))
    assert log[0]["detail"] == "503 for 6 s"


@pytest.mark.parametrize(
    ("service", "trouble"),
    [
        (Service.BOT, Trouble.BOT_BUSY),
        (Service.TEAMS, Trouble.TEAMS_BUSY),
        (Service.GRAPH, Trouble.BUSY),
        (Service.ENTRA, Trouble.BUSY),
    ],
)
async def test_who_is_busy_is_told_and_logged(service: Service, trouble: Trouble) -> None:
    notice, log = await notice_of(command("get link physio"), Busy("no answer", service=service))
    assert notice.trouble is trouble
    assert log[0]["service"] == service


async def test_busy_offers_the_same_press_again() -> None:
    press = Action(ActionKind.INVITATION, meeting=PHYSIO, language="pl")
    notice, _ = await notice_of(command(press=press), Busy("429"))
    assert notice.retry == press


async def test_busy_keeps_a_link_that_only_the_markup_held() -> None:
    notice, _ = await notice_of(command("get link here", html=f'<a href="{PHYSIO.join_url}">here</a>'), Busy("429"))
    assert notice.retry == asked_today(f"here {PHYSIO.join_url}")


async def test_busy_offers_no_half_of_a_long_message() -> None:
    notice, _ = await notice_of(command("get link " + "physio " * 600), Busy("429"))
    assert notice.retry is None


@pytest.mark.parametrize(
    ("named", "again"),
    [
        ("Meeting ID: 248 123 456 789 12", "Meeting ID: 24812345678912"),
        ("Tel. 999 888 777 Meeting ID: 248 123 456 789 12", "Meeting ID: 24812345678912"),
        ("248 123 456 789 12", "24812345678912"),
    ],
)
async def test_busy_offers_what_a_long_message_names_rather_than_an_address_in_it(named: str, again: str) -> None:
    notice, _ = await notice_of(command(f"get link https://riverside.example/team {'_' * 2000}\n{named}"), Busy("429"))
    assert notice.retry == asked_today(again)


async def test_what_takes_longer_than_the_budget_is_busy() -> None:
    notice, log = await notice_of(command("get link"), delay=10)
    assert notice.trouble is Trouble.BUSY
    assert log[0]["event"] == "busy"


async def test_a_foreign_timeout_is_busy_without_its_words() -> None:
    notice, log = await notice_of(command("get link"), TimeoutError(SECRET))
    assert notice.trouble is Trouble.BUSY
    assert SECRET not in str(log)


async def test_the_operators_fault_names_the_setting_in_the_log_alone() -> None:
    notice, log = await notice_of(command("get link"), Misconfigured("MicrosoftAppPassword", "invalid_client"))
    assert notice.trouble is Trouble.OURS
    assert (log[0]["log_level"], log[0]["setting"]) == ("error", "MicrosoftAppPassword")


@pytest.mark.parametrize("error", [RuntimeError(SECRET), KeyError(SECRET), SettingsError([SECRET]), OSError(5, SECRET)])
async def test_any_other_error_is_ours_and_logged_without_its_words(error: Exception) -> None:
    notice, log = await notice_of(command("get link"), error)
    assert notice.trouble is Trouble.OURS
    assert SECRET not in str(log)
    assert log[0]["error_type"] == type(error).__name__
    assert any(re.fullmatch(r"support/fakes\.py:\d+ _called", place) for place in log[0]["where"])


async def test_unknown_words_are_offered_as_a_meetings_and_reach_nobody() -> None:
    meetings = FakeMeetings()
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command("physio tomorrow"))
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.retry) == (
        Trouble.NOT_UNDERSTOOD,
        asked_today("physio tomorrow"),
    )
    assert meetings.calls == []


async def test_a_notice_of_a_command_has_a_reference_too() -> None:
    notice, log = await notice_of(command("get link zebra"))
    assert notice.trouble is Trouble.NONE_FOUND
    assert log[0]["event"] == "notice"
    assert "zebra" not in str(log)


async def test_the_reference_of_the_turn_is_kept() -> None:
    with bound_reference("ABCD-2345"):
        reply = await Dispatcher(commands(FakeMeetings(), FakeTokens()))(command("zebra"))
    assert isinstance(reply, Notice)
    assert reply.reference == "ABCD-2345"


def test_a_reference_is_short_and_can_be_read_out() -> None:
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", reference) for reference in references)


PIECES = st.sampled_from(
    [
        "get link ",
        "next monday ",
        "24.11. ",
        "99:99 ",
        "31/02/2026 ",
        "at 3 ",
        "\0",
        "ﷺ",
        "İ",
        "ß",
        "²⁴",
        "٣pm ",
        "%",
        "<a>",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES | st.text(max_size=10), max_size=12).map("".join)


@given(
    text=TEXTS,
    html=TEXTS,
    timezone=st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "nowhere", ""]) | st.text(max_size=20),
    locale=st.sampled_from(["en", "en-US", "de-DE", "", "x"]) | st.text(max_size=10),
)
@settings(max_examples=400, deadline=None)
async def test_no_words_break_it(text: str, html: str, timezone: str, locale: str) -> None:
    said = command(text, html=html, timezone=timezone, locale=locale)
    with capture_logs() as log:
        await Dispatcher(commands(FakeMeetings(), FakeTokens()))(said)
        await Dispatcher(commands(FakeMeetings(), FakeTokens()))(command(f"get link {text}", locale=locale))
    assert not [line for line in log if line["event"] == "failed"]


@pytest.mark.parametrize(
    "piece", ["get link ", "a", "1", "24.11. ", " ", "1 ", "next monday at ", "hello ", "('", "%25"]
)
async def test_a_message_of_256_kilobytes_is_answered_in_time(piece: str) -> None:
    said = command("get link " + piece * (256 * 1024 // len(piece)))
    reply = await Dispatcher(commands(FakeMeetings(), FakeTokens()), budget=2)(said)
    assert not isinstance(reply, Notice) or reply.trouble is Trouble.NONE_FOUND


@pytest.mark.parametrize(("jammed", "trouble"), [(True, Trouble.BOT_BUSY), (False, Trouble.BUSY)])
async def test_who_was_too_slow_is_named(jammed: bool, trouble: Trouble) -> None:
    asked = list[float]()

    def was_jammed(seconds: float) -> bool:
        asked.append(seconds)
        return jammed

    slow = Dispatcher(commands(FakeMeetings(delay=30), FakeTokens()), budget=0.03, jammed=was_jammed)
    reply = await slow(command("get link"))
    assert isinstance(reply, Notice)
    assert (reply.trouble, asked) == (trouble, [0.03])
    assert reply.retry
