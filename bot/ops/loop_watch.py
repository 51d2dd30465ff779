"""How late the event loop does what is due, and how busy it is: what is late in our own jam is nobody else's fault."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bot.ops.tallies import Timings

WATCH_EVERY = 0.1  # seconds
SECONDS_REMEMBERED = 10.0  # seconds: nothing is waited for longer
JAMMED_SHARE = (
    0.75  # of a time in which the loop's thread was at work or waited for a processor: it had no time to listen
)
SHORTEST_JAM = 1.0  # seconds: a shorter time may be full of one piece of work
SCHEDULED = Path("/proc/thread-self/schedstat")
UNSEEN = Timings("unseen", "of a loop that nobody watches")
Jammed = Callable[[float], bool]
"""Whether the loop was too busy to hear anybody in time, in the last so many seconds."""


def never_jammed(_seconds: float) -> bool:
    """For where nobody watches the loop."""
    return False


def busy_seconds() -> float:
    """How long this thread has run so far, or has waited for a processor, which Linux tells (proc(5), schedstat)."""
    try:
        ran, waited, _ = map(int, SCHEDULED.read_bytes().split())
    except (OSError, ValueError):
        return time.thread_time()
    return (ran + waited) / 1e9


class LoopWatch:
    """To be called `every` so many seconds, on the loop; how much later it is called, is the `lag`."""

    def __init__(
        self,
        lag: Timings = UNSEEN,
        every: float = WATCH_EVERY,
        clock: Callable[[], float] = time.monotonic,
        busy: Callable[[], float] = busy_seconds,
    ) -> None:
        self._lag = lag
        self.every = every
        self._clock = clock
        self._busy = busy
        self._due: float | None = None
        self._seen: deque[tuple[float, float]] = deque(maxlen=round(SECONDS_REMEMBERED / every))

    async def __call__(self) -> None:
        """It is time."""
        now = self._clock()
        if self._due is not None:
            self._lag.took(max(0.0, now - self._due))
        self._due = now + self.every
        self._seen.append((now, self._busy()))

    def jammed(self, seconds: float) -> bool:
        """Whether it was too busy to hear anybody in time, in the last so many seconds."""
        now = self._clock()
        if not self._seen or seconds < SHORTEST_JAM:
            return False
        earlier = (seen for seen in reversed(self._seen) if seen[0] <= now - seconds)
        then, before = next(earlier, self._seen[0])
        return now > then and self._busy() - before >= JAMMED_SHARE * (now - then)
