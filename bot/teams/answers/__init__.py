"""Every command that was taken on is answered: in turn, under a lease, again where Teams did not take it.

reception ──► written down ──► turns ──► attempts ──► answered ──► noted
    │ no room                               │
    ▼                                       ├──► waits for a sign-in ──► runner.go_on
apologies                                   ╰──► Teams did not take it ──► postponed ──► runner.recover
"""

from __future__ import annotations

from collections.abc import Callable

from bot.commands import TeamsLanguage
from bot.model.values import value
from bot.ops.budgets import LAST_WORDS
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
from bot.teams.answers.reception import Reception
from bot.teams.answers.runner import Runner
from bot.teams.answers.shared_chats import SharedChats
from bot.teams.answers.tasks import Tasks
from bot.teams.answers.turns import USUAL_BOUNDS, Bounds, Turns
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.messenger import Messenger
from bot.teams.outbound.sending import Sending


@value
class AnswersRoom:
    """What others need of it."""

    reception: Reception
    runner: Runner
    messenger: Messenger
    in_flight: InFlight
    invokes: InvokesAtWork
    tasks: Tasks

    async def stop(self, seconds: float) -> None:
        """Take up nothing new, finish what is at work within `seconds`, and leave the rest to the next process.

        What no store has, no process will answer: whoever asked is told.
        """
        self.runner.begin_no_more()
        await self.tasks.drain(seconds)
        if self.reception.let_go():
            await self.tasks.drain(LAST_WORDS)
        await self.runner.let_go()


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
    turns = Turns(bounds, invokes, clock, metrics, tracing)
    runner = Runner(records, attempts, in_flight, gates, turns, tasks, metrics, tracing)
    reception = Reception(records, turns, runner.go_on, apologies, tasks, bounds.pause, clock, metrics)
    return AnswersRoom(reception, runner, messenger, in_flight, invokes, tasks)
