"""A rush passes a gate a few at a time, everybody in turn: each turn of the event loop stays short for all others."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.net.fair_queue import FairQueue, QueueLimits

A_TURN = 4  # requests begun in one turn of the loop; what each does until it first waits takes some 0.3 ms
IN_A_CROWD = 1  # the same while a crowd waits at the door
# Each that waits holds a connection, of which there are 2,000: in the rush of a minute some must be free for the next,
# and a quarter more than this may wait where there are several tenants.
LIMITS = QueueLimits(at_work=A_TURN, waiting=1000, at_work_each=A_TURN, waiting_each=30)
LONGEST_WAIT = 2.0  # seconds; an answer comes within four, or another one is asked for
RUSH = 0.3  # seconds; one person's five hundred are heard in them, and are none
SENT_AWAY = 16  # in one turn, of those who have waited longer: words take less than a turn
Waiter = asyncio.Future[bool]


class Gate:
    """Lets `limits.at_work` in at each turn of the loop, round robin between those who wait.

    Where fewer come, nobody waits. asyncio itself runs whatever is ready in one turn, and a probe needs several turns.
    """

    def __init__(
        self,
        limits: QueueLimits = LIMITS,
        longest: float = LONGEST_WAIT,
        clock: Callable[[], float] = time.monotonic,
        crowd: Callable[[], bool] = lambda: False,
    ) -> None:
        self._a_turn = limits.at_work
        self._crowd = crowd
        self._longest = longest
        self._clock = clock
        self._begun = 0
        self._turning = False
        self._queue: FairQueue[tuple[str, Waiter]] = FairQueue(limits)
        self._arrivals: deque[tuple[Waiter, float]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self._queue.waiting

    def rush(self) -> bool:
        """Whether somebody has waited so long that more come than can be heard."""
        return self._waited() > RUSH

    async def enter(self, who: str) -> bool:
        """Wait for one's turn. False when so many wait, in all or of one's own, or for so long, that there is none.

        How long others wait counts for nothing where they are another tenant's: its turns are not theirs.
        """
        self._turn_soon()
        if self._begun < self._a_turn and self._queue.is_idle:
            self._begun += 1
            return True
        if (self._waited() > self._longest and not self._queue.is_behind(who)) or self._queue.take_on(who):
            return False
        self._queue.arrived(who)
        turn: Waiter = asyncio.get_running_loop().create_future()
        self._queue.add(who, (who, turn))
        self._arrivals.append((turn, self._clock()))
        return await turn

    def _waited(self) -> float:
        """Seconds that somebody has waited by now."""
        while self._arrivals and self._arrivals[0][0].done():
            self._arrivals.popleft()
        return self._clock() - self._arrivals[0][1] if self._arrivals else 0.0

    def _turn_soon(self) -> None:
        if not self._turning:
            self._turning = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._turning = False
        self._begun = 0
        self._send_away()
        most = IN_A_CROWD if self._crowd() else self._a_turn
        while self._begun < most and (found := self._queue.next()):
            who, turn = found
            self._queue.finished(who)
            if not turn.done():  # whoever waited may be gone
                turn.set_result(True)
                self._begun += 1
        if not self._queue.is_idle:
            self._turn_soon()

    def _send_away(self) -> None:
        """Who has waited for too long hears so: behind several others of theirs they would wait for whole rounds."""
        for _ in range(SENT_AWAY):
            if self._waited() <= self._longest:
                return
            self._arrivals.popleft()[0].set_result(False)
