"""What this process is answering at the moment: its leases are renewed, and who waits sees that somebody is typing.

One round for all of them, instead of a task and a timer for each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog

from bot.errors import BotError
from bot.ops.budgets import TYPING_AFTER
from bot.records import Claimed, Records
from bot.teams.answers.tasks import Tasks
from bot.teams.outbound.sending import ShowTyping

log = structlog.get_logger()
ROUND = 0.25  # seconds between two rounds
MOST_TYPING = 64  # in a rush, what would be sent to show typing is better spent on answers


class TakenOver(BotError):
    """The command is somebody else's: another process', since this one was too slow to renew its lease; or, here, that
    of the claim which followed a sign-in.
    """


@dataclass(slots=True)
class Work:
    """A command at work. `renewed`: when its lease was, in seconds of the clock.

    `types`: typing is still to be shown. `ending`: what has become of it is being noted, after which nobody holds it.
    """

    claimed: Claimed
    began: float
    renewed: float
    types: bool = False
    ending: bool = False


class InFlight:
    """All of it, by the command's id. `clock` gives seconds that never jump."""

    def __init__(
        self,
        records: Records,
        tasks: Tasks,
        typing: ShowTyping,
        clock: Callable[[], float],
    ) -> None:
        self._records = records
        self._tasks = tasks
        self._typing = typing
        self._clock = clock
        self._lease = records.lease
        self._work: dict[str, Work] = {}

    @property
    def ids(self) -> Collection[str]:
        """Everything we are at."""
        return self._work.keys()

    def begin(self, claimed: Claimed, *, fresh: bool = True) -> None:
        """From now on, until `end`, its lease is renewed; one that is not `fresh` before anything else."""
        now = self._clock()
        self._work[claimed.id] = Work(claimed, now, now if fresh else now - self._lease)

    def begin_to_end(self, claimed: Claimed) -> bool:
        """What has become of it is about to be noted; False when it goes on under another claim of ours."""
        if work := self._held(claimed):
            work.ending = True
        return work is not None or claimed.id not in self._work

    def end(self, claimed: Claimed) -> None:
        """It is done, postponed, or waits for a sign-in."""
        if self._held(claimed):
            del self._work[claimed.id]

    def let_go(self) -> None:
        """Nothing is ours any more: what is not sent by now, another process sends."""
        self._work.clear()

    def age(self, id: str) -> float:
        """Seconds since it was begun."""
        work = self._work.get(id)
        return self._clock() - work.began if work else 0.0

    def show_typing(self, claimed: Claimed) -> None:
        """Typing may be shown for it."""
        if work := self._held(claimed):
            work.types = True

    def stop_typing(self, claimed: Claimed) -> None:
        """Its answer is there: nobody need see typing any more."""
        if work := self._held(claimed):
            work.types = False

    async def confirm(self, claimed: Claimed) -> None:
        """Before something is sent that must not be sent twice: it is still ours. Raises TakenOver, Busy, …."""
        work = self._held(claimed)
        # A lease that is half over may end while the message is on its way.
        if work and self._clock() - work.renewed > self._lease / 2:
            await self._renew([work])
            work = self._held(claimed)
        if work is None:
            raise TakenOver("somebody else has taken it up")

    async def round(self) -> None:
        """Renew what is due, and show typing where it has come to that."""
        now = self._clock()
        for work in self._work.values() if len(self._work) <= MOST_TYPING else ():
            if work.types and now - work.began >= TYPING_AFTER:
                work.types = False
                self._tasks.start(self._show_typing(work))
        due = [work for work in self._work.values() if now - work.renewed >= self._lease / 3]
        if due:
            await self._renew(due)

    def _held(self, claimed: Claimed) -> Work | None:
        """Our work under this very claim; None when it was lost, or claimed anew (its person has signed in)."""
        work = self._work.get(claimed.id)
        return work if work and work.claimed.record is claimed.record else None

    async def _show_typing(self, work: Work) -> None:
        await self._typing(work.claimed.command)

    async def _renew(self, due: list[Work]) -> None:
        asked = self._clock()
        held = await self._records.renew([work.claimed.id for work in due])
        for work in due:
            id = work.claimed.id
            # What the store has lost is nobody else's; until that is known, it counts as not renewed.
            if id in held or work.ending or await self._records.is_lost(work.claimed):
                work.renewed = asked
                continue
            if self._held(work.claimed):
                del self._work[id]
                log.warning("command_taken_over", command=id)
