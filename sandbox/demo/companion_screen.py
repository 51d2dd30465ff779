"""What the person sees: the Playground's own connector, to which the companion hands what the bot has posted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from sandbox.client.activities import Json
from sandbox.client.buttons import ADAPTIVE, OAUTH
from sandbox.teams.record import Sent

log = structlog.get_logger()


class Screen:
    """The Playground at `origin`. It gives messages ids of its own; both ways of translating them are here."""

    def __init__(self, session: aiohttp.ClientSession, origin: str) -> None:
        self._session = session
        self._conversations = f"{origin}/_connector/v3/conversations"
        self._shown: dict[str, str] = {}
        self._originals: dict[str, str] = {}

    def original(self, shown: str) -> str:
        """The id by which the bot knows a message; empty when it is none of the bot's."""
        return self._originals.get(shown, "")

    async def show(self, sent: Sent) -> None:
        """Show, or change, one message. The Playground cannot delete: a deleted message stays.

        Raises aiohttp.ClientError when it is not there.
        """
        if sent.action == "delete":
            return
        method, url = self._call(sent)
        async with self._session.request(method, url, json=dict(sent.activity)) as answer:
            if answer.status == 201:
                self._remember(sent, await answer.json(content_type=None))
            elif answer.status >= 300:
                log.warning("playground_refused", status=answer.status)

    def _call(self, sent: Sent) -> tuple[str, URL]:
        activities = f"{self._conversations}/{quote(sent.conversation, safe='')}/activities"
        shown = self._shown.get(sent.activity_id)
        if sent.action == "update" and shown:
            return "PUT", URL(f"{activities}/{quote(shown, safe='')}", encoded=True)
        return "POST", URL(activities, encoded=True)

    def _remember(self, sent: Sent, answer: Any) -> None:
        if shown := str((answer or {}).get("id", "")):
            self._shown[sent.activity_id] = shown
            self._originals[shown] = sent.activity_id


def sign_in_view(sent: Sent) -> Sent:
    """An OAuth card as Teams draws it: its words over one button. The Playground's own drawing asks for a code."""
    cards = [sign_in_card(content) for content in sent.contents(OAUTH)]
    attachments = [{"contentType": ADAPTIVE, "content": card} for card in cards]
    return replace(sent, activity={**sent.activity, "attachments": attachments})


def sign_in_card(content: Any) -> Json:
    """The button opens a tab here, where Teams opens a small window."""
    buttons = content.get("buttons") or ()
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": str(content.get("text", "")), "wrap": True}],
        "actions": [{"type": "Action.OpenUrl", "title": b.get("title", ""), "url": b["value"]} for b in buttons],
    }
