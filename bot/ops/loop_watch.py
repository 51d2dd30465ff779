"""How late the event loop does what is due, and how busy it is: what is late in our own jam is nobody else's fault."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bot.ops.tallies import Timings

WATCH_EVERY = 0.1  # seconds
SECONDS_REMEMBERED = 10.0  # seconds: nothing is waited for longer
# Of a time in which the loop's thread was at work, waited for a processor, or was stopped: it had none to listen.
JAMMED_SHARE = 0.75
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
        self._worked = 0.0  # until it was last called
        self._stopped = 0.0  # how long it was neither at work nor waiting: the whole process stood still
        self._seen: deque[tuple[float, float]] = deque(maxlen=round(SECONDS_REMEMBERED / every))

    async def __call__(self) -> None:
        """It is time."""
        now, worked = self._clock(), self._busy()
        if self._due is not None:
            self._lag.took(max(0.0, now - self._due))
        self._stopped += self._stood_still(now, worked)
        self._due = now + self.every
        self._worked = worked
        self._seen.append((now, worked + self._stopped))

    def jammed(self, seconds: float) -> bool:
        """Whether it was too busy to hear anybody in time, in the last so many seconds."""
        now = self._clock()
        if not self._seen or seconds < SHORTEST_JAM:
            return False
        earlier = (seen for seen in reversed(self._seen) if seen[0] <= now - seconds)
        then, before = next(earlier, self._seen[0])
        worked = self._busy()
        deaf = worked + self._stopped + self._stood_still(now, worked)
        return now > then and deaf - before >= JAMMED_SHARE * (now - then)

    def _stood_still(self, now: float, worked: float) -> float:
        """Of the time in which it is late, what it was not at work: somebody has stopped the process or the machine."""
        return 0.0 if self._due is None else max(0.0, now - self._due - (worked - self._worked))
