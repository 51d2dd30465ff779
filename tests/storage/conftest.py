"""Stores on a clock that the test turns: the same tests for every back end in STORES."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.storage import open_store
from bot.storage.__main__ import main
from tests.support.storage import BACK_ENDS, KEYRING, SHARED, URLS, Clock, Opened
from tests.support.upkeep import OLD, Told


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=BACK_ENDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """An open store of each kind."""
    clock.moves(request.param)
    store = open_store(URLS[request.param](tmp_path), KEYRING, clock, clock.ticks)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def left(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How many of so many expired rows a back end has not erased by itself, and a sweep finds."""
    by_itself = "redis" in request.node.callspec.id
    return lambda expired: 0 if by_itself else expired


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file of `opened` is."""
    return tmp_path / "data" / "bot.db"


@pytest.fixture
def opened(file: Path, clock: Clock) -> Opened:
    """`async with opened() as store:` another open store on the same SQLite file."""
    return opening(f"sqlite:///{file}", clock)


@pytest.fixture(params=SHARED)
def where(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> str:
    """The address of a new store of each kind that several instances may have open."""
    clock.moves(request.param)
    return URLS[request.param](tmp_path)


@pytest.fixture
def instances(where: str, clock: Clock) -> Opened:
    """The same on one store of each such kind."""
    return opening(where, clock)


def opening(url: str, clock: Clock) -> Opened:
    """What opens another store there."""

    @asynccontextmanager
    async def another(keyring: Keyring = KEYRING) -> AsyncIterator[Store]:
        store = open_store(url, keyring, clock, clock.ticks)
        await store.open()
        try:
            yield store
        finally:
            await store.close()

    return another


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """What `python -m bot.storage …` says about a store, under these keys."""

    def says(url: str, *arguments: str, keys: tuple[bytes, ...] = (OLD,), code: int = 0) -> str:
        monkeypatch.setenv("STORAGE_URL", url)
        encoded = [base64.urlsafe_b64encode(key).decode() for key in keys]
        monkeypatch.setenv("STORAGE_ENCRYPTION_KEYS", ",".join(encoded))
        assert main(arguments) == code
        out, err = capsys.readouterr()
        assert not any(key in out + err for key in encoded)
        return err if code else out

    return says


@pytest.fixture(params=SHARED)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return URLS[request.param](tmp_path / "one")
