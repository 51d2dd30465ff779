"""A stand-in for the Agents Playground: posts as it posts, and keeps what it is told to show."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.client.buttons import ADAPTIVE, Button, card_buttons, find, words_of
from sandbox.client.chats import Chat
from sandbox.world.people import ANNA

Json = dict[str, Any]
CHAT = Chat.personal(ANNA).id


class FakePlayground:
    """Pass `running` to sandbox.demo.demo. `shown` is the chat: the Playground's ids and the activities, in order."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Json]] = []
        self._ids = itertools.count(5_000)
        self._news = asyncio.Condition()
        self._bot_url = ""
        self._origin = ""

    @asynccontextmanager
    async def running(self, bot_url: str, port: int, config: Path) -> AsyncIterator[str]:
        app = web.Application()
        app.add_routes([web.post("/_connector/v3/conversations/{chat}/activities", self._show)])
        async with TestServer(app) as server:
            self._bot_url, self._origin = bot_url, str(server.make_url("")).rstrip("/")
            yield self._origin

    async def say(self, text: str) -> int:
        return await self.post({"type": "message", "text": text, "textFormat": "plain"})

    async def press(self, words: str) -> int:
        """Press a button of the newest card."""
        id, button = self.button(words)
        return await self.post({"type": "message", "value": button.filled({}), "replyToId": id})

    async def invoke(self, name: str, value: Json, **more: Any) -> Json:
        """Post an invoke, as the Playground's search, dialogs and cards do; the bot's answer."""
        status, answer = await self._post({"type": "invoke", "name": name, "value": value, **more})
        assert status == 200, (status, answer)
        return answer

    async def post(self, activity: Json) -> int:
        """Post one activity as the Playground writes it; the HTTP status."""
        status, _ = await self._post(activity)
        return status

    async def _post(self, activity: Json) -> tuple[int, Json]:
        whole = {
            "from": {"id": ANNA.mri, "name": ANNA.name, "aadObjectId": ANNA.oid},
            "conversation": {"id": CHAT, "conversationType": "personal"},
            "serviceUrl": f"{self._origin}/_connector",
            "channelId": "msteams",
            "locale": "en-US",
            "localTimezone": "Europe/London",
            **activity,
        }
        async with aiohttp.ClientSession() as session, session.post(self._bot_url, json=whole) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else {}

    def button(self, words: str) -> tuple[str, Button]:
        """A button of the newest message, with the message's id."""
        id, activity = self.shown[-1]
        return id, find(card_buttons(activity["attachments"][0]["content"]), words)

    @property
    def words(self) -> list[str]:
        """What can be read, message by message."""
        return [_words(activity) for _, activity in self.shown]

    async def until(self, count: int) -> str:
        """Wait for that many messages; the words of the last."""
        async with self._news, asyncio.timeout(15):
            await self._news.wait_for(lambda: len(self.shown) >= count)
        assert len(self.shown) == count, self.words
        return self.words[-1]

    async def _show(self, request: web.Request) -> web.Response:
        activity = await request.json()
        if activity["type"] == "typing":
            return web.Response(status=202)
        id = str(next(self._ids))
        async with self._news:
            self.shown.append((id, activity))
            self._news.notify_all()
        return web.json_response({"id": id}, status=201)


def _words(activity: Json) -> str:
    cards = [each["content"] for each in activity.get("attachments") or () if each["contentType"] == ADAPTIVE]
    assert len(cards) == len(activity.get("attachments") or ()), "only Adaptive Cards may reach the Playground"
    return " ".join([activity.get("text") or "", *map(words_of, cards)]).strip()
