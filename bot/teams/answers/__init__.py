"""A written-down command becomes one delivered answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.commands import TeamsLanguage
from bot.model import Command
from bot.model.values import value
from bot.net.pace import Pace
from bot.net.service_gate import ServiceGates
from bot.ops.budgets import PATIENCE, USUAL_RATES, Patience, Rates
from bot.ops.clock import steady
from bot.ops.metrics import Metrics
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.ports import Dispatch, ReaderLanguages, SignIn, Tokens
from bot.records import Records
from bot.teams.answers.answers import Answers
from bot.teams.answers.apologies import Apologies
from bot.teams.answers.attempts import Attempts
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.gates import Gates
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.invokes_at_work import InvokesAtWork
from bot.teams.answers.runner import USUAL_BOUNDS, Bounds, Runner
from bot.teams.answers.shared_chats import SharedChats
from bot.teams.answers.tasks import Tasks
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.handing_out import HandingOut
from bot.teams.outbound.messenger import MessageSender, Messenger
from bot.teams.outbound.renderer import Renderer


class Typing(Protocol):
    """Shows that the bot is at work; whether Teams took that."""

    async def typing(self, service_url: str, conversation_id: str) -> bool: ...


class Teams(MessageSender, Typing, Protocol):
    """The part of the Bot Connector that this room needs."""


@value
class AnswersRoom:
    """What others need of it."""

    runner: Runner
    messenger: Messenger
    in_flight: InFlight
    invokes: InvokesAtWork
    tasks: Tasks


def build(
    records: Records,
    dispatch: Dispatch,
    tokens: Tokens,
    sign_in: SignIn,
    connector: Teams,
    renderer: Renderer,
    roster: Roster,
    *,
    readers: ReaderLanguages | None = None,
    for_anybody: Callable[[Command], bool],
    targeted: bool = False,
    bounds: Bounds = USUAL_BOUNDS,
    patience: Patience = PATIENCE,
    rates: Rates = USUAL_RATES,
    clock: Callable[[], float] = steady,
    metrics: Metrics | None = None,
    handing_out: HandingOut | None = None,
    tracing: Tracing = NOT_TRACED,
) -> AnswersRoom:
    """The room's parts, put together; `targeted` and `for_anybody` as in SharedChats."""
    metrics = metrics or Metrics()
    tasks = Tasks()
    invokes = InvokesAtWork()
    pace = Pace(rates, clock)
    typing = _typing(connector, pace)
    services = ServiceGates(clock, patience)
    gates = Gates(services, typing, patience)
    messenger = Messenger(connector, renderer, services, pace, metrics, handing_out)
    in_flight = InFlight(records, tasks, typing, clock, patience.lease)
    delivery = Delivery(records, sign_in, messenger, roster, in_flight)
    shared_chats = SharedChats(
        dispatch,
        messenger,
        delivery,
        in_flight,
        for_anybody=for_anybody,
        chat_url=renderer.chat_url,
        targeted=targeted,
    )
    answers = Answers(dispatch, tokens, messenger, delivery, shared_chats, in_flight, readers or TeamsLanguage())
    attempts = Attempts(records, answers, delivery, in_flight, gates, metrics, bounds.pause)
    apologies = Apologies(delivery, tasks, bounds.pause)
    runner = Runner(records, attempts, apologies, in_flight, gates, invokes, tasks, metrics, bounds, clock, tracing)
    return AnswersRoom(runner, messenger, in_flight, invokes, tasks)


def _typing(connector: Typing, pace: Pace) -> Callable[[Command], Awaitable[bool]]:
    """Shows typing where the command was given, as long as that takes no message's place."""

    async def show(command: Command) -> bool:
        address = command.address
        free = pace.take_if_free(command.user.tenant_id, address.conversation_id)
        return free and await connector.typing(address.service_url, address.conversation_id)

    return show
