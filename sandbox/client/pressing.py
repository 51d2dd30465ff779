"""What a press on a card's button sends: Teams looks at the action's type, and into its data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.client.activities import Activities, Json
from sandbox.client.bot_client import Answer
from sandbox.client.buttons import Button
from sandbox.client.card_dialogs import CardDialogs
from sandbox.client.private_views import PrivateViews


@dataclass(frozen=True, slots=True)
class Pressing:
    """One person's presses; `say` types for them and `deliver` posts an activity."""

    activities: Activities
    dialogs: CardDialogs
    private: PrivateViews
    say: Callable[[str], Awaitable[Answer]]
    deliver: Callable[[Json], Awaitable[Answer]]

    async def __call__(self, button: Button, data: Any) -> Answer:
        """Press it, with the card's inputs merged into `data`; LookupError where a press sends the bot nothing."""
        match button.kind:
            case "Action.Execute":
                return await self.private.execute(button, data)
            case "Action.Submit":
                return await self._submit(button, data)
            case "messageBack":
                return await self._message_back(button, button.action)
            case "imBack":
                return await self.say(str(button.action.get("value", "")))
        raise LookupError(f"{button.kind} sends nothing to the bot")

    async def _submit(self, button: Button, data: Any) -> Answer:
        special = data.get("msteams", {}) if isinstance(data, Mapping) else {}
        match special.get("type"):
            case "task/fetch":
                return await self.dialogs.fetch(data, button.activity_id)
            case "imBack":
                return await self.say(str(special.get("value", "")))
            case "messageBack":
                return await self._message_back(button, special)
        return await self.deliver(self.activities.submit(data, button.activity_id))

    async def _message_back(self, button: Button, said: Mapping[str, Any]) -> Answer:
        text = str(said.get("text", ""))
        return await self.deliver(self.activities.submit(said.get("value"), button.activity_id, text))
