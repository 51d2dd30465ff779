"""The demo without a browser: the message extension and the cards that only one person sees."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.client.browser import Browser
from sandbox.client.buttons import card_buttons, find, words_of
from sandbox.client.chats import Chat
from sandbox.client.login_walker import LoginWalker
from sandbox.demo.demo import APP_ID
from sandbox.world.people import ANNA
from tests.support.journeys.demo import Demo, started

Json = dict[str, Any]
QUERY, FETCH, SUBMIT, ACTION = (
    "composeExtension/query",
    "composeExtension/fetchTask",
    "composeExtension/submitAction",
    "adaptiveCard/action",
)
COMPOSING = {"commandContext": "compose", "context": {"theme": "default"}}
GROUP = {"conversation": {"id": Chat.group("reception").id, "conversationType": "groupChat"}}
CHANNEL = {
    "conversation": {"id": "19:c@thread.tacv2;messageid=1", "conversationType": "channel"},
    "channelData": {"team": {"id": "19:t@thread.tacv2"}, "channel": {"id": "19:c@thread.tacv2"}},
}
LINK = "https://visit.teams.microsoft.com/"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Demo]:
    async with started(tmp_path) as running:
        yield running


async def search(here: Demo, words: str) -> Json:
    """Typed into the Playground's search, which names neither the command nor the parameter."""
    value = {"parameters": [{"value": words}], "queryOptions": {"skip": 0, "count": 25}, **COMPOSING}
    said: Json = (await here.chat.invoke(QUERY, value))["composeExtension"]
    return said


async def submit(here: Demo, card: Json, words: str) -> Json:
    """Press that button of the dialog."""
    return await here.chat.invoke(SUBMIT, {**COMPOSING, "data": find(card_buttons(card), words).filled({})})


async def execute(here: Demo, card: Json, words: str, place: Json = GROUP) -> Json:
    """Press that button of a card where others read along; the card that takes its place."""
    action = find(card_buttons(card), words).action
    value = {"action": {name: action[name] for name in ("type", "title", "verb", "data")}}
    answer = await here.chat.invoke(ACTION, value, replyToId=here.chat.shown[-1][0], **place)
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    view: Json = answer["value"]
    return view


async def asked(here: Demo, place: Json = GROUP) -> Json:
    """“@bot get link” where others read along; the neutral card."""
    mention = {"type": "mention", "mentioned": {"id": f"28:{APP_ID}", "name": "Bot"}, "text": "<at>Bot</at>"}
    before = len(here.chat.shown)
    await here.chat.post({"type": "message", "text": "<at>Bot</at> get link", "entities": [mention], **place})
    await here.chat.until(before + 1)
    card: Json = here.chat.shown[-1][1]["attachments"][0]["content"]
    return card


async def walk(here: Demo, url: str) -> None:
    page = await LoginWalker(ANNA).walk(Browser(here.session), url)
    assert "You are signed in" in page.words


def dialog(answer: Json) -> Json:
    card: Json = answer["task"]["value"]["card"]["content"]
    return card


async def signed_out(here: Demo) -> None:
    """Consent has been given, yet the bot has no token."""
    await here.sign_in()
    await here.chat.say("sign out")
    await here.chat.until(3)


async def test_a_search_names_an_address_and_finds_once_the_person_has_been_there(here: Demo) -> None:
    said = await search(here, "dietary")
    assert said["type"] == "message"
    assert "Sign in first" in said["text"]
    await walk(here, said["text"].rpartition(" ")[2])
    (row,) = (await search(here, "dietary"))["attachments"]
    assert LINK in str(row["content"])
    assert here.chat.shown == []


async def test_a_search_signs_in_silently_where_consent_was_given(here: Demo) -> None:
    await signed_out(here)
    assert (await search(here, "dietary"))["type"] == "result"


async def test_the_sign_in_address_leads_nowhere_before_anything_was_offered(here: Demo) -> None:
    async with here.session.get(here.places.switches.replace("/sandbox", "/sandbox/sign-in")) as answer:
        assert answer.status == 404


async def test_a_dialog_goes_on_after_the_sign_in_and_inserts_the_card(here: Demo) -> None:
    first = dialog(await here.chat.invoke(FETCH, COMPOSING))
    assert dialog(await submit(here, first, "Continue")).keys() == first.keys()  # not yet signed in: the same again
    await walk(here, find(card_buttons(first), "Sign in").action["url"])
    choice = dialog(await submit(here, first, "Continue"))
    ready = dialog(await submit(here, choice, "Dietary advice"))
    inserted = await submit(here, ready, "Insert")
    assert LINK in str(inserted["composeExtension"]["attachments"][0]["content"])


async def test_an_action_on_a_message_finds_that_messages_meeting(here: Demo) -> None:
    await here.sign_in()
    payload = {"id": "1", "body": {"contentType": "html", "content": "<p>See you at the desk.</p>"}}
    value = {**COMPOSING, "commandContext": "message", "messagePayload": payload}
    assert "Which meeting?" not in words_of(dialog(await here.chat.invoke(FETCH, value)))


async def test_a_press_in_a_group_signs_in_by_a_button_and_then_silently(here: Demo) -> None:
    neutral = await asked(here)
    view = await execute(here, neutral, "Get link")
    await walk(here, find(card_buttons(view), "Sign in").action["url"])
    choice = await execute(here, view, "Continue")
    assert "Dietary advice" in words_of(choice)
    await here.chat.say("sign out")
    await here.chat.until(2)
    assert "Dietary advice" in words_of(await execute(here, await asked(here), "Get link"))


async def test_a_channel_shows_the_bots_own_way_to_sign_in(here: Demo) -> None:
    view = await execute(here, await asked(here, CHANNEL), "Get link", CHANNEL)
    (link,) = [button.action["url"] for button in card_buttons(view) if button.kind == "Action.OpenUrl"]
    await walk(here, link)
    assert "Dietary advice" in words_of(await execute(here, view, "Continue", CHANNEL))


async def test_a_group_chat_can_be_the_chat_of_the_next_appointment(here: Demo) -> None:
    await here.sign_in()
    assert await here.switch(in_meeting="yes") == 303
    assert LINK in str(await asked(here))
    assert await here.switch(clear="yes") == 303
    assert LINK not in str(await asked(here))


async def test_a_blank_search_shows_what_is_coming_as_when_teams_opens_it(here: Demo) -> None:
    await here.sign_in()
    assert len((await search(here, " "))["attachments"]) > 1
