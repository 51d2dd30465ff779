"""`python -m bot.storage`: look after the store that STORAGE_URL names. No key, token or password is ever shown."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.errors import BotError, SettingsError
from bot.ops.clock import steady
from bot.ops.keyring import Keyring
from bot.ops.setting_types import guid
from bot.ops.settings import StorageSettings, read_storage_settings
from bot.storage import open_store, sqlite_file
from bot.storage.dump import read, write
from bot.storage.entries import Entry, Shelf
from bot.storage.rows import Moment
from bot.storage.sqlite_shelf import SqliteShelf
from bot.storage.upkeep import Copied, copy, forget, rotate

EPILOG = """STORAGE_URL and STORAGE_ENCRYPTION_KEYS are read from the environment or from .env, as the bot does.
docs/storage.md says when to do which."""
Asked = argparse.Namespace


def shelf_at(url: str, *, make: bool = False) -> Shelf:
    """The store at `url`, to be looked after; `make`: where there is no file, one is made. Raises SettingsError."""
    scheme, _, rest = url.partition("://")
    match scheme.lower():
        case "sqlite":
            return SqliteShelf(sqlite_file(rest), lambda: Moment(time.time(), steady()), make=make)
        case "redis" | "rediss" as scheme:
            from bot.storage.redis_line import RedisLine, client_at  # noqa: PLC0415 — only where it is asked for
            from bot.storage.redis_shelf import RedisShelf  # noqa: PLC0415

            return RedisShelf(RedisLine(client_at(rest, tls=scheme == "rediss")))
    raise SettingsError(["a store that can be looked after begins with sqlite://, redis:// or rediss://"])


@asynccontextmanager
async def opened(url: str, *, make: bool = False) -> AsyncIterator[Shelf]:
    """It, open."""
    shelf = shelf_at(url, make=make)
    try:
        await shelf.open()
        yield shelf
    finally:
        await shelf.close()


async def rotate_all(settings: StorageSettings, _asked: Asked) -> str:
    """Encrypt with the first key what another one encrypts."""
    keyring = Keyring(settings.encryption_keys)
    async with opened(settings.storage_url) as shelf:
        done = await rotate(shelf, keyring)
    told = f"encrypted anew: {done.anew}; had the first key already: {done.before}"
    if done.busy:
        told += f"\nchanged meanwhile: {done.busy}; run it again"
    if done.keyless:
        told += (
            f"\nnot opened: {done.keyless}, whose key is missing in STORAGE_ENCRYPTION_KEYS: add it behind the first, "
            "and run it again; without it these people sign in again"
        )
    if done.closed:
        told += (
            f"\nnot opened: {done.closed}; tokens that an earlier release wrote are encrypted anew when they are next "
            "renewed: keep the old key for 90 days, and run it again then"
        )
    return told


async def migrate(settings: StorageSettings, asked: Asked) -> str:
    """Copy all from one store to another."""
    async with opened(_address(asked.source)) as source, opened(_address(asked.target), make=True) as target:
        return _copied(await copy(source.entries(), target, Keyring(settings.encryption_keys)))


async def forget_person(settings: StorageSettings, asked: Asked) -> str:
    """Erase what is kept of a person."""
    keyring = Keyring(settings.encryption_keys)

    async def drop_tokens(owner: str) -> None:
        store = open_store(settings.storage_url, keyring)
        await store.open()
        try:
            await store.drop_tokens(owner)
        finally:
            await store.close()

    async with opened(settings.storage_url) as shelf:
        removed = await forget(shelf, drop_tokens, keyring, asked.tenant, asked.person)
    return f"removed: {_counts(removed)}" if removed else "nothing is kept of this person"


async def backup(settings: StorageSettings, asked: Asked) -> str:
    """Write all to a file."""
    async with opened(settings.storage_url) as shelf:
        return f"rows written: {await write(asked.file, shelf.entries(), time.time())}"


async def restore(settings: StorageSettings, asked: Asked) -> str:
    """Put back what a backup holds."""
    entries = read(asked.file, time.time())
    async with opened(settings.storage_url, make=True) as shelf:
        return _copied(await copy(_each(entries), shelf, Keyring(settings.encryption_keys)))


async def _each(entries: Sequence[Entry]) -> AsyncIterator[Entry]:
    for entry in entries:
        yield entry


def _address(given: str) -> str:
    """As it stands, or from the environment: a command line is no place for a password."""
    if not given.startswith("env:"):
        return given
    name = given.removeprefix("env:")
    if not (found := os.environ.get(name)):
        raise SettingsError([f"{name}: is not set"])
    return found


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{number} {word}" for word, number in sorted(counted.items())) or "nothing"


def _copied(copied: Copied) -> str:
    return f"copied: {_counts(copied.added)}\nthere already, and left as it is: {_counts(copied.there)}"


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    every = argparse.ArgumentParser(
        prog="python -m bot.storage", description=__doc__, epilog=EPILOG, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = every.add_subparsers(required=True, metavar="rotate | migrate | forget | backup | restore")

    def verb(name: str, does: Callable[[StorageSettings, Asked], Awaitable[str]], help: str) -> Callable[..., object]:
        its = verbs.add_parser(name, help=help, description=help)
        its.set_defaults(does=does)
        return its.add_argument

    verb("rotate", rotate_all, "encrypt everything with the first of STORAGE_ENCRYPTION_KEYS; the bot may run")
    argument = verb("migrate", migrate, "copy everything to another store; stop the bot first; may be repeated")
    where = "sqlite:///…, redis://… or rediss://…; env:NAME takes it from that variable"
    argument("source", metavar="FROM", help=where)
    argument("target", metavar="TO", help=where)
    argument = verb("forget", forget_person, "erase everything that is kept of a person; the bot may run")
    argument("tenant", type=guid, metavar="TENANT", help="the tenant's id")
    argument("person", type=guid, metavar="PERSON", help="the person's object id in Entra")
    argument = verb("backup", backup, "write everything, encrypted as it is, to a file; the bot may run")
    argument("file", type=Path, metavar="FILE")
    argument = verb("restore", restore, "put back from such a file what the store lacks; stop the bot first")
    argument("file", type=Path, metavar="FILE")
    return every


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for and say what was done: 0. What cannot be done: 2, and one line a fault on stderr."""
    asked = parser().parse_args(arguments)
    try:
        sys.stdout.write(f"{asyncio.run(asked.does(read_storage_settings(), asked))}\n")
    except (BotError, OSError) as error:
        fault = f"{asked.file.name}: {error.strerror}" if isinstance(error, OSError) else str(error)
        sys.stderr.write(f"{fault}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
