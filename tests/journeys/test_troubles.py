"""A bad day at Microsoft: words, a next step, and a reference that leads to the cause in the log."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

import app
from app import ANSWERING
from bot.graph import GraphSession
from bot.records.pending import Pending
from bot.teams.sdk.connector import Connector
from sandbox.client.browser import Browser
from sandbox.client.buttons import OAUTH
from sandbox.client.chats import Chat
from sandbox.client.login_walker import Visitor
from sandbox.world.people import ANNA, BANK_ID, CLINIC_ID, GRACE, NOOR, OTTO, UMA, Person, guid
from sandbox.world.troubles import Trouble
from tests.journeys.stories import (
    answers,
    ask,
    assert_kind,
    exchange,
    keeps_tokens,
    log_lines,
    logged_under,
    only_answer,
    press,
    read,
    reference_on,
    sign_in_card,
    target,
)
from tests.journeys.world import SECRET, World, words_on, world

LINK = "getVirtualAppointmentJoinWebUrl"
VIEW = "calendarView"
CHALLENGE = '{"access_token":{"acrs":{"essential":true,"value":"c7"}}}'


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second for all that a command asks of Graph, where seven are usual."""
    monkeypatch.setattr(app, "GraphSession", partial(GraphSession, budget=0.3))


@pytest.fixture
async def hasty(tmp_path: Path, short_patience: None) -> Any:
    async with world(tmp_path) as built:
        yield built


# -- Graph -------------------------------------------------------------------------------------------------------------

BUSY: dict[str, tuple[Trouble, dict[str, Any]]] = {
    "throttled": (Trouble.GRAPH_THROTTLED, {}),
    "throttled for an hour": (Trouble.GRAPH_THROTTLED, {"retry_after": 3600}),
    "unavailable": (Trouble.GRAPH_UNAVAILABLE, {}),
    "bad gateway": (Trouble.GRAPH_UNAVAILABLE, {"status": 502}),
    "gateway time-out": (Trouble.GRAPH_UNAVAILABLE, {"status": 504}),
    "server error": (Trouble.GRAPH_UNAVAILABLE, {"status": 500}),
    "hangs up": (Trouble.GRAPH_DROPPED, {}),
    "slow": (Trouble.GRAPH_SLOW, {}),
}


@pytest.mark.parametrize("where", [VIEW, LINK])
@pytest.mark.parametrize("kind", BUSY)
async def test_when_graph_is_busy_a_button_tries_again(hasty: World, kind: str, where: str) -> None:
    hasty.consent()
    anna = hasty.client()
    if where == LINK:
        await ask(anna)
    trouble, detail = BUSY[kind]
    hasty.microsoft365.troubles.on(trouble, where=where, **detail)
    with log_lines() as log:
        told = await (press(anna, "Dietary") if where == LINK else ask(anna))
    assert "Microsoft is busy" in told
    assert_kind(told)
    assert "busy" in logged_under(log, told)
    assert "graph_call_failed" in logged_under(log, told)
    hasty.microsoft365.troubles.clear()
    again = await press(anna, "Try again")
    assert ("visit.teams" if where == LINK else "Which appointment?") in again


@pytest.mark.parametrize("trouble", [Trouble.GRAPH_THROTTLED, Trouble.GRAPH_UNAVAILABLE, Trouble.GRAPH_DROPPED])
async def test_a_hiccup_of_graph_is_not_noticed(here: World, trouble: Trouble) -> None:
    here.consent()
    here.microsoft365.troubles.on(trouble, times=1)
    anna = here.client()
    await anna.say("get link")
    assert "Which appointment?" in await only_answer(here, anna)


async def test_slow_graph_is_explained_within_ten_seconds(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=20)
    anna = here.client()
    begun = time.monotonic()
    await anna.say("get link")
    told = await read(anna)
    assert time.monotonic() - begun < 10
    assert "Microsoft is busy" in told
    assert any(sent.is_typing for sent in here.microsoft365.record.sent)


