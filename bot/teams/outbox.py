"""What the bot says, rendered for its reader and posted into the conversation it belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol

from bot.locale import words
from bot.model import Address, Command, Press, Reply, SignInNeeded
from bot.teams.activities import message, oauth_message
from bot.teams.presses import Presses
from cards import Reader, render, sign_in

TYPING_AFTER = 0.5


class Connector(Protocol):
    """The part of the Bot Connector that answers need. Raises Busy or Undeliverable."""

    async def send(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str: ...
    async def typing(self, service_url: str, conversation_id: str) -> None: ...
    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a conversation: whether a guest (or anonymous), and the user principal name if known."""

    guest: bool
    username: str


class Outbox:
    """Posts replies. Raises Busy or Undeliverable when Teams does not take them."""

    def __init__(self, connector: Connector, presses: Presses, app_id: str) -> None:
        self._connector = connector
        self._presses = presses
        self._app_id = app_id

    async def post(self, reply: Reply, command: Command) -> None:
        """Send a reply to where the command came from."""
        reader = self._reader(command)
        await self._send(message(render(reply, reader), command.address, reader.words.language), command.address)

    async def post_sign_in(self, needed: SignInNeeded, command: Command, *, url: str, exchange_id: str) -> None:
        """Send the sign-in card. Teams answers it with the person's SSO token, silently (sso.md §2)."""
        reader = self._reader(command)
        resource = f"api://botid-{self._app_id}"
        content = sign_in(needed, reader, url=url, exchange_id=exchange_id, resource=resource)
        summary = str(content["text"])
        await self._send(oauth_message(content, summary, command.address, reader.words.language), command.address)

    async def member(self, address: Address) -> Member:
        """Who the person is according to Teams' roster; what is not known counts as an ordinary member."""
        member = await self._connector.member(address.service_url, address.conversation_id, address.user_id)
        guest = str(member.get("userRole", "")).lower() in {"guest", "anonymous"}
        return Member(guest, str(member.get("userPrincipalName") or ""))

    @asynccontextmanager
    async def typing(self, address: Address) -> AsyncIterator[None]:
        """Show that the bot is at work if it takes longer than half a second."""
        task = asyncio.create_task(self._type_later(address))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _type_later(self, address: Address) -> None:
        await asyncio.sleep(TYPING_AFTER)
        await self._connector.typing(address.service_url, address.conversation_id)

    async def _send(self, activity: dict[str, Any], address: Address) -> None:
        await self._connector.send(address.service_url, address.conversation_id, activity)

    def _reader(self, command: Command) -> Reader:
        def seal(press: Press) -> str:
            return self._presses.seal(command.user, press)

        return Reader(words=words(command.locale, command.timezone, command.now), seal=seal)
