"""Every command that was taken on is answered: in turn, under a lease, again where Teams did not take it.

receive ──► room? ──► written down ──► in turn ──► at work ──► answered ──► noted
              │ no                                    │
              ▼                                       ├──► waits for a sign-in ──► go_on
          told at once                                ╰──► Teams did not take it ──► postponed ──► recover
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import structlog

from bot.commands.again import said_again
from bot.errors import BotError
from bot.model import Command, Notice, SignInNeeded, Trouble, Welcome
from bot.model.values import value
from bot.net.fair_queue import USUAL_LIMITS, FairQueue, Full, QueueLimits
from bot.ops.budgets import LAST_WORDS
from bot.ops.metrics import Metrics, surface_of
from bot.ops.telemetry import bound_reference, current_reference
from bot.ops.tracing import Tracing, Where
from bot.records import Claimed, KnownReply, Once, Records
from bot.teams.answers.answers import in_own_chat
from bot.teams.answers.apologies import Apologies, Asker, Read
from bot.teams.answers.attempts import Attempts
from bot.teams.answers.gates import Gates
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.invokes_at_work import InvokesAtWork
from bot.teams.answers.not_written import NotWritten
from bot.teams.answers.tasks import Tasks
from bot.teams.outbound.error_replies import with_reference

log = structlog.get_logger()
BESIDE_INVOKES = 64  # commands at work while somebody waits for an invoke; fewer would wait for a slow Graph one by one
PACE_IN_RUSH = 1 / 60  # seconds between two begun while others wait to be heard: a new link takes 3 ms of processor
WHILE_CLOSED = 32  # taken up at once while a service takes no messages: those of others are among them
WELCOME_ONCE = 60.0  # seconds in which Teams reports an installation a second time
GREETS_EVERY = 0.05  # seconds between two who are greeted later: of the fifty a second that Teams takes of a tenant
LATEST_GREETING = 600.0  # seconds until the last of them is greeted, however many there are
TOLD = {Full.FOR_ALL: Trouble.BOT_BUSY, Full.FOR_THEM: Trouble.TOO_MANY_WAITING}


@value
class InTurn:
    """A command that waits for its turn `since` then, and the reference under which the log tells of it.

    `after`: the place in the trace where it was asked.
    """

    claimed: Claimed
    reference: str
    since: float
    after: Where = None


@value
class Bounds:
    """What a runner takes on, whether more come than can be heard, and how it pauses."""

    limits: QueueLimits = USUAL_LIMITS
    rush: Callable[[], bool] = lambda: False
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


USUAL_BOUNDS = Bounds()


class Runner:
    """Answers commands in the background, each once, from its record."""

    def __init__(
        self,
        records: Records,
        attempts: Attempts,
        apologies: Apologies,
        in_flight: InFlight,
        gates: Gates,
        invokes: InvokesAtWork,
        tasks: Tasks,
        metrics: Metrics,
        bounds: Bounds,
        clock: Callable[[], float],
        tracing: Tracing,
    ) -> None:
        self._records = records
        self._attempts = attempts
        self._apologies = apologies
        self._in_flight = in_flight
        self._gates = gates
        self._invokes = invokes
        self._tasks = tasks
        self._rush = bounds.rush
        self._queue: FairQueue[InTurn] = FairQueue(bounds.limits)
        self.has_room = self._queue.has_room
        self._not_written = NotWritten(records, tasks, self.go_on, self._lost, bounds.pause, clock)
        self._clock = clock
        self._tracing = tracing
        self._metrics = metrics
        self._watched(metrics)
        self._begun = self._greets_until = float("-inf")
        self._stopping = False

    # -- what arrives ------------------------------------------------------------------------------------------

    async def receive(self, command: Command, reply: KnownReply | None = None) -> None:
        """Write a command down, with its reply where that is known from the start; answer it in the background."""
        who = command.user.key
        if full := self._queue.take_on(who):
            self._ended(command, "refused")
            self.refuse(command, TOLD[full])
            return
        try:
            claimed = await self._records.write_down(command, reply)
        except BotError as error:
            self._keep(command, reply, error)
            return
        finally:
            self._queue.arrived(who)
        if claimed is None:
            self._ended(command, "delivered_again")
            log.info("delivered_again")
        else:
            self.go_on(claimed, fresh=True)

    def refuse(self, command: Command, trouble: Trouble = Trouble.BOT_BUSY) -> None:
        """It is not taken on; whoever asked is told so."""
        where = command.address
        self.refuse_unread((where.conversation_id, where.user_id), lambda: command, trouble)

    def refuse_unread(self, asker: Asker, read: Read, trouble: Trouble = Trouble.BOT_BUSY) -> None:
        """The same for a question that is read once there is somebody to be told."""
        self._apologies.tell(asker, read, trouble)

    async def welcome(self, command: Command) -> None:
        """Greet after installing; Teams reports an installation in up to two ways.

        Nobody has asked: whom an admin gives the bot together with thousands is greeted in turn, never sent away, and
        in the way of nobody who asks.
        """
        if not await self._records.claim_once(Once.WELCOMED, command.address.conversation_id, keep=WELCOME_ONCE):
            return
        if self._queue.free:
            await self.receive(command, Welcome())
        else:
            await self._greet_later(command)

    async def _greet_later(self, command: Command) -> None:
        try:
            claimed = await self._records.write_down(command, Welcome())
        except BotError:
            with suppress(BotError):
                await self._records.release(Once.WELCOMED, command.address.conversation_id)
            raise
        if claimed is not None:
            now = self._clock()
            self._greets_until = max(self._greets_until, now) + GREETS_EVERY
            await self._records.put_off(claimed, min(self._greets_until - now, LATEST_GREETING))

    def _keep(self, command: Command, reply: KnownReply | None, error: BotError) -> None:
        kept = self._not_written.keep(command, reply)
        self._ended(command, "not_written_down")
        log.error("command_not_written_down", cause=str(error), kept=kept)
        self._tell_who_asked(command, reply, Trouble.DELAYED if kept else Trouble.BOT_BUSY)

    def _lost(self, command: Command, reply: KnownReply | None) -> None:
        self._ended(command, "given_up")
        self._tell_who_asked(command, reply, Trouble.BOT_BUSY)

    def _tell_who_asked(self, command: Command, reply: KnownReply | None, trouble: Trouble) -> None:
        if not isinstance(reply, Welcome):  # for which nobody has asked
            self.refuse(command, trouble)

    # -- what goes on --------------------------------------------------------------------------------------------

    def go_on(self, claimed: Claimed, *, fresh: bool = False) -> None:
        """It is ours: answer it when its turn comes. `fresh`: it was claimed just now."""
        self._in_flight.begin(claimed, fresh=fresh)
        self._queue.add(
            claimed.command.user.key, InTurn(claimed, current_reference(), self._clock(), self._tracing.here())
        )
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
        command = claimed.command
        self._metrics.troubles.add(notice.trouble.value)
        if not in_own_chat(command):
            await self._records.remember_end(command.user, command.address.conversation_id, with_reference(notice))
            # Its link is as good as before.
            await self._records.wait_for_sign_in(claimed, claimed.needed or SignInNeeded(()))
            return
        self.go_on(replace(claimed, reply=with_reference(notice, retry=said_again(command))))
        await self._records.ended_badly(claimed.id)

    async def stop(self, seconds: float) -> None:
        """Take up nothing new, finish what is at work within `seconds`, and leave the rest to the next process.

        What no store has, no process will answer: whoever asked is told.
        """
        self._stopping = True
        await self._tasks.drain(seconds)
        if self._not_written.let_go():
            await self._tasks.drain(LAST_WORDS)
        self._in_flight.let_go()
        await self._records.let_go()

    # -- at work ----------------------------------------------------------------------------------------------

    def _room(self) -> int:
        free = self._queue.free
        return min(free, WHILE_CLOSED) if self._gates.any_closed() else free

    def _pump(self) -> None:
        most = BESIDE_INVOKES if self._invokes.count else None
        while not self._stopping and not self._is_too_soon() and (turn := self._queue.next(most)):
            self._begun = self._clock()
            self._metrics.step_seconds.took(self._begun - turn.since, "queue")
            with bound_reference(turn.reference):
                self._tasks.start(self._work(turn.claimed, turn.after))

    def _is_too_soon(self) -> bool:
        """In a rush most of the processor is for hearing what is asked; `recover` goes on once it is over."""
        return self._rush() and self._clock() - self._begun < PACE_IN_RUSH

    async def _work(self, claimed: Claimed, after: Where) -> None:
        try:
            with self._tracing.span("answer", after=after, surface=surface_of(claimed.command)):
                ended = await self._attempts.make(claimed)
            if ended.moved:
                self.go_on(ended.moved, fresh=True)
        finally:
            self._queue.finished(claimed.command.user.key)
            self._pump()
        await self._attempts.note(claimed, ended.note)

    def _ended(self, command: Command, outcome: str) -> None:
        self._metrics.answers.add(surface_of(command), outcome)

    def _watched(self, metrics: Metrics) -> None:
        metrics.waiting.reads_number(lambda: self._queue.waiting)
        metrics.at_work.reads_number(lambda: self._queue.at_work)
        metrics.held.reads_number(lambda: len(self._in_flight.ids))
        metrics.unwritten.reads_number(lambda: len(self._not_written))
        metrics.apologies.reads_number(lambda: len(self._apologies))
        metrics.invokes_at_work.reads_number(lambda: self._invokes.count)
        metrics.teams_closed.reads_number(self._gates.any_closed)
        metrics.tasks.reads_number(lambda: len(self._tasks))
