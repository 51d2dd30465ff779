"""Stores on a clock that the test turns: the same tests for every back end in STORES."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.storage import STORES, open_store

KEYRING = Keyring([b"k" * 32])

# A new back end in STORES needs a line here, or its tests fail.
URLS: dict[str, Callable[[Path], str]] = {
    "memory": lambda _folder: "memory://",
    "sqlite": lambda folder: f"sqlite:///{folder}/data/bot.db",
}


class Clock:
    """Seconds since the epoch, as the test wants them."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


Opened = Callable[..., AbstractAsyncContextManager[Store]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=sorted(STORES))
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """An open store of each kind."""
    store = open_store(URLS[request.param](tmp_path), KEYRING, clock)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file of `opened` is."""
    return tmp_path / "data" / "bot.db"


@pytest.fixture
def opened(file: Path, clock: Clock) -> Opened:
    """`async with opened() as store:` another open store on the same SQLite file."""

    @asynccontextmanager
    async def another(keyring: Keyring = KEYRING) -> AsyncIterator[Store]:
        store = open_store(f"sqlite:///{file}", keyring, clock)
        await store.open()
        try:
            yield store
        finally:
            await store.close()

    return another
