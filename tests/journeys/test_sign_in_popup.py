"""What Teams says about the sign-in window binds nothing."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.world.people import ANNA, BEN
from tests.support.journeys.stories import answers, close_popup, keeps_tokens, only_answer, sign_in_card
from tests.support.journeys.world import World

SILENT_FAILURES = (
    "installappfailed",
    "authrequestfailed",
    "installedappnotfound",
    "invokeerror",
    "resourcematchfailed",
    "oauthcardnotvalid",
    "tokenmissing",
    "a code of next year",
)


@pytest.mark.parametrize("state", ["CancelledByUser", "123456", "", "x" * 3000])
async def test_a_state_from_teams_binds_nothing(here: World, state: str) -> None:
    anna = here.client()
    await sign_in_card(anna)
    assert await close_popup(anna, state) == 200
    assert "not finished" in await only_answer(here, anna)
    assert not await keeps_tokens(here, ANNA)


async def test_a_cancel_before_success_is_explained_and_the_sign_in_still_works(here: World) -> None:
    anna = here.client(clients=3)
    await sign_in_card(anna)
    await asyncio.gather(*(anna.cancel_popup() for _ in range(3)))
    assert "not finished" in await only_answer(here, anna)
    assert (await anna.sign_in()).status == 200
    await anna.settled(lambda: len(answers(anna)) == 2)
    assert "Which meeting?" in answers(anna)[1]


async def test_after_a_cancel_the_message_leads_on_and_the_command_is_answered_once(here: World) -> None:
    """A button that said the command again would end in two answers: one for each."""
    anna = here.client()
    await sign_in_card(anna)
    await anna.cancel_popup()
    await only_answer(here, anna)
    (button,) = [button for button in anna.buttons if button.kind == "Action.OpenUrl"]
    assert (await anna.open_popup(str(button.action["url"]))).status == 200
    await anna.settled()
    await close_popup(anna)
    await here.idle()
    assert len(answers(anna)) == 2
    assert "Which meeting?" in answers(anna)[1]


async def test_of_two_waiting_commands_one_closed_window_is_told_of_once(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await sign_in_card(anna, "get link physio tomorrow")
    await anna.cancel_popup()
    await only_answer(here, anna)


async def test_a_cancel_after_success_is_silent(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await only_answer(here, anna)
    assert (await anna.cancel_popup()).status == 200
    await only_answer(here, anna)


async def test_another_persons_verify_state_does_nothing(here: World) -> None:
    anna, ben = here.client(ANNA), here.client(BEN)
    await sign_in_card(anna)
    assert await close_popup(ben, "done") == 200
    await here.idle()
    assert not answers(ben)
    assert not answers(anna)


@pytest.mark.parametrize("code", SILENT_FAILURES)
async def test_a_silent_failure_becomes_a_message_with_a_way_to_sign_in(here: World, code: str) -> None:
    anna = here.client()
    await anna.say("get link")
    await here.idle()
    failures = (anna.invoke("signin/failure", {"code": code, "message": "raw words"}) for _ in range(3))
    assert {answer.status for answer in await asyncio.gather(*failures)} == {200}
    await here.idle()
    (told,) = answers(anna)
    assert "Please sign in" in told
    assert "raw words" not in told
    (button,) = [button for button in anna.buttons if button.title == "Sign in" and button.kind == "Action.OpenUrl"]
    assert (await anna.open_popup(str(button.action["url"]))).status == 200
    await here.idle()
    assert "Which meeting?" in answers(anna)[1]
    assert len(answers(anna)) == 2


@pytest.mark.parametrize("code", ["userconsentrequired", "interactionrequired"])
async def test_what_the_client_shows_by_itself_is_not_said_again(here: World, code: str) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.invoke("signin/failure", {"code": code, "message": "raw words"})
    await here.idle()
    assert not answers(anna)


@pytest.mark.parametrize("name", ["signin/tokenExchange", "signin/verifyState", "signin/failure"])
@pytest.mark.parametrize("value", [None, [], "text", 7, {"id": 7, "token": {}}, {"state": ["x"], "code": {"a": 1}}])
async def test_a_malformed_sign_in_invoke_is_answered_and_binds_nothing(here: World, name: str, value: object) -> None:
    anna = here.client()
    await sign_in_card(anna)
    assert (await anna.invoke(name, value)).status in {200, 400, 412}
    assert not await keeps_tokens(here, ANNA)
