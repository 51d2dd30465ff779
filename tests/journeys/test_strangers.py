"""Whom the bot does not know it tells so, in words that their client shows, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA, OTTO
from tests.support.journeys.places import CHANNEL, GROUP, SharedChat, carriers, ready_in_group, said
from tests.support.journeys.stories import assert_kind, keeps_tokens
from tests.support.journeys.strangers import STRANGERS
from tests.support.journeys.world import World

INVOKES: dict[str, Any] = {
    "composeExtension/query": {"commandId": "searchMeetings", "parameters": [{"name": "initialRun", "value": "true"}]},
    "composeExtension/fetchTask": {"commandId": "insertLink", "commandContext": "compose"},
}


@pytest.mark.parametrize("kind", STRANGERS)
@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_a_stranger_reads_why_there_is_nothing_for_them(here: World, chat: Chat, kind: str) -> None:
    anna = await ready_in_group(here)
    stranger, words = STRANGERS[kind]
    visitor = here.client(ANNA, chat=chat)
    visitor.assertion = here.microsoft365.sso_token(ANNA)
    here.microsoft365.requests.clear()
    presses = {button.action["data"]["press"] for button in anna.buttons if "press" in button.action.get("data", {})}
    asked = [pair for press in presses for pair in carriers(press)] + list(INVOKES.items())
    for name, value in asked:
        token = {"authentication": {"token": visitor.assertion}} if isinstance(value, dict) else {}
        activity = stranger(visitor.activities.invoke(name, {**value, **token}, "1"))
        answer = await visitor.bot_client.deliver(activity)
        assert answer.status == 200, name
        assert words in said(answer.body), name
        assert "/auth/" not in said(answer.body)
        assert "visit.teams" not in said(answer.body)
        assert "loginRequest" not in said(answer.body)
    assert not here.calls("graph")
    assert not here.calls("connector")
    assert not await keeps_tokens(here, OTTO)


@pytest.mark.parametrize("kind", STRANGERS)
async def test_signing_in_is_not_for_strangers(here: World, kind: str) -> None:
    visitor = here.client(chat=GROUP)
    stranger, _ = STRANGERS[kind]
    for name in ("signin/tokenExchange", "signin/verifyState", "signin/failure"):
        value = {"id": "x", "connectionName": "", "token": visitor.assertion, "state": "done", "code": "tokenmissing"}
        assert (await visitor.bot_client.deliver(stranger(visitor.activities.invoke(name, value)))).status == 403
    assert not await keeps_tokens(here, ANNA)


async def test_signing_out_where_others_read_along_signs_out_nobody_who_presses_get_link(here: World) -> None:
    """The button on the card for all says *Get link*: it must do nothing else."""
    anna = await ready_in_group(here)
    place = SharedChat(here.client(chat=GROUP))
    assert await keeps_tokens(here, ANNA)
    await anna.say("sign out")
    await anna.settled()
    await press_get_link_if_there(place.client)
    assert await keeps_tokens(here, ANNA)


async def press_get_link_if_there(client: TeamsClient) -> None:
    newest = client.seen[-1].activity_id
    for button in client.buttons:
        if button.activity_id == newest and button.title == "Get link":
            answer = await client.press(button)
            assert_kind(said(answer.body).replace("{", "").replace("}", "").replace("200", ""))


async def test_one_meeting_that_needs_a_wider_consent_does_not_hide_the_others(here: World) -> None:
    """Whoever has just signed in for the first search sees rows, not the next request to sign in."""
    anna = here.client()
    await anna.extension.search()
    await anna.extension.sign_in()
    assert anna.extension.result
    assert anna.extension.result.rows
