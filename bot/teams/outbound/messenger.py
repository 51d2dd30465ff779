"""What the bot says, rendered for its reader and posted into the conversation it belongs to."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Protocol, TypeAlias, TypeVar

import structlog

from bot.errors import Busy, DeliveryUnknown, Service, Throttled, Undeliverable
from bot.model import Address, ChatKind, Command, Reply, SignInLink, SignInNeeded, Surface
from bot.net.pace import Pace
from bot.net.service_gate import ServiceGates
from bot.ops.metrics import Metrics
from bot.teams.outbound.handing_out import HandingOut
from bot.teams.outbound.messages import message, oauth_message
from bot.teams.outbound.renderer import Renderer, read_by
from cards import Rendered

log = structlog.get_logger()
T = TypeVar("T")
Again: TypeAlias = Callable[[], Awaitable[float]]
"""Awaited before a message of which Teams has had too much is sent once more: 0, or the seconds until it may be."""


class MessageSender(Protocol):
    """The part of the Bot Connector that answers need. Raises Busy or Undeliverable."""

    async def send(self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again) -> str: ...
    async def send_targeted(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again
    ) -> str: ...
    async def delete(self, service_url: str, conversation_id: str, id: str) -> None: ...
    async def personal_chat(self, service_url: str, bot_id: str, user_id: str, tenant_id: str) -> str: ...


class Messenger:
    """Posts replies. Raises Busy, DeliveryUnknown or Undeliverable when Teams does not take them.

    What comes of each is told to the service's gate. No more is sent than `pace` allows.
    """

    def __init__(
        self,
        connector: MessageSender,
        renderer: Renderer,
        gates: ServiceGates,
        pace: Pace,
        metrics: Metrics | None = None,
        handing_out: HandingOut | None = None,
    ) -> None:
        self._connector = connector
        self._renderer = renderer
        self._gates = gates
        self._pace = pace
        self._metrics = metrics or Metrics()
        self._handing_out = handing_out or HandingOut()

    @property
    def chat_url(self) -> str:
        """Leads each person to their own chat with the bot."""
        return self._renderer.chat_url

    async def post(self, reply: Reply, command: Command) -> str:
        """Send a reply to where the command came from; in plain text where Teams does not take its card.

        The id that Teams gave the message, "" where it gave none.
        """
        return await self._handing_out.when(self._post(reply, command), reply, command)

    async def _post(self, reply: Reply, command: Command) -> str:
        rendered = self._renderer.posted(reply, command)
        try:
            return await self._send(self._message(rendered, read_by(command, reply)), command)
        except Undeliverable as refusal:
            if rendered.card is None or not refusal.refusal.about_the_message:
                raise
            log.error("card_refused", reply=type(reply).__name__, cause=str(refusal))
            plain = self._renderer.posted_without_card(reply, command)
            return await self._send(self._message(plain, read_by(command, reply)), command)

    async def remove(self, id: str, address: Address) -> None:
        """Take back what was posted there."""
        await self._reported(address, self._connector.delete(address.service_url, address.conversation_id, id))

    async def post_targeted(self, reply: Reply, command: Command) -> str:
        """Send a reply into a shared conversation for the asker's eyes only; the id as `post` has it."""
        mine = replace(command, surface=Surface.USER_VIEW)
        activity = self._message(self._renderer.rendered(reply, mine), read_by(command, reply))
        return await self._handing_out.when(self._send(activity, command, targeted=True), reply, command)

    async def in_own_chat(self, command: Command) -> Command:
        """The command as if given in the person's own chat with the bot. Raises Undeliverable when they have none."""
        here = command.address
        chat = await self._connector.personal_chat(here.service_url, here.bot_id, here.user_id, command.user.tenant_id)
        # Two conversations may number their activities alike.
        origin = f"{here.conversation_id}/{here.activity_id}" if here.activity_id else ""
        there = replace(here, conversation_id=chat, kind=ChatKind.PERSONAL, activity_id=origin)
        return replace(command, address=there, surface=Surface.CHAT, targeted=False)

    async def post_sign_in(self, needed: SignInNeeded, command: Command, *, url: str, exchange_id: str) -> None:
        """Send the sign-in card. Teams answers it with the person's SSO token, silently (protocol.md §2).

        Where it does not take that kind of card, the link to the sign-in page.
        """
        content = self._renderer.sign_in(needed, command, url=url, exchange_id=exchange_id)
        summary = str(content["text"])
        language = self._renderer.words(command).language
        try:
            await self._send(oauth_message(content, summary, command.address, language), command)
        except Undeliverable as refusal:
            if not refusal.refusal.about_the_message:
                raise
            log.error("card_refused", reply="SignInNeeded", cause=str(refusal))
            await self.post(SignInLink(url, needed.why), command)

    def _message(self, rendered: Rendered, command: Command) -> dict[str, Any]:
        words = self._renderer.words(command)
        anew = words("You changed your message; this is the answer to its new words.") if command.edit else ""
        return message(rendered, command.address, words.language, anew)

    async def _send(self, activity: dict[str, Any], command: Command, *, targeted: bool = False) -> str:
        """Send it in time; where Teams says that it has had too much, no more is sent there than it takes."""
        address, tenant = command.address, command.user.tenant_id

        async def again() -> float:
            self._pace.refused(tenant, address.conversation_id)
            return await self._pace.turn(tenant, address.conversation_id)

        send = self._connector.send_targeted if targeted else self._connector.send
        await self._in_time(command)
        try:
            return await self._reported(address, send(address.service_url, address.conversation_id, activity, again))
        except Throttled:
            self._pace.refused(tenant, address.conversation_id)
            raise

    async def _in_time(self, command: Command) -> None:
        """Wait for the moment at which Teams takes it. Raises Busy when that is too far away."""
        if later := await self._pace.turn(command.user.tenant_id, command.address.conversation_id):
            raise Busy("more is to be sent than Teams takes", service=Service.TEAMS, retry_after=later)

    async def _reported(self, address: Address, sent: Awaitable[T]) -> T:
        """What comes of `sent`; its service's gate is told."""
        gate = self._gates.of(address.service_url)
        began = time.monotonic()
        try:
            done = await sent
        except Undeliverable:
            gate.accepted()  # it answers, and means it
            raise
        except DeliveryUnknown:
            gate.failed(address.conversation_id)
            raise
        except Throttled:
            raise  # it answers, and others' messages it takes
        except Busy as error:
            if error.retry_after is None:
                gate.failed(address.conversation_id)
            raise
        finally:
            self._metrics.step_seconds.took(time.monotonic() - began, "send")
        gate.accepted()
        return done
