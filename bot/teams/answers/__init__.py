"""A written-down command becomes one delivered answer."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands import TeamsLanguage
from bot.model.values import value
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
from bot.teams.outbound.messenger import Messenger
from bot.teams.outbound.sending import Sending


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
    sending: Sending,
    roster: Roster,
    readers: ReaderLanguages | None = None,
    *,
    targeted: bool = False,
    bounds: Bounds = USUAL_BOUNDS,
    clock: Callable[[], float] = steady,
    metrics: Metrics | None = None,
    tracing: Tracing = NOT_TRACED,
) -> AnswersRoom:
    """The room's parts, put together; `targeted` as in SharedChats."""
    metrics = metrics or Metrics()
    tasks = Tasks()
    invokes = InvokesAtWork()
    messenger = sending.messenger
    gates = Gates(sending.services, sending.show_typing)
    in_flight = InFlight(records, tasks, sending.show_typing, clock)
    delivery = Delivery(records, sign_in, messenger, roster, in_flight)
    shared_chats = SharedChats(dispatch, messenger, delivery, in_flight, targeted=targeted)
    answers = Answers(dispatch, tokens, messenger, delivery, shared_chats, in_flight, readers or TeamsLanguage())
    attempts = Attempts(records, answers, delivery, in_flight, gates, metrics, bounds.pause)
    apologies = Apologies(delivery, tasks, bounds.pause)
    runner = Runner(records, attempts, apologies, in_flight, gates, invokes, tasks, metrics, bounds, clock, tracing)
    return AnswersRoom(runner, messenger, in_flight, invokes, tasks)