REFUSED: dict[str, tuple[Trouble, dict[str, Any], str, str]] = {
    "somebody else's": (Trouble.GRAPH_NOT_ORGANIZER, {}, "Physiotherapy", "Kofi Osei can get it"),
    "gone": (Trouble.GRAPH_GONE, {}, "Physiotherapy", "no longer exists"),
    "no licence": (Trouble.GRAPH_NO_LICENCE, {}, "Dietary", "licence is missing"),
    "one's own, refused": (Trouble.GRAPH_NOT_ORGANIZER, {}, "Dietary", "Microsoft does not give out this link"),
    "null": (Trouble.GRAPH_NULL_LINK, {}, "Dietary", "no usable link"),
    "script": (Trouble.GRAPH_STRANGE_LINK, {"value": "javascript:alert(1)"}, "Dietary", "no usable link"),
    "elsewhere": (Trouble.GRAPH_STRANGE_LINK, {"value": "https://evil.example/x"}, "Dietary", "no usable link"),
    "not https": (Trouble.GRAPH_STRANGE_LINK, {"value": "http://visit.teams.microsoft.com/x"}, "Dietary", "no usable"),
    "with a password": (
        Trouble.GRAPH_STRANGE_LINK,
        {"value": "https://visit.teams.microsoft.com@evil.example/x"},
        "Dietary",
        "no usable link",
    ),
    "a look-alike": (
        Trouble.GRAPH_STRANGE_LINK,
        {"value": "https://visit.teams.microsoft.com.evil.example/x"},
        "Dietary",
        "no usable link",
    ),
    "a number": (Trouble.GRAPH_STRANGE_LINK, {"value": 7}, "Dietary", "no usable link"),
    "an object": (Trouble.GRAPH_STRANGE_LINK, {"value": {"a": "b"}}, "Dietary", "no usable link"),
    "empty": (Trouble.GRAPH_STRANGE_LINK, {"value": ""}, "Dietary", "no usable link"),
}


