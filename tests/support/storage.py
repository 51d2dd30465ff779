"""A clock that the test turns, and an address for every back end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.storage import STORES
from tests.support.redis_server import shared

KEYRING = Keyring([b"k" * 32])

# A new back end in STORES needs a line here, or its tests fail.
URLS: dict[str, Callable[[Path], str]] = {
    "memory": lambda _folder: "memory://",
    "redis": lambda _folder: shared().emptied(),
    "sqlite": lambda folder: f"sqlite:///{folder}/data/bot.db",
}
SAME = {"rediss": "redis"}  # but for the way there
MARKS = {"redis": [pytest.mark.redis]}
BACK_ENDS = [
    pytest.param(name, marks=MARKS.get(name, [])) for name in sorted({SAME.get(name, name) for name in STORES})
]
SHARED = [back_end for back_end in BACK_ENDS if back_end.values != ("memory",)]
"""Those that several instances may have open."""


class Clock:
    """Seconds since the epoch, as the test wants them; `ticks` are those of a clock that nobody can set."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.tick = 5_000.0
        self.also: Callable[[float], None] = lambda _seconds: None

    def __call__(self) -> float:
        return self.now

    def ticks(self) -> float:
        return self.tick

    def passes(self, seconds: float) -> None:
        self.now += seconds
        self.tick += seconds
        self.also(seconds)

    def moves(self, back_end: str) -> None:
        """Of a server that counts for itself, what it holds grows older."""
        if back_end == "redis":
            self.also = shared().passes

    def is_set(self, seconds: float) -> None:
        """Somebody puts the clock forward or back."""
        self.now += seconds


Opened = Callable[..., AbstractAsyncContextManager[Store]]
