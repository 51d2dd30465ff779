"""The bot's own database, changed behind its back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.support.journeys.stories import the_store
from tests.support.journeys.world import World


def end_leases(here: World) -> None:
    """As if the time in which a command should have been answered were over."""
    connection = sqlite3.connect(here.settings.storage_url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE deliveries SET leased = 1 WHERE leased IS NOT NULL")
    connection.close()


@contextmanager
def broken(here: World, table: str) -> Iterator[None]:
    """The store has lost a table."""
    with closing(sqlite3.connect(here.settings.storage_url.removeprefix("sqlite:///"))) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO lost")
        try:
            yield
        finally:
            connection.execute(f"ALTER TABLE lost RENAME TO {table}")


def expire(here: World, table: str) -> None:
    """Put the clock of these items forward: they end in the past."""
    path = here.settings.storage_url.removeprefix("sqlite:///")
    connection = sqlite3.connect(path)
    with connection:
        changed = connection.execute("UPDATE items SET expires = 1 WHERE name = ?", (table,)).rowcount
    connection.close()
    assert changed


async def rewrite(here: World, table: str, key: str, row: bytes) -> None:
    """Another release has written this row."""
    async with the_store(here) as store:
        assert await store.take(table, key)
        assert await store.put(table, key, row, keep=60)
