"""A bad day at Graph: words, a next step, and a reference that leads to the cause in the log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from bot.ops.budgets import Limits
from sandbox.world.people import ANNA, NOOR, Person
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import ask, assert_kind, log_lines, logged_under, only_answer, press, read
from tests.support.journeys.world import World, words_on, world

LINK = "getVirtualAppointmentJoinWebUrl"
VIEW = "calendarView"
CHALLENGE = '{"access_token":{"acrs":{"essential":true,"value":"c7"}}}'


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[World]:
    """A third of a second for all that a command asks of Graph, where seven are usual."""
    async with world(tmp_path, create=partial(create_app, limits=Limits(graph=0.3))) as built:
        yield built


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
    assert ("visit.teams" if where == LINK else "Which meeting?") in again


@pytest.mark.parametrize("trouble", [Trouble.GRAPH_THROTTLED, Trouble.GRAPH_UNAVAILABLE, Trouble.GRAPH_DROPPED])
async def test_a_hiccup_of_graph_is_not_noticed(here: World, trouble: Trouble) -> None:
    here.consent()
    here.microsoft365.troubles.on(trouble, times=1)
    anna = here.client()
    await anna.say("get link")
    assert "Which meeting?" in await only_answer(here, anna)


async def test_a_graph_that_never_answers_is_explained_all_the_same(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW)
    anna = here.client()
    await anna.say("get link")
    told = await read(anna)
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
    hasty.microsoft365.troubles.on(Trouble.GRAPH_MALFORMED, where=where, body=text)
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
    assert "Which meeting?" in await ask(anna)
    assert len(anna.sign_ins) == 1


async def test_graph_that_takes_no_token_at_all_does_not_lead_in_circles(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.GRAPH_UNAUTHORIZED)
    anna = here.client()
    with log_lines() as log:
        await anna.say("get link")
        told = await only_answer(here, anna)
    assert "our side" in told
    assert_kind(told)
    assert "graph refuses every token: InvalidAuthenticationToken" in logged_under(log, told)
    assert len(anna.sign_ins) == 1