@pytest.mark.parametrize("kind", REFUSED)
async def test_a_refusal_of_graph_is_told_in_words_with_a_reference(here: World, kind: str) -> None:
    trouble, detail, meeting, words = REFUSED[kind]
    here.consent(ANNA, "VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(trouble, where="" if "LINK" in trouble.name else "onlineMeetings", **detail)
    with log_lines() as log:
        told = await press(anna, meeting)
    assert words in told
    assert_kind(told)
    assert logged_under(log, told)
    assert "evil" not in json.dumps(here.microsoft365.record.sent[-1].activity)
    assert "evil" not in str(log)


@pytest.mark.parametrize("text", ["<html>sorry</html>", "", "[]", "null", '{"value": ', '"text"', "{}"])
@pytest.mark.parametrize("where", [VIEW, LINK])
async def test_nonsense_from_graph_becomes_plain_words(hasty: World, text: str, where: str) -> None:
    hasty.consent()
    anna = hasty.client()
    if where == LINK:
        await ask(anna)
    hasty.microsoft365.troubles.on(Trouble.GRAPH_MALFORMED, where=where, text=text)
    with log_lines() as log:
        told = await (press(anna, "Dietary") if where == LINK else ask(anna))
    assert_kind(told)
    assert logged_under(log, told)
    assert "visit.teams" not in told


async def test_the_button_asks_the_organizer_in_a_chat(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.GRAPH_NOT_ORGANIZER)
    await press(anna, "Physiotherapy")
    (button,) = [button for button in anna.buttons if button.title.startswith("Ask Kofi")]
    assert "k.osei%40riverside-clinic.example" in str(button.action["url"])
    assert "Physiotherapy" in str(button.action["url"])


@pytest.mark.parametrize("person", [NOOR])
async def test_a_person_without_a_mailbox_is_told_so(here: World, person: Person) -> None:
    here.consent(person)
    with log_lines() as log:
        told = await ask(here.client(person))
    assert "No calendar" in told
    assert_kind(told)
    assert logged_under(log, told)


async def test_a_claims_challenge_is_one_sign_in_with_those_claims_and_then_the_answer(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.GRAPH_CLAIMS_CHALLENGE, claims=CHALLENGE, where=LINK)
    await anna.press("Dietary")
    await anna.settled()
    asked = len(anna.sign_ins)
    page = await anna.open_popup(anna.sign_in_card.url)
    assert page.status == 200
    (link,) = await anna.settled()
    assert "visit.teams" in words_on(link)
    assert len(anna.sign_ins) == asked
    authorize = [seen for seen in here.calls("entra") if "authorize" in seen.path]
    assert any("claims=" in seen.target and "c7" in seen.target for seen in authorize)


async def test_a_claims_challenge_whose_window_is_closed_can_be_met_later(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.GRAPH_CLAIMS_CHALLENGE, claims=CHALLENGE, where=LINK)
    await anna.press("Dietary")
    await anna.settled()
    await anna.cancel_popup()
    assert "not finished" in await read(anna)
    await anna.open_popup(anna.sign_in_card.url)
    assert "visit.teams" in await read(anna)


async def test_a_token_that_graph_takes_no_more_is_renewed(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.GRAPH_UNAUTHORIZED, times=1)
    assert "Which appointment?" in await ask(anna)


async def test_graph_that_takes_no_token_at_all_does_not_lead_in_circles(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.GRAPH_UNAUTHORIZED)
    anna = here.client()
    with log_lines() as log:
        await anna.say("get link")
        told = await only_answer(here, anna)
    assert "our side" in told
    assert_kind(told)
    assert "signed_in_in_vain" in logged_under(log, told)
    assert len(anna.sign_ins) <= 2


async def test_an_sso_token_for_another_app_is_one_clear_line_for_the_operator_and_a_button_for_the_person(
    here: World,
) -> None:
    anna = here.client()
    anna.assertion = here.microsoft365.sso_token(ANNA, aud=guid("another app"))
    with log_lines() as log:
        await sign_in_card(anna)
    (line,) = [line for line in log if line.get("dependency") == "teams_sso"]
    assert line["fault"].startswith("MicrosoftAppId: ")
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_an_explanation_that_is_slow_to_be_delivered_is_not_given_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease of a command whose sign-in has failed is kept until the connector has taken the words."""
    monkeypatch.setattr(app, "Pending", partial(Pending, lease=0.6))
    async with world(tmp_path) as here:
        here.microsoft365.troubles.on(Trouble.ENTRA_BLOCKED, person=ANNA.upn)
        anna = here.client()
        await anna.say("get link")
        await here.idle()
        here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW)
        await exchange(anna, str(card_of(here)["tokenExchangeResource"]["id"]))
        assert here.bot
        for _ in range(20):
            await asyncio.sleep(0.04)
            await here.bot.app[ANSWERING].recover()
        here.microsoft365.troubles.off(Trouble.CONNECTOR_SLOW)
        await here.idle()
        assert len(answers(anna)) == 1


def card_of(here: World) -> Mapping[str, Any]:
    """The sign-in card that was sent."""
    (content,) = here.microsoft365.record.sent[-1].contents(OAUTH)
    return content


# -- Entra -------------------------------------------------------------------------------------------------------------

AT_ENTRA = {
    "blocked by policy": (Trouble.ENTRA_BLOCKED, "organization's rules", "53003"),
    "not assigned": (Trouble.ENTRA_NOT_ASSIGNED, "assign you to this app", "50105"),
    "disabled": (Trouble.ENTRA_DISABLED, "switched off", "50057"),
    "throttled": (Trouble.ENTRA_THROTTLED, "Microsoft is busy", "429"),
    "unavailable": (Trouble.ENTRA_UNAVAILABLE, "Microsoft is busy", "503"),
    "hangs up": (Trouble.ENTRA_DROPPED, "Microsoft is busy", "ConnectionError"),
}


@pytest.mark.parametrize("kind", AT_ENTRA)
async def test_a_refusal_of_entra_is_told_in_words_and_can_be_tried_again(here: World, kind: str) -> None:
    trouble, words, cause = AT_ENTRA[kind]
    here.consent()
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    anna = here.client()
    with log_lines() as log:
        await anna.say("get link")
        told = await only_answer(here, anna)
    assert words in told
    assert_kind(told)
    assert cause in logged_under(log, told)
    assert not [card for card in anna.sign_ins.values() if card.shown]
    here.microsoft365.troubles.clear()
    assert "Which appointment?" in await press(anna, "Try again")


async def test_somebody_who_is_not_assigned_is_told_whom_to_ask(here: World) -> None:
    here.consent(UMA)
    assert "IT admin" in await ask(here.client(UMA))


async def test_slow_entra_is_explained_in_time(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, person=ANNA.upn)
    anna = here.client()
    begun = time.monotonic()
    await anna.say("get link")
    told = await read(anna)
    assert time.monotonic() - begun < 10
    (card,) = anna.sign_ins.values()
    assert max(answer.seconds for answer in card.answers) < 4
    assert "Microsoft is busy" in told


async def test_mfa_is_one_sign_in(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    anna = here.client(clients=2)
    card = await sign_in_card(anna)
    assert card.statuses == [412, 412]
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)
    assert len(anna.sign_ins) == 1


async def test_mfa_not_passed_is_explained_and_can_be_tried_again(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    anna = here.client()
    await sign_in_card(anna)
    page = await anna.sign_in(Visitor(ANNA, mfa=False))
    assert_kind(page.words)
    told = await only_answer(here, anna)
    assert "Sign-in was not finished" in told
    assert_kind(told)
    here.microsoft365.troubles.clear()
    assert "Which appointment?" in await press(anna, "Try again")


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_CONSENT_REVOKED, Trouble.ENTRA_SESSION_ENDED])
async def test_a_sign_in_that_has_ended_is_one_button(tmp_path: Path, trouble: Trouble) -> None:
    async with world(tmp_path) as here:
        here.microsoft365.mint.lifetime = 60  # less than what a token must have left to be used
        here.consent()
        anna = here.client()
        await ask(anna)
        here.microsoft365.mint.lifetime = 4200
        here.microsoft365.troubles.on(trouble, person=ANNA.upn)
        before = len(anna.sign_ins)
        await anna.say("get link")
        await anna.settled()
        assert len(anna.sign_ins) == before + 1
        if trouble is Trouble.ENTRA_CONSENT_REVOKED:
            await anna.sign_in()
            await anna.settled()
        assert "Which appointment?" in answers(anna)[-1]


async def test_the_link_of_a_declined_sign_in_is_not_called_done(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    await anna.open_popup(url, Visitor(ANNA, "cancel"))
    await here.idle()
    page = await anna.browser.open(url)
    assert page.status == 410
    assert "no longer valid" in page.words


async def test_declined_consent_is_explained_and_can_be_given_later(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    with log_lines() as log:
        page = await anna.sign_in(Visitor(ANNA, "cancel"))
        told = await only_answer(here, anna)
    assert_kind(page.words)
    assert not page.buttons, "the answer in the chat has the next step; the link of this page is used up"
    assert "Permission was not given" in told
    assert_kind(told)
    assert "65004" in logged_under(log, told)
    await anna.press("Try again")
    await anna.settled()
    await anna.sign_in()
    await anna.settled()
    assert "Which appointment?" in answers(anna)[-1]


async def test_what_only_an_admin_may_allow_comes_with_the_link_to_forward(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    anna = here.client()
    await sign_in_card(anna)
    page = await anna.sign_in()
    told = await only_answer(here, anna)
    assert "admin" in page.words
    assert_kind(page.words)
    assert "admin" in told
    (link,) = {str(b.action["url"]) for b in anna.buttons if "adminconsent" in str(b.action.get("url", ""))}
    admin_link = link.replace("https://login.microsoftonline.com", here.microsoft365.addresses.pages)
    done = await Visitor(ANNA).walk(here.browser(), admin_link)
    assert "Thank you" in done.words
    here.microsoft365.troubles.clear()
    assert "Which appointment?" in await press(anna, "Try again")


async def test_a_wrong_secret_is_ours_and_the_operator_sees_which_setting(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "who am i")  # the bot's own token is at hand
    here.microsoft365.troubles.on(Trouble.ENTRA_INVALID_CLIENT, person=ANNA.upn)
    with log_lines() as log:
        await anna.say("get link")
        await anna.settled(lambda: len(answers(anna)) == 2)
    told = answers(anna)[1]
    assert "our side" in told
    assert_kind(told)
    assert "MicrosoftAppPassword" in logged_under(log, told)
    assert len([line for line in log if line["event"] == "dependency_failing"]) == 1
    async with here.http.get(f"{here.bot_url}/readyz") as answer:
        assert "MicrosoftAppPassword" in await answer.text()
    assert SECRET not in str(log)
    here.microsoft365.troubles.clear()
    assert "Which appointment?" in await press(anna, "Try again")
    async with here.http.get(f"{here.bot_url}/readyz") as answer:
        assert "MicrosoftAppPassword" not in await answer.text()


PAGE_TROUBLES = {
    "blocked by policy": (Trouble.ENTRA_BLOCKED, "organization's rules"),
    "not assigned": (Trouble.ENTRA_NOT_ASSIGNED, "assign you to this app"),
    "disabled": (Trouble.ENTRA_DISABLED, "switched off"),
}


@pytest.mark.parametrize("kind", PAGE_TROUBLES)
async def test_a_refusal_at_the_end_of_the_page_is_told_there_and_in_the_chat(here: World, kind: str) -> None:
    trouble, words = PAGE_TROUBLES[kind]
    anna = here.client()
    way_back = await way_back_from_microsoft(here, anna.browser, (await sign_in_card(anna)).url)
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    page = await anna.browser.open(way_back)
    assert_kind(page.words)
    assert words in page.words
    assert "Reference:" in page.words
    told = await only_answer(here, anna)
    assert words in told
    assert_kind(told)
    here.microsoft365.troubles.clear()
    assert "Which appointment?" in await press(anna, "Try again")


async def way_back_from_microsoft(here: World, browser: Browser, url: str) -> str:
    """The address to which Microsoft sends the browser in the end, not opened yet."""
    page = await Visitor(ANNA, "leave").walk(browser, url)
    browser._origins[here.bot_url] = f"http://127.0.0.1:{unused_port()}"
    with pytest.raises(aiohttp.ClientError):
        await browser.press(page, page.button("Accept"))
    browser._origins.clear()
    return str(browser.history[-1])


async def test_claims_that_entra_wants_only_at_the_end_send_the_browser_round_once_more(here: World) -> None:
    anna = here.client()
    way_back = await way_back_from_microsoft(here, anna.browser, (await sign_in_card(anna)).url)
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    page = await Visitor(ANNA).walk(anna.browser, way_back)
    assert "You are signed in" in page.words
    asked = [seen for seen in here.calls("entra") if "authorize" in seen.path]
    assert "polids" in unquote(asked[-1].target)
    assert "Which appointment?" in await only_answer(here, anna)


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_THROTTLED, Trouble.ENTRA_UNAVAILABLE, Trouble.ENTRA_DROPPED])
async def test_a_busy_entra_at_the_end_of_the_page_lets_the_person_try_again_there(
    here: World, trouble: Trouble
) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    page = await anna.open_popup(card.url)
    assert page.status == 503
    assert_kind(page.words.replace("503", ""))
    here.microsoft365.troubles.clear()
    again = target(page, "Try again")
    assert (await Visitor(ANNA).walk(anna.browser, again)).status == 200
    assert "Which appointment?" in await only_answer(here, anna)


# -- the connector -----------------------------------------------------------------------------------------------------

REFUSALS: dict[str, Mapping[str, Any]] = {
    "429": {"status": 429, "retry_after": 0},
    "412": {"status": 412},
    "500": {"status": 500},
    "502": {"status": 502},
    "503": {"status": 503},
    "504": {"status": 504},
}


@pytest.mark.parametrize("kind", REFUSALS)
async def test_a_connector_that_refuses_for_a_moment_is_asked_again(here: World, kind: str) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, times=1, **REFUSALS[kind])
    assert "Your sign-in" in await ask(anna, "who am i")
    await here.idle()
    assert len(answers(anna)) == 2


async def test_a_connector_that_delivers_and_then_fails_gets_the_answer_at_most_twice(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_DELIVERS_THEN_FAILS, times=1, status=504)
    await anna.say("who am i")
    await anna.settled()
    await here.idle()
    assert 2 <= len(answers(anna)) <= 3


async def test_a_person_who_has_blocked_the_bot_is_left_alone(here: World) -> None:
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403)
    with log_lines() as log:
        assert (await anna.say("help")).status == 202
        await here.idle()
    assert [line["event"] for line in log].count("answer_undeliverable") == 1
    assert len([sent for sent in here.microsoft365.record.sent if not sent.is_typing]) == 1
    here.microsoft365.troubles.clear()
    assert "What you can type" in await ask(anna, "help")
    assert len(answers(anna)) == 1


async def test_a_sign_in_card_that_cannot_be_delivered_does_not_come_back_for_ever(here: World) -> None:
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403)
    await anna.say("get link")
    await here.idle()
    end_leases(here)
    assert here.bot
    await here.bot.app[ANSWERING].recover()
    await here.idle()
    assert len([sent for sent in here.microsoft365.record.sent if not sent.is_typing]) == 1


def end_leases(here: World) -> None:
    """As if the time in which a command should have been answered were over."""
    connection = sqlite3.connect(here.settings.storage_url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE deliveries SET leased = 1 WHERE leased IS NOT NULL")
    connection.close()


async def test_a_connector_that_is_down_for_longer_gets_the_answer_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "Connector", partial(Connector, budget=0.2))
    async with world(tmp_path) as here:
        anna = here.client()
        await ask(anna, "help")
        here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=503)
        await anna.say("who am i")
        await here.idle()
        assert len(answers(anna)) == 1
        here.microsoft365.troubles.clear()
        end_leases(here)
        assert here.bot
        await here.bot.app[ANSWERING].recover()
        await here.idle()
        assert "Your sign-in" in answers(anna)[1]


async def test_what_a_stranger_is_told_is_what_they_are_told_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "Connector", partial(Connector, budget=0.2))
    async with world(tmp_path) as here:
        here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=503)
        otto = here.client(OTTO)
        await otto.say("get link")
        await here.idle()
        here.microsoft365.troubles.clear()
        end_leases(here)
        assert here.bot
        for _ in range(2):
            await here.bot.app[ANSWERING].recover()
            await here.idle()
        (told,) = otto.seen
        assert "Not for your organization yet" in words_on(told)


async def test_what_is_too_long_to_be_said_again_by_a_button_gets_no_dead_button(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_BLOCKED, person=ANNA.upn)
    anna = here.client()
    await anna.say("get link " + " ".join(f"word{n}" for n in range(9000)))
    told = await only_answer(here, anna)
    assert_kind(told)
    assert len(json.dumps(anna.seen[-1].activity)) < 28 * 1024
    assert not [button for button in anna.buttons if button.title == "Try again"]


# -- people ------------------------------------------------------------------------------------------------------------


async def test_a_guest_whom_the_roster_does_not_tell_in_time_is_not_signed_in(here: World) -> None:
    """The account itself tells: its home is another tenant."""
    here.consent(GRACE)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=20)
    grace = here.client(GRACE)
    query = {"commandId": "searchMeetings", "parameters": [{"name": "initialRun", "value": "true"}]}
    silently = await grace.invoke("composeExtension/query", {**query, "authentication": {"token": grace.assertion}})
    assert "Not for guests" in str(silently.body)
    offered = await grace.invoke("composeExtension/query", query)
    url = offered.body["composeExtension"]["suggestedActions"]["actions"][0]["value"]
    page = await grace.open_popup(url)
    assert "Not for guests" in page.words
    assert not await keeps_tokens(here, GRACE)


async def test_a_guest_is_told_before_any_sign_in_is_offered(here: World) -> None:
    here.consent(GRACE)
    grace = here.client(GRACE)
    await grace.say("get link")
    assert "Not for guests" in await only_answer(here, grace)
    assert not grace.sign_ins


async def test_people_of_another_tenant_are_told_before_any_sign_in_is_offered(here: World) -> None:
    otto = here.client(OTTO)
    with log_lines() as log:
        await otto.say("get link")
        told = await only_answer(here, otto)
    assert "Not for your organization" in told
    assert_kind(told)
    assert logged_under(log, told)
    assert not otto.sign_ins


async def test_a_sender_whom_teams_does_not_name_is_told_before_any_sign_in_is_offered(here: World) -> None:
    anna = here.client()
    activity = anna.activities.message("get link")
    del activity["from"]["aadObjectId"]
    await anna.deliver(activity)
    assert "cannot tell who you are" in await only_answer(here, anna)
    assert not anna.sign_ins
    assert not here.calls("graph")


async def test_in_a_group_chat_the_answer_names_no_meeting_and_offers_no_sign_in(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    group = here.client(chat=Chat.group("reception"))
    await group.say("get link")
    told = await only_answer(here, group)
    for event in here.microsoft365.events:
        assert event.subject not in told
    assert not group.sign_ins
    assert "auth/start" not in json.dumps([sent.activity for sent in here.microsoft365.record.shown(group.chat.id)])


async def test_people_of_every_allowed_tenant_are_served_and_no_others(tmp_path: Path) -> None:
    stranger = Person("Sam Stranger", "sam@other.example", guid("sam"), guid("a third tenant"))
    both: dict[str, Any] = {"app_type": "MultiTenant", "tenant_id": "", "allowed_tenants": (CLINIC_ID, BANK_ID)}
    async with world(tmp_path, **both) as here:
        for person in (ANNA, OTTO):
            here.consent(person)
            told = await ask(here.client(person))
            assert "Which appointment?" in told or "Loan" in told or "visit.teams" in told
            assert await keeps_tokens(here, person)
        sam = here.client(stranger)
        await sam.say("get link")
        assert "Not for your organization" in await only_answer(here, sam)
        assert not sam.sign_ins


async def test_no_two_troubles_have_the_same_reference(here: World) -> None:
    otto = here.client(OTTO)
    references = {reference_on(await ask(otto)) for _ in range(5)}
    assert len(references) == 5
