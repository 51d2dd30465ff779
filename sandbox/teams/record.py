"""Everything the bot posted, in order, and what a chat shows after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Activity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One call of the bot to the connector. `action` is post, update or delete.

    `status` is what the bot was told; `delivered` says whether it took effect, which is not the same in bad weather.
    `targeted` is what the query parameter said; `target` the Teams id (`29:…`) of the one member who sees it, if so.
    """

    action: str
    conversation: str
    activity_id: str
    activity: Activity = field(repr=False)
    status: int
    delivered: bool = True
    targeted: bool = False
    target: str = ""

    @property
    def is_typing(self) -> bool:
        return bool(self.activity.get("type") == "typing")

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    def contents(self, content_type: str) -> Sequence[Activity]:
        """The contents of its attachments of that type."""
        attached = self.activity.get("attachments") or ()
        return [each["content"] for each in attached if each.get("contentType") == content_type]


class Record:
    """Append-only; readers wait for what they expect instead of sleeping."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self._news = asyncio.Condition()

    async def add(self, sent: Sent) -> None:
        async with self._news:
            self.sent.append(sent)
            self._news.notify_all()

    def delivered(self, conversation: str = "") -> Sequence[Sent]:
        """What reached the chat, typing included."""
        return [s for s in self.sent if s.delivered and conversation in ("", s.conversation)]

    def shown(self, conversation: str) -> Sequence[Sent]:
        """The chat as it looks now: updates applied, deletions gone, no typing."""
        chat: dict[str, Sent] = {}
        for sent in self.delivered(conversation):
            if sent.action == "delete":
                chat.pop(sent.activity_id, None)
            elif not sent.is_typing:
                chat[sent.activity_id] = sent
        return list(chat.values())

    async def until(self, condition: Callable[[], bool], timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait until the condition holds, asked again after every call of the bot; TimeoutError after `timeout` s."""
        async with self._news, asyncio.timeout(timeout):
            await self._news.wait_for(condition)
