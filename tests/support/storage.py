"""A clock that the test turns, and an address for every back end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.ops.keyring import Keyring
from bot.ports import Store

KEYRING = Keyring([b"k" * 32])

# A new back end in STORES needs a line here, or its tests fail.
URLS: dict[str, Callable[[Path], str]] = {
    "memory": lambda _folder: "memory://",
    "sqlite": lambda folder: f"sqlite:///{folder}/data/bot.db",
}


class Clock:
    """Seconds since the epoch, as the test wants them; `ticks` are those of a clock that nobody can set."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.tick = 5_000.0

    def __call__(self) -> float:
        return self.now

    def ticks(self) -> float:
        return self.tick

    def passes(self, seconds: float) -> None:
        self.now += seconds
        self.tick += seconds

    def is_set(self, seconds: float) -> None:
        """Somebody puts the clock forward or back."""
        self.now += seconds


Opened = Callable[..., AbstractAsyncContextManager[Store]]
