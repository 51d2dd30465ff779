"""Before anybody knows whose a request is: the newest and the oldest come in by turns, a few at a time.

The newest, since a question that comes behind somebody's five hundred is heard at once; the oldest, since nobody waits
for ever.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.net.gate import RUSH, Gate

A_TURN = 8  # requests let in at each turn of the loop while no crowd waits; to read one takes some 0.3 ms
IN_A_CROWD = 2
CROWD = 64  # that wait
Enter = Callable[[], None]


class Door:
    """Lets some requests in at each turn of the loop, half of them the newest and half the oldest that wait.

    A short turn keeps what is at work going while hundreds wait; with fewer, long turns cost less.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._let_in = 0
        self._turning = False
        self._waiting: deque[tuple[Enter, float]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def crowd(self) -> bool:
        """Whether so many wait that turns are short."""
        return len(self._waiting) > CROWD

    def rush(self) -> bool:
        """Whether somebody has waited so long that more come than can be heard."""
        return bool(self._waiting) and self._clock() - self._waiting[0][1] > RUSH

    def let_in_now(self) -> bool:
        """Whether one may come in at once; who may not, is to `wait`."""
        self._turn_soon()
        if self._waiting or self._let_in >= A_TURN:
            return False
        self._let_in += 1
        return True

    def wait(self, enter: Enter) -> None:
        """`enter` is called when its turn has come, and it always comes."""
        self._waiting.append((enter, self._clock()))

    def _turn_soon(self) -> None:
        if not self._turning:
            self._turning = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._turning = False
        self._let_in = 0
        most = IN_A_CROWD if self.crowd() else A_TURN
        try:
            while self._waiting and self._let_in < most:
                self._let_in += 1
                enter, _ = self._waiting.pop() if self._let_in % 2 else self._waiting.popleft()
                enter()
        finally:  # one that fails keeps nobody else out
            if self._waiting:
                self._turn_soon()


def in_a_rush(door: Door, gate: Gate) -> bool:
    """Whether more come than can be heard, before or behind the door."""
    return door.rush() or gate.rush()
