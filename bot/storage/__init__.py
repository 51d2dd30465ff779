"""What must survive a restart: commands on record, a person's tokens, small things with a lifetime.

Another back end is one file that fits `bot.storage.rows.Rows`, and one line in STORES; `tests/storage` holds it to
the same promises as the others.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.errors import BotError, Busy, NoRoom, SettingsError
from bot.ops.clock import steady
from bot.ops.keyring import Keyring
from bot.ops.places import placed
from bot.ports import Store
from bot.storage.encrypted import EncryptedStore
from bot.storage.guarded import behind_breaker
from bot.storage.memory import MemoryRows
from bot.storage.rows import Rows
from bot.storage.sqlite import SqliteRows

__all__ = ["STORES", "behind_breaker", "checked", "open_store", "sqlite_file"]


def sqlite_file(rest: str) -> Path:
    """As in SQLAlchemy: `sqlite:///data/bot.db` is beside app.py, `sqlite:////data/bot.db` is not."""
    if not rest.startswith("/") or not rest.strip("/"):
        raise SettingsError(["STORAGE_URL: sqlite needs a file, as in sqlite:///data/bot.db"])
    path = placed(rest.removeprefix("/"))
    if os.path.isdir(path):
        raise SettingsError([f"STORAGE_URL: sqlite needs a file, as in sqlite:///data/bot.db; {path} is a folder"])
    return path


def _sqlite(rest: str) -> Rows:
    return SqliteRows(sqlite_file(rest))


def _memory(_rest: str) -> Rows:
    return MemoryRows()


def _redis(rest: str, *, tls: bool = False) -> Rows:
    """Imported only where it is asked for: its client takes a tenth of a second to load."""
    from bot.storage.redis import RedisRows  # noqa: PLC0415
    from bot.storage.redis_line import RedisLine, client_at  # noqa: PLC0415

    return RedisRows(RedisLine(client_at(rest, tls=tls)))


# Scheme -> what makes the back end of what follows `://`.
STORES: dict[str, Callable[[str], Rows]] = {
    "sqlite": _sqlite,
    "memory": _memory,
    "redis": _redis,
    "rediss": partial(_redis, tls=True),
}
SEVERAL = ("redis+", "redis-", "rediss+", "rediss-", "sentinel", "valkey+")


def open_store(
    url: str, keyring: Keyring, clock: Callable[[], float] = time.time, ticks: Callable[[], float] = steady
) -> Store:
    """The store at `url`, ready for `await store.open()`; `clock` gives seconds since the epoch, `ticks` never jump.

    Raises SettingsError when no back end has that scheme. The URL itself is not repeated: it may hold a password.
    """
    scheme, _, rest = url.partition("://")
    make = STORES.get(scheme.lower())
    if make is None and scheme.lower().startswith(SEVERAL):
        raise SettingsError(
            [
                "STORAGE_URL: Sentinel and cluster addresses are not supported; give the one endpoint, redis:// or rediss://"
            ]
        )
    if make is None:
        raise SettingsError([f"STORAGE_URL: begins with none of {', '.join(f'{known}://' for known in STORES)}"])
    return EncryptedStore(make(rest), keyring, clock, ticks)


async def checked(store: Store) -> None:
    """Open it, and see that it can be used. Raises SettingsError."""
    try:
        await store.open()
        await store.ping()
    except BotError as error:
        fault = f"STORAGE_URL: {str(error).removeprefix('STORAGE_URL: ')}"
        raise SettingsError([fault], passing=isinstance(error, Busy | NoRoom)) from error
    except Exception as error:
        raise SettingsError([f"STORAGE_URL: cannot be opened ({type(error).__name__})"]) from error
