"""The line from Teams to the bot: signs each activity with the channel's key and posts it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.client.activities import Json
from sandbox.teams.channel import Channel


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to the delivery itself; `body` is JSON, or text, or None when empty."""

    status: int
    body: Any = field(default=None, repr=False)
    seconds: float = 0

    def part(self, name: str) -> Any:
        """A member of a JSON object; None when the body is no object."""
        return self.body.get(name) if isinstance(self.body, dict) else None


class BotClient:
    """Teams keeps one token for many activities; so does this, until `renew`."""

    def __init__(
        self, session: aiohttp.ClientSession, bot_url: str, channel: Channel, app_id: str, service_url: str
    ) -> None:
        self.app_id = app_id
        self.service_url = service_url
        self._session = session
        self._bot_url = bot_url
        self._channel = channel
        self._token = ""

    def renew(self) -> None:
        """Sign the next activity with a fresh token, and so with the channel's present key."""
        self._token = ""

    async def deliver(self, activity: Json, *, token: str = "") -> Answer:
        """Post one activity; `token` replaces the channel's own, for forgeries."""
        self._channel.conversations.hear(conversation_of(activity))
        self._token = self._token or self._channel.channel_token(self.app_id, self.service_url)
        headers = {"Authorization": f"Bearer {token or self._token}"}
        return await self._post(activity, headers)

    async def _post(self, activity: Json, headers: dict[str, str]) -> Answer:
        clock = asyncio.get_running_loop().time
        begun = clock()
        async with self._session.post(self._bot_url, json=activity, headers=headers) as answer:
            return Answer(answer.status, read_body(await answer.text()), clock() - begun)


def read_body(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def conversation_of(activity: Any) -> str:
    """The id of its conversation; empty where an odd activity has none."""
    match activity:
        case {"conversation": {"id": str(id)}}:
            return id
    return ""
