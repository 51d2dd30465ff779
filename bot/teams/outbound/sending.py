"""What goes out to Teams, put together: messages and typing indicators, and how much of them Teams takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.model import Command
from bot.model.values import value
from bot.net.pace import Pace
from bot.net.service_gate import ServiceGates
from bot.ops.budgets import PATIENCE, USUAL_RATES, Patience, Rates
from bot.ops.clock import steady
from bot.ops.metrics import Metrics
from bot.teams.outbound.handing_out import HandingOut
from bot.teams.outbound.messenger import MessageSender, Messenger
from bot.teams.outbound.renderer import Renderer


class Typing(Protocol):
    """Shows that the bot is at work; whether Teams took that."""

    async def typing(self, service_url: str, conversation_id: str) -> bool: ...


class Teams(MessageSender, Typing, Protocol):
    """The part of the Bot Connector through which answers go."""


ShowTyping = Callable[[Command], Awaitable[bool]]


@value
class Sending:
    """What answers are sent with. `services` knows of each of Teams' services whether it takes messages.

    `show_typing` does so where a command was given, and tells whether Teams took it.
    """

    messenger: Messenger
    show_typing: ShowTyping
    services: ServiceGates


def build(
    connector: Teams,
    renderer: Renderer,
    *,
    patience: Patience = PATIENCE,
    rates: Rates = USUAL_RATES,
    clock: Callable[[], float] = steady,
    metrics: Metrics | None = None,
    handing_out: HandingOut | None = None,
) -> Sending:
    """All of it counts on one pace, and knows the same gates."""
    pace = Pace(rates, clock)
    services = ServiceGates(clock, patience)
    messenger = Messenger(connector, renderer, services, pace, metrics, handing_out)
    return Sending(messenger, _typing(connector, pace), services)


def _typing(connector: Typing, pace: Pace) -> ShowTyping:
    """As long as that takes no message's place."""

    async def show(command: Command) -> bool:
        address = command.address
        free = pace.take_if_free(command.user.tenant_id, address.conversation_id)
        return free and await connector.typing(address.service_url, address.conversation_id)

    return show
