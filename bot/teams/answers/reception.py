"""A command arrives: it is written down and goes on, or whoever asked is told at once why it does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

import structlog

from bot.errors import BotError
from bot.model import Command, Trouble, Welcome
from bot.net.fair_queue import Full
from bot.ops.metrics import Metrics, surface_of
from bot.records import Claimed, KnownReply, Once, Records
from bot.teams.answers.apologies import Apologies, Asker, Read
from bot.teams.answers.not_written import NotWritten
from bot.teams.answers.tasks import Tasks
from bot.teams.answers.turns import Turns

log = structlog.get_logger()
WELCOME_ONCE = 60.0  # seconds in which Teams reports an installation a second time
GREETS_EVERY = 0.05  # seconds between two who are greeted later: of the fifty a second that Teams takes of a tenant
LATEST_GREETING = 600.0  # seconds until the last of them is greeted, however many there are
WHY_REFUSED = {Full.FOR_ALL: Trouble.BOT_BUSY, Full.FOR_THEM: Trouble.TOO_MANY_WAITING}


class GoOn(Protocol):
    """Has a command answered that is ours; `fresh`: it was claimed just now."""

    def __call__(self, claimed: Claimed, *, fresh: bool = False) -> None: ...


class Reception:
    """Takes on what there is room for, and hands it to `go_on`. `clock` gives seconds that never jump."""

    def __init__(
        self,
        records: Records,
        turns: Turns,
        go_on: GoOn,
        apologies: Apologies,
        tasks: Tasks,
        pause: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
        metrics: Metrics,
    ) -> None:
        self._records = records
        self._turns = turns
        self.has_room = turns.has_room
        self._go_on = go_on
        self._apologies = apologies
        self._not_written = NotWritten(records, tasks, go_on, self._lost, pause, clock)
        self.let_go = self._not_written.let_go
        self._clock = clock
        self._greets_until = float("-inf")
        self._metrics = metrics
        metrics.unwritten.reads_number(lambda: len(self._not_written))
        metrics.apologies.reads_number(lambda: len(apologies))

    async def receive(self, command: Command, reply: KnownReply | None = None) -> None:
        """Write a command down, with its reply where that is known from the start; answer it in the background."""
        who = command.user.key
        if full := self._turns.take_on(who):
            self._ended(command, "refused")
            self.refuse(command, WHY_REFUSED[full])
            return
        try:
            claimed = await self._records.write_down(command, reply)
        except BotError as error:
            self._keep(command, reply, error)
            return
        finally:
            self._turns.arrived(who)
        if claimed is None:
            self._ended(command, "delivered_again")
            log.info("delivered_again")
        else:
            self._go_on(claimed, fresh=True)

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
        if self._turns.free:
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

    def _ended(self, command: Command, outcome: str) -> None:
        self._metrics.answers.add(surface_of(command), outcome)
