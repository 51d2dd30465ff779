"""The seam: what an SDK hands the bot, an activity at a time, and what it takes back. Nothing of the SDK crosses it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from bot.model.values import value
from bot.teams.inbound.payload import Inbound


@value
class InvokeAnswer:
    """What an invoke is answered with: the HTTP status, and a JSON object where there is one."""

    status: int
    body: dict[str, Any] | None = None


class Turns(Protocol):
    """The bot, as a plain object. Whatever SDK carries the turns calls one of these for an activity, or none."""

    async def message(self, activity: Inbound) -> None:
        """Somebody wrote, or pressed a button (a message with `value`)."""
        ...

    async def edited(self, activity: Inbound) -> None:
        """Somebody changed a message (`messageUpdate`)."""
        ...

    async def invoke(self, activity: Inbound) -> InvokeAnswer:
        """A client waits for the answer."""
        ...

    async def installed(self, activity: Inbound) -> None:
        """The bot was added to a conversation."""
        ...

    async def removed(self, activity: Inbound) -> None:
        """The bot was removed from a conversation."""
        ...


# An activity that has been checked, with the claims of the token that vouches for it, goes through the SDK's turn.
# None where nothing is to be answered but that it was received.
Turn = Callable[[Mapping[str, Any], Inbound], Awaitable[InvokeAnswer | None]]
