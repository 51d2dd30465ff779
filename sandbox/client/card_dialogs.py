"""A dialog that a card's button opens: only the person who pressed sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.client.bot_client import Answer
from sandbox.client.invoke_results import InvokeResult, pressed, read
from sandbox.client.popups import Client

CONTEXT = {"theme": "default"}


class CardDialogs:
    """One person's dialogs, one open at a time; `result` is what came last. Teams signs nobody in here."""

    def __init__(self, client: Client) -> None:
        self.result: InvokeResult | None = None
        self._client = client
        self._card = ""

    async def fetch(self, data: Any, activity_id: str) -> Answer:
        """A button with `data.msteams.type` task/fetch was pressed on that card."""
        self._card = activity_id
        return (await self._ask("task/fetch", data)).answer

    async def press(self, words: str, inputs: Mapping[str, Any] | None = None) -> InvokeResult:
        """Press a button of the open dialog; LookupError when there is none with those words, or no dialog."""
        return await self.submit(pressed(self.result, words, inputs or {}))

    async def submit(self, data: Any) -> InvokeResult:
        """Submit the open dialog with any data."""
        return await self._ask("task/submit", data)

    async def _ask(self, name: str, data: Any) -> InvokeResult:
        value = {"data": data, "context": CONTEXT}
        self.result = read(await self._client.invoke(name, value, self._card))
        return self.result
