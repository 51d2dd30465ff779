"""Commands that came while the store had a bad moment: kept in memory, and written down as soon as it is better."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import BotError
from bot.model import Command
from bot.model.values import value
from bot.ops.telemetry import bound_reference, current_reference
from bot.records import Claimed, KnownReply, Records
from bot.records.records import key_of
from bot.teams.answers.tasks import Tasks

log = structlog.get_logger()
MOST_UNWRITTEN = 500
TRY_EVERY = 1.0  # seconds between two tries
GIVE_UP_AFTER = 900.0  # seconds after which it is given up, as an answer would be


@value
class Unwritten:
    """A command that is not written down; `since` on the clock, `reference`: under which the log has it."""

    command: Command
    reply: KnownReply | None
    since: float
    reference: str


class NotWritten:
    """By conversation and activity: what Teams sends again meanwhile is the same."""

    def __init__(
        self,
        records: Records,
        tasks: Tasks,
        take_up: Callable[[Claimed], None],
        give_up: Callable[[Command, KnownReply | None], None],
        pause: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
    ) -> None:
        """`give_up` hears of each that is lost: whoever asked has waited for nothing."""
        self._records = records
        self._tasks = tasks
        self._take_up = take_up
        self._give_up = give_up
        self._pause = pause
        self._clock = clock
        self._kept: OrderedDict[str, Unwritten] = OrderedDict()
        self._writing = False

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, command: Command, reply: KnownReply | None) -> bool:
        """Whether there is room for it; a process that dies meanwhile loses it."""
        key = key_of(command)
        if key not in self._kept:
            if len(self._kept) >= MOST_UNWRITTEN:
                return False
            self._kept[key] = Unwritten(command, reply, self._clock(), current_reference())
        if not self._writing:
            self._writing = True
            self._tasks.start(self._write())
        return True

    def let_go(self) -> bool:
        """This process ends: whoever is kept has waited for nothing. Whether anybody has."""
        left = list(self._kept.values())
        self._kept.clear()
        for kept in left:
            with bound_reference(kept.reference):
                self._lost(kept, "the process ends")
        return bool(left)

    def _lost(self, kept: Unwritten, cause: str) -> None:
        log.error("command_given_up", cause=cause)
        self._give_up(kept.command, kept.reply)

    async def _write(self) -> None:
        try:
            while self._kept:
                await self._pause(TRY_EVERY)
                await self._write_all()
        finally:
            self._writing = False

    async def _write_all(self) -> None:
        """The oldest first, as far as the store takes them; of what it does not take, the too old ones are given up."""
        fault: BotError | None = None
        for key, kept in list(self._kept.items()):
            if key not in self._kept:  # let go meanwhile, and told so
                return
            with bound_reference(kept.reference):
                claimed = None
                if fault is None:
                    try:
                        claimed = await self._records.write_down(kept.command, kept.reply)
                    except BotError as error:
                        fault = error
                if fault is not None:
                    if self._clock() - kept.since < GIVE_UP_AFTER:
                        return
                    self._lost(kept, str(fault))
                self._kept.pop(key, None)
                if claimed is not None:
                    self._take_up(claimed)
