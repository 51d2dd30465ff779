"""The connector takes what Teams takes, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client.chats import Chat
from sandbox.teams.rules import ADAPTIVE, MAX_BYTES
from sandbox.world.troubles import Trouble
from tests.support.sandbox.clients import ClientOf
from tests.support.sandbox.connector import CHAT, answered, chat, post
from tests.support.sandbox.world import World

MESSAGE = {"type": "message", "text": ""}


def with_card(**card: Any) -> dict[str, Any]:
    return {"attachments": [{"contentType": ADAPTIVE, "content": {"type": "AdaptiveCard", **card}}]}


@pytest.mark.parametrize(
    ("text", "activity", "refusal"),
    [
        ("x" * MAX_BYTES, {}, (413, "MessageSizeTooBig")),
        ("ü" * (MAX_BYTES // 2), {}, (413, "MessageSizeTooBig")),
        ("", with_card(version="1.5", fallbackText="x" * MAX_BYTES), (413, "MessageSizeTooBig")),
        ("", {}, (400, "BadSyntax")),
        ("", with_card(version="1.6"), (400, "BadArgument")),
        ("", with_card(version="2"), (400, "BadArgument")),
        ("", with_card(version="new"), (400, "BadArgument")),
    ],
    ids=["too long", "too many bytes", "too large a card", "empty", "too new a card", "of the future", "no version"],
)
async def test_what_no_client_could_show_is_refused(
    world: World, text: str, activity: dict[str, Any], refusal: tuple[int, str]
) -> None:
    status, body = await post(world, text, **activity)
    assert (status, body["error"]["code"]) == refusal
    assert chat(world) == []


@pytest.mark.parametrize(
    ("text", "activity"),
    [("x" * (MAX_BYTES - 100), {}), ("", with_card(version="1.5")), ("", with_card()), ("", {"type": "typing"})],
    ids=["long", "card", "card without a version", "typing"],
)
async def test_what_clients_show_is_taken(world: World, text: str, activity: dict[str, Any]) -> None:
    assert (await post(world, text, **activity))[0] == 201


async def test_a_bot_writes_only_where_it_has_been_spoken_to(world: World, client_of: ClientOf) -> None:
    group = Chat.group("reception")
    status, body = await post(world, conversation=group.id)
    assert (status, body["error"]["code"]) == (404, "ConversationNotFound")
    await client_of(chat=group).say("hello")
    assert (await post(world, conversation=group.id))[0] == 201


async def test_with_its_switch_on_a_conversation_takes_seven_messages_a_second(world: World) -> None:
    assert {(await post(world))[0] for _ in range(9)} == {201}
    world.m365.troubles.on(Trouble.CONNECTOR_RATE_LIMIT)
    assert [(await post(world))[0] for _ in range(9)] == [201] * 7 + [429] * 2
    status, _, headers = await answered(world, "POST", f"v3/conversations/{CHAT}/activities", {**MESSAGE, "text": "x"})
    assert (status, headers["Retry-After"]) == (429, "1")
    world.clock.passes(seconds=1)
    assert (await post(world))[0] == 201
