"""What the bot says, rendered for its reader and posted into the conversation it belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Protocol

from bot.model import Address, ChatKind, Command, Reply, SignInNeeded, Surface
from bot.ops.budgets import TYPING_AFTER
from bot.teams.outbound.messages import message, oauth_message
from bot.teams.outbound.renderer import Renderer


class Connector(Protocol):
    """The part of the Bot Connector that answers need. Raises Busy or Undeliverable."""

    async def send(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str: ...
    async def send_targeted(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str: ...
    async def typing(self, service_url: str, conversation_id: str) -> None: ...
    async def personal_chat(self, service_url: str, bot_id: str, user_id: str, tenant_id: str) -> str: ...


class Messenger:
    """Posts replies. Raises Busy or Undeliverable when Teams does not take them."""

    def __init__(self, connector: Connector, renderer: Renderer) -> None:
        self._connector = connector
        self._renderer = renderer

    async def post(self, reply: Reply, command: Command) -> None:
        """Send a reply to where the command came from."""
        alone = command.address.kind is ChatKind.PERSONAL
        rendered = (self._renderer.rendered if alone else self._renderer.rendered_for_all)(reply, command)
        await self._send(message(rendered, command.address, self._renderer.words(command).language), command.address)

    async def post_targeted(self, reply: Reply, command: Command) -> None:
        """Send a reply into a shared conversation for the asker's eyes only."""
        mine = replace(command, surface=Surface.USER_VIEW)
        activity = message(
            self._renderer.rendered(reply, mine), command.address, self._renderer.words(command).language
        )
        await self._connector.send_targeted(command.address.service_url, command.address.conversation_id, activity)

    async def in_own_chat(self, command: Command) -> Command:
        """The command as if given in the person's own chat with the bot. Raises Undeliverable when they have none."""
        here = command.address
        chat = await self._connector.personal_chat(here.service_url, here.bot_id, here.user_id, command.user.tenant_id)
        # Two conversations may number their activities alike.
        origin = f"{here.conversation_id}/{here.activity_id}" if here.activity_id else ""
        there = replace(here, conversation_id=chat, kind=ChatKind.PERSONAL, activity_id=origin)
        return replace(command, address=there, surface=Surface.CHAT, targeted=False)

    async def post_sign_in(self, needed: SignInNeeded, command: Command, *, url: str, exchange_id: str) -> None:
        """Send the sign-in card. Teams answers it with the person's SSO token, silently (protocol.md §2)."""
        content = self._renderer.sign_in(needed, command, url=url, exchange_id=exchange_id)
        summary, language = str(content["text"]), self._renderer.words(command).language
        await self._send(oauth_message(content, summary, command.address, language), command.address)

    @asynccontextmanager
    async def typing(self, address: Address) -> AsyncIterator[None]:
        """Show that the bot is at work if it takes longer than half a second."""
        task = asyncio.create_task(self._type_later(address))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)  # that nobody saw it type is no reason for no answer

    async def _type_later(self, address: Address) -> None:
        await asyncio.sleep(TYPING_AFTER)
        await self._connector.typing(address.service_url, address.conversation_id)

    async def _send(self, activity: dict[str, Any], address: Address) -> None:
        await self._connector.send(address.service_url, address.conversation_id, activity)
