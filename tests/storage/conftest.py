"""Stores on a clock that the test turns: the same tests for every back end in STORES."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.storage import STORES, open_store
from tests.support.storage import KEYRING, URLS, Clock, Opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=sorted(STORES))
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """An open store of each kind."""
    store = open_store(URLS[request.param](tmp_path), KEYRING, clock, clock.ticks)
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
        store = open_store(f"sqlite:///{file}", keyring, clock, clock.ticks)
        await store.open()
        try:
            yield store
        finally:
            await store.close()

    return another
