"""Who somebody is in a conversation, as Teams' roster has it: asked before any sign-in is offered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from cachetools import TTLCache

from bot.model import Command, Trouble
from bot.model.values import value
from bot.ops.budgets import ROSTER

MEMBER_KEPT = 300.0  # seconds that an answer of the roster holds
MEMBERS_REMEMBERED = 10_000


class Members(Protocol):
    """The part of the Bot Connector that knows the members of a conversation."""

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]: ...


@value
class Member:
    """A member of a conversation: whether a guest (or anonymous), and tenant and user principal name if known."""

    guest: bool = False
    tenant_id: str = ""
    username: str = ""


class Roster:
    """The members that have been asked for, remembered for some minutes. Who is not known counts as an ordinary one."""

    def __init__(self, connector: Members, clock: Callable[[], float] = time.monotonic) -> None:
        self._connector = connector
        self._known: TTLCache[tuple[str, ...], Member] = TTLCache(MEMBERS_REMEMBERED, MEMBER_KEPT, timer=clock)

    async def sign_in_refusal(self, command: Command, patience: float = ROSTER) -> Trouble | None:
        """Why no sign-in is offered to the person; None when it may be, as far as Teams says in `patience` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._ask(command)
        member = self.member(command)
        if member.guest:
            return Trouble.GUEST
        foreign = member.tenant_id not in {"", command.user.tenant_id}
        return Trouble.NOT_ALLOWED_TENANT if foreign else None

    def member(self, command: Command) -> Member:
        """What is known of the person by now."""
        return self._known.get(_key(command), Member())

    async def _ask(self, command: Command) -> None:
        if self.member(command) != Member():
            return
        here = command.address
        found = await self._connector.member(here.service_url, here.conversation_id, here.user_id)
        self._known[_key(command)] = _member(found)


def _member(found: Mapping[str, Any]) -> Member:
    return Member(
        guest=str(found.get("userRole") or "").lower() in {"guest", "anonymous"},
        tenant_id=str(found.get("tenantId") or "").lower(),
        username=str(found.get("userPrincipalName") or ""),
    )


def _key(command: Command) -> tuple[str, ...]:
    address = command.address
    return (command.user.tenant_id, command.user.id, address.user_id, address.conversation_id)
