"""What the bot keeps: the store opens with these keys, takes a value and gives it back, and has room."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress

from bot.doctor import redis
from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.errors import BotError
from bot.ops.descriptors import FEWEST_CONNECTIONS, MOST_CONNECTIONS, RESERVED, raise_limit
from bot.ports import Store
from bot.storage.inspection import SqliteFile, sqlite_file
from bot.storage.redis_inspection import RedisServer, redis_server

STORE, DISK, FILES = "store", "disk", "open files"
CHECKS = (STORE, DISK, FILES)
TABLE = "doctor"
KEEP_PROBE = 60.0  # seconds
LEAST = 256 * 1024 * 1024  # bytes: the log ahead of the file, its copy while it is backed up, and some time to react
MB = 1024 * 1024
LOST_KEY = fix(
    STORE,
    "STORAGE_ENCRYPTION_KEYS opens nothing of what is stored",
    "Put the key that was used before into STORAGE_ENCRYPTION_KEYS, behind the new one; else all sign in again.",
)


async def findings(patient: Patient) -> list[Finding]:
    """Its three lines, and those of a Redis."""
    url = patient.settings.storage_url
    keyring = patient.base.keyring
    file = await asyncio.to_thread(sqlite_file, url, keyring)
    server = await redis_server(url, keyring)
    limit = raise_limit(MOST_CONNECTIONS + RESERVED)
    known = file_verdict(file) if file else server_verdict(server) if server else None
    first = known or answer_verdict(await tried(patient.base.store))
    return [first, disk(file), open_files(limit), *(redis.findings(server) if server else ())]


async def tried(store: Store) -> str:
    """Open it, write, read and erase; what went wrong, or ""."""
    key, value = secrets.token_hex(16), secrets.token_bytes(16)
    try:
        await store.open()
        await store.put(TABLE, key, value, keep=KEEP_PROBE)
        if await store.get(TABLE, key) != value or await store.take(TABLE, key) != value:
            return "does not give back what was written"
        return "still has what was erased" if await store.get(TABLE, key) else ""
    except BotError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 — whatever a back end raises, here it is a finding
        return type(error).__name__
    finally:
        with suppress(Exception):
            await store.close()


def file_verdict(file: SqliteFile) -> Finding | None:
    """What can be said without opening the store; None: it is to be tried. A doctor must not be the one who makes the
    file, as another account than the bot's, nor the one who brings it to another release.
    """
    look = f"ls -ld {file.path.parent} {file.path}"
    if not file.writable:
        how = "Let the bot's account own the file and folder of STORAGE_URL, and run the doctor as that account."
        return fix(STORE, f"{file.path} cannot be written by this account", how, look)
    if not file.exists:
        return ok(STORE, f"{file.path} is not there yet; the first start makes it")
    if file.fault:
        return fix(STORE, f"{file.path} cannot be read ({file.fault})", *unread(file))
    if file.behind < 0:
        how = "Start the release that wrote the file of STORAGE_URL, or put a backup of this release in its place."
        return fix(
            STORE, f"{file.path} was written by a newer release", how, f"sqlite3 {file.path} 'PRAGMA user_version'"
        )
    if file.behind:
        return ok(STORE, f"{file.path} is of an older release; the next start brings it to this one")
    return None if file.opens else LOST_KEY


def unread(file: SqliteFile) -> tuple[str, str]:
    """What to do, and the command: only what is damaged is given up for a backup."""
    if file.damaged:
        return (
            "If STORAGE_URL names the right file, stop the bot, put the latest backup in its place, and start it.",
            f"sqlite3 {file.path} 'PRAGMA integrity_check'",
        )
    return (
        "Leave the file of STORAGE_URL as it is, and see that its disk has room and works, and that no other program "
        "holds it.",
        f"df -h {file.path.parent}; fuser -v {file.path}",
    )


def server_verdict(server: RedisServer) -> Finding | None:
    """The same of a Redis, in which whoever opens it with other keys begins anew beside what is there."""
    if server.fault:
        return answer_verdict(server.fault)
    return None if server.opens else LOST_KEY


def answer_verdict(fault: str) -> Finding:
    """Of writing, reading and erasing."""
    if not fault:
        return ok(STORE, "takes a value, gives it back, erases it")
    return fix(STORE, fault, "See that what STORAGE_URL names runs and can be reached and written from here.")


def disk(file: SqliteFile | None) -> Finding:
    """Of the room for the file."""
    if file is None:
        return unchecked(DISK, "the store is no file")
    seen = f"{file.free // MB:,} MB free at {file.path.parent}"
    if file.free < LEAST:
        how = f"Make room on the disk of {file.path.parent}: {LEAST // MB} MB at least."
        return fix(DISK, seen, how, f"df -h {file.path.parent}")
    return ok(DISK, seen)


def open_files(limit: int) -> Finding:
    """Of the limit of open files, as it is here."""
    if limit < FEWEST_CONNECTIONS + RESERVED:
        wanted = MOST_CONNECTIONS + RESERVED
        how = f"Raise the limit of open files: LimitNOFILE={wanted} in the systemd unit, or nofile in compose.yaml."
        return fix(FILES, f"{limit} may be open", how, f"ulimit -n {wanted}")
    return ok(FILES, f"{limit} may be open here: {min(MOST_CONNECTIONS, limit - RESERVED)} connections")
