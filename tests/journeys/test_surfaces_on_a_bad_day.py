"""What a bad day makes of the main job where answers go back in the invoke itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.buttons import find, walk, words_of
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.invoke_results import InvokeResult
from sandbox.world.people import ANNA, BEN, OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import (
    GROUP,
    LINK,
    CardDialog,
    SharedChat,
    ready_in_group,
    ready_to,
    said,
    shown,
    signed_in,
)
from tests.support.journeys.rows import broken
from tests.support.journeys.world import World


@dataclass
class Open:
    """Anna has a view, a dialog, a dialog of the extension and a search in front of her, each in a place of its own."""

    view: TeamsClient
    dialog: TeamsClient
    extension: TeamsClient
    search: TeamsClient

    async def all_at_once(self) -> dict[str, Answer]:
        row = find(self.view.buttons, "Physiotherapy")
        shown_dialog = shown(self.dialog.dialogs.result).dialog
        assert shown_dialog
        answers = await asyncio.gather(
            self.view.press(row),
            answer_of(self.dialog.dialogs.submit(shown_dialog.pressed("Physiotherapy", {}))),
            answer_of(self.extension.extension.press("Physiotherapy")),
            answer_of(self.search.extension.search("physio")),
        )
        return dict(zip(("view", "dialog", "extension", "search"), answers, strict=True))


async def answer_of(asking: Any) -> Answer:
    found: InvokeResult = await asking
    return found.answer


async def everything_open(here: World) -> Open:
    await signed_in(here)
    view, dialog = SharedChat(here.client(chat=GROUP)), CardDialog(here.client(chat=Chat.group("Ward 4")))
    extension, search = here.client(chat=Chat.group("Ward 5")), here.client(chat=Chat.group("Ward 6"))
    await view.ask("several")
    await dialog.ask("several")
    await extension.extension.fetch("insertLink")
    return Open(view.client, dialog.client, extension, search)


def assert_in_words(answers: dict[str, Answer]) -> None:
    for name, answer in answers.items():
        assert answer.status == 200, name
        assert "busy" in said(answer.body), name
        assert LINK not in said(answer.body)
        retry = [node for node in walk(answer.body) if node.get("title") == "Try again"]
        assert bool(retry) is (name != "search"), name
    assert answers["search"].body["composeExtension"]["type"] == "message"


async def test_while_graph_never_answers_every_invoke_is_answered(here: World) -> None:
    anna = await everything_open(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW)
    assert_in_words(await anna.all_at_once())
    here.microsoft365.troubles.clear()
    assert LINK in said((await anna.view.press("Try again")).body)
    assert LINK in said((await anna.dialog.dialogs.press("Try again")).answer.body)
    assert LINK in said((await anna.extension.extension.press("Try again")).answer.body)


async def test_while_the_store_is_broken_every_invoke_says_so_in_words(here: World) -> None:
    anna = await everything_open(here)
    with broken(here, "people"):
        answers = await anna.all_at_once()
    for name, answer in answers.items():
        assert answer.status == 200, name
        assert "went wrong on our side" in said(answer.body), name
        assert "Reference: " in said(answer.body), name
    assert LINK in said((await anna.view.press("Try again")).body)
    assert LINK in said((await anna.dialog.dialogs.press("Try again")).answer.body)
    assert LINK in said((await anna.extension.extension.press("Try again")).answer.body)


async def test_what_cannot_be_posted_for_the_stores_sake_is_said_so_too(here: World) -> None:
    anna = await ready_in_group(here)
    send = find(anna.buttons, "Send to me")
    await anna.press("Post here")
    buttons = [find(anna.buttons, "Post"), send]
    with broken(here, "items"):
        for button in buttons:
            answer = await anna.press(button)
            assert answer.status == 200
            assert "went wrong on our side" in said(answer.body)
    assert "Posted" in said((await anna.press(buttons[0])).body)


async def test_while_entra_never_answers_every_invoke_is_answered(here: World) -> None:
    here.microsoft365.token_factory.lifetime = 100  # too short to be used twice: each question needs Entra
    anna = await everything_open(here)
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW)
    assert_in_words(await anna.all_at_once())


async def test_a_silent_sign_in_that_never_ends_is_answered(here: World) -> None:
    for person in (BEN, OSEI):
        here.consent(person)
    view, search = SharedChat(here.client(BEN, chat=GROUP)), here.client(OSEI)
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW)
    body, found = await asyncio.gather(view.ask("one"), search.extension.search("dietary"))
    assert "busy" in said(body)
    assert "busy" in found.message
    here.microsoft365.troubles.clear()
    assert "No meeting found" in said((await view.client.press("Try again")).body)  # Ben has no such meeting


@pytest.mark.parametrize(
    ("trouble", "detail"),
    [(Trouble.CONNECTOR_REFUSES, {"status": 503}), (Trouble.CONNECTOR_SLOW, {})],
)
@pytest.mark.parametrize("button", ["Post", "Send to me"])
async def test_when_teams_takes_no_message_a_button_tries_again(
    here: World, button: str, trouble: Trouble, detail: Json
) -> None:
    anna = await ready_to(here, button)
    here.microsoft365.troubles.on(trouble, **detail)
    answer = await anna.press(button)
    assert "busy" in said(answer.body)
    here.microsoft365.troubles.clear()
    await anna.press("Try again")
    chat = GROUP.id if button == "Post" else Chat.personal(ANNA).id
    linked = [sent for sent in here.microsoft365.record.shown(chat) if LINK in said(sent.activity)]
    assert linked


@pytest.mark.parametrize("button", ["Post", "Send to me"])
async def test_what_teams_sends_again_is_done_once(here: World, button: str) -> None:
    anna = await ready_to(here, button)
    pressed = find(anna.buttons, button)
    value = {"action": dict(pressed.action), "trigger": "manual"}
    activity = anna.activities.invoke("adaptiveCard/action", value, pressed.activity_id)
    answers = await asyncio.gather(*(anna.bot_client.deliver(activity) for _ in range(3)))
    answers.append(await anna.bot_client.deliver(activity))
    assert len({words_of(answer.body) for answer in answers}) == 1
    sent = [each for each in here.microsoft365.record.sent if LINK in said(each.activity)]
    assert len(sent) == 1


@pytest.mark.parametrize("button", ["Post", "Send to me"])
async def test_a_double_click_is_one_press(here: World, button: str) -> None:
    """Each click is a delivery of its own."""
    anna = await ready_to(here, button)
    pressed = find(anna.buttons, button)
    await asyncio.gather(anna.press(pressed), anna.press(pressed))
    sent = [each for each in here.microsoft365.record.sent if LINK in said(each.activity)]
    assert len(sent) == 1


async def test_whoever_has_no_chat_with_the_bot_reads_how_to_get_one(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.connector.installed = set()
    answer = await anna.press("Send to me")
    assert "open Apps" in said(answer.body)
    assert "https://teams.microsoft.com/l/app/" in said(answer.body)
    here.microsoft365.connector.installed = None
    assert "Sent to you" in said((await anna.press("Try again")).body)
