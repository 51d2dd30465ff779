"""A rush passes a gate a few at a time: each turn of the event loop stays short, so that nobody waits for everybody."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

A_TURN = 4  # requests begun in one turn of the loop; what each does until it first waits takes some 0.3 ms
MOST_WAITING = 2000
LONGEST_WAIT = 2.5  # seconds; an answer comes within four, or another one is asked for


class Gate:
    """Lets `a_turn` in at each turn of the loop, in the order in which they came.

    Where fewer come, nobody waits. asyncio itself runs whatever is ready in one turn, and a probe needs several turns.
    """

    def __init__(
        self,
        a_turn: int = A_TURN,
        most: int = MOST_WAITING,
        longest: float = LONGEST_WAIT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._a_turn = a_turn
        self._most = most
        self._longest = longest
        self._clock = clock
        self._begun = 0
        self._turning = False
        self._waiting: deque[tuple[asyncio.Future[None], float]] = deque()

    async def enter(self) -> bool:
        """Wait for one's turn. False when so many wait, or have waited for so long, that there is none."""
        self._turn_soon()
        if self._begun < self._a_turn and not self._waiting:
            self._begun += 1
            return True
        if self._is_full():
            return False
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((turn, self._clock()))
        await turn
        return True

    def _is_full(self) -> bool:
        waited = self._clock() - self._waiting[0][1] if self._waiting else 0.0
        return len(self._waiting) >= self._most or waited > self._longest

    def _turn_soon(self) -> None:
        if not self._turning:
            self._turning = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._turning, self._begun = False, 0
        while self._waiting and self._begun < self._a_turn:
            waiter, _ = self._waiting.popleft()
            if not waiter.done():  # whoever waited may be gone
                waiter.set_result(None)
                self._begun += 1
        if self._waiting:
            self._turn_soon()
