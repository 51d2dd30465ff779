"""A bot's calls to the pretend connector, by hand."""

from __future__ import annotations

from typing import Any

from sandbox.client.chats import Chat
from sandbox.world.people import ANNA, CLINIC_ID
from tests.support.sandbox.world import World

CHAT = Chat.personal(ANNA).id


async def call(world: World, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    """Status and JSON, under the service URL, with the bot's own token where none is given."""
    status, answer, _ = await answered(world, method, path, body, token)
    return status, answer


async def answered(
    world: World, method: str, path: str, body: Any = None, token: str = ""
) -> tuple[int, Any, dict[str, str]]:
    """The same with the headers."""
    own = world.m365.token_factory.app_token(CLINIC_ID, "https://api.botframework.com")
    headers = {"Authorization": f"Bearer {token or own}"}
    url = f"{world.m365.addresses.service}{path}"
    async with world.session.request(method, url, json=body, headers=headers) as answer:
        return answer.status, await answer.json(), dict(answer.headers)


async def post(world: World, text: str = "hello", conversation: str = CHAT, **activity: Any) -> tuple[int, Any]:
    """Say something."""
    whole = {"type": "message", "text": text, **activity}
    return await call(world, "POST", f"v3/conversations/{conversation}/activities", whole)


def chat(world: World) -> list[str]:
    """What Anna reads in her own chat."""
    return [sent.text for sent in world.m365.record.shown(CHAT)]
