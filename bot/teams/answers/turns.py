"""Whose turn it is: commands are begun fairly, behind what is asked in invokes, and one after the other in a rush."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.model.values import value
from bot.net.fair_queue import USUAL_LIMITS, FairQueue, QueueLimits
from bot.ops.metrics import Metrics
from bot.ops.telemetry import current_reference
from bot.ops.tracing import Tracing, Where
from bot.records import Claimed
from bot.teams.answers.invokes_at_work import InvokesAtWork

BESIDE_INVOKES = 64  # commands at work while somebody waits for an invoke; fewer would wait for a slow Graph one by one
PACE_IN_RUSH = 1 / 60  # seconds between two begun while others wait to be heard: a new link takes 3 ms of processor


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
    """How much is taken on, whether more come than can be heard, and how a pause is made."""

    limits: QueueLimits = USUAL_LIMITS
    rush: Callable[[], bool] = lambda: False
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


USUAL_BOUNDS = Bounds()


class Turns:
    """The queue of those that wait. Whoever took a command from it says when it is `finished`."""

    def __init__(
        self,
        bounds: Bounds,
        invokes: InvokesAtWork,
        clock: Callable[[], float],
        metrics: Metrics,
        tracing: Tracing,
    ) -> None:
        queue = self._queue = FairQueue[InTurn](bounds.limits)
        self.has_room, self.take_on, self.arrived = queue.has_room, queue.take_on, queue.arrived
        self.finished = queue.finished
        self._rush = bounds.rush
        self._invokes = invokes
        self._clock = clock
        self._took = metrics.step_seconds.took
        self._tracing = tracing
        self._begun = float("-inf")
        metrics.waiting.reads_number(lambda: queue.waiting)
        metrics.at_work.reads_number(lambda: queue.at_work)
        metrics.invokes_at_work.reads_number(lambda: invokes.count)

    @property
    def free(self) -> int:
        """How many more can be added, as FairQueue counts them."""
        return self._queue.free

    def add(self, claimed: Claimed) -> None:
        """It waits for its turn, whether or not there is room for it."""
        turn = InTurn(claimed, current_reference(), self._clock(), self._tracing.here())
        self._queue.add(claimed.command.user.key, turn)

    def next(self) -> InTurn | None:
        """What is to be begun now; None: nothing waits, or it is too soon for it."""
        if self._rush() and self._clock() - self._begun < PACE_IN_RUSH:
            return None  # most of the processor is for hearing what is asked
        turn = self._queue.next(BESIDE_INVOKES if self._invokes.count else None)
        if turn is not None:
            self._begun = self._clock()
            self._took(self._begun - turn.since, "queue")
        return turn
