"""What time it is; handed to whoever needs to know, so that a test can say otherwise."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


def steady() -> float:
    """Seconds on a clock that no one can set, the same for all processes of the machine; it starts with the machine."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
