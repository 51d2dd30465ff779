"""Commands on record are answered in the background: as their turn comes, and again after what has kept them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.commands.again import said_again
from bot.model import Notice, SignInNeeded
from bot.ops.metrics import Metrics, surface_of
from bot.ops.telemetry import bound_reference
from bot.ops.tracing import Tracing, Where
from bot.records import Claimed, Records
from bot.teams.answers.answers import in_own_chat
from bot.teams.answers.attempts import Attempts
from bot.teams.answers.gates import Gates
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.tasks import Tasks
from bot.teams.answers.turns import Turns
from bot.teams.outbound.error_replies import with_reference

WHILE_CLOSED = 32  # taken up at once while a service takes no messages: those of others are among them


class Runner:
    """Answers commands in the background, each once, from its record."""

    def __init__(
        self,
        records: Records,
        attempts: Attempts,
        in_flight: InFlight,
        gates: Gates,
        turns: Turns,
        tasks: Tasks,
        metrics: Metrics,
        tracing: Tracing,
    ) -> None:
        self._records = records
        self._attempts = attempts
        self._in_flight = in_flight
        self._gates = gates
        self._turns = turns
        self._tasks = tasks
        self._tracing = tracing
        self._metrics = metrics
        self._stopping = False
        metrics.held.reads_number(lambda: len(in_flight.ids))
        metrics.teams_closed.reads_number(gates.any_closed)
        metrics.tasks.reads_number(lambda: len(tasks))

    def go_on(self, claimed: Claimed, *, fresh: bool = False) -> None:
        """It is ours: answer it when its turn comes. `fresh`: it was claimed just now."""
        self._in_flight.begin(claimed, fresh=fresh)
        self._turns.add(claimed)
        self._pump()

    async def recover(self) -> None:
        """Take up what is to be tried again, and what dead processes have left, as fast as it can be worked off."""
        self._pump()
        while not self._stopping and (room := self._room()):
            found = await self._records.due(room, self._in_flight.ids)
            for claimed in found:
                self.go_on(claimed, fresh=True)
            if len(found) < room or self._gates.any_closed():
                return

    async def end_sign_in(self, claimed: Claimed, notice: Notice) -> None:
        """The bad end of a sign-in is told in the person's own chat; elsewhere, to them alone at their next press."""
        self._metrics.troubles.add(notice.trouble.value)
        if in_own_chat(claimed.command):
            self.go_on(replace(claimed, reply=with_reference(notice, retry=said_again(claimed.command))))
            await self._tasks.now_or_later(partial(self._records.ended_badly, claimed.id))
        else:
            await self._tasks.now_or_later(partial(self._told_at_next_press, claimed, with_reference(notice)))

    async def _told_at_next_press(self, claimed: Claimed, notice: Notice) -> None:
        """Its link is as good as before."""
        command = claimed.command
        await self._records.remember_end(command.user, command.address.conversation_id, notice)
        await self._records.wait_for_sign_in(claimed, claimed.needed or SignInNeeded(()))

    def begin_no_more(self) -> None:
        """This process ends: what is at work is finished, nothing else is taken up."""
        self._stopping = True

    async def let_go(self) -> None:
        """What is not answered by now is left to the next process."""
        self._in_flight.let_go()
        await self._records.let_go()

    def _room(self) -> int:
        free = self._turns.free
        return min(free, WHILE_CLOSED) if self._gates.any_closed() else free

    def _pump(self) -> None:
        while not self._stopping and (turn := self._turns.next()):
            with bound_reference(turn.reference):
                self._tasks.start(self._work(turn.claimed, turn.after))

    async def _work(self, claimed: Claimed, after: Where) -> None:
        try:
            with self._tracing.span("answer", after=after, surface=surface_of(claimed.command)):
                ended = await self._attempts.make(claimed)
            if ended.moved:
                self.go_on(ended.moved, fresh=True)
        finally:
            self._turns.finished(claimed.command.user.key)
            self._pump()
        await self._attempts.note(claimed, ended.note)
