"""How late the event loop does what is due: whoever waits for an answer waits for that, too."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.ops.tallies import Timings

EVERY = 0.1  # seconds


class LoopLag:
    """To be called `every` so many seconds; how much later it is called, is the lag."""

    def __init__(self, lag: Timings, every: float = EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._lag = lag
        self._every = every
        self._clock = clock
        self._due: float | None = None

    async def __call__(self) -> None:
        """It is time."""
        now = self._clock()
        if self._due is not None:
            self._lag.took(max(0.0, now - self._due))
        self._due = now + self._every
