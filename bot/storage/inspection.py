"""A look at a store without changing it: whether it is there, whose, of which release, and whether our keys open it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.model.values import value
from bot.ops.keyring import Keyring
from bot.ops.places import is_there, placed
from bot.storage.envelope import opens
from bot.storage.sqlite import reason
from bot.storage.sqlite_thread import DAMAGE, primary_code
from bot.storage.statements import MIGRATIONS, SECRETS

SQLITE = "sqlite:///"


@value
class SqliteFile:
    """`free` bytes on its disk; `fault` names why it cannot be looked at; `damaged`: it will not be again.

    `behind`: how many steps its schema lacks, negative when it is of a newer release. `opens`: our keys open it, or it
    holds nothing.
    """

    path: Path
    exists: bool
    free: int
    writable: bool = True
    behind: int = 0
    opens: bool = True
    fault: str = ""
    damaged: bool = False


def sqlite_file(url: str, keyring: Keyring) -> SqliteFile | None:
    """The file of a sqlite URL; None for another store."""
    if not url.lower().startswith(SQLITE):
        return None
    path = placed(url[len(SQLITE) :])
    around = next(folder for folder in path.absolute().parents if os.path.exists(folder))
    free = shutil.disk_usage(around).free
    if not is_there(path):
        return SqliteFile(path, exists=False, free=free, writable=os.access(around, os.W_OK))
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    try:
        return _looked_into(SqliteFile(path, exists=True, free=free, writable=writable), keyring)
    except sqlite3.Error as error:
        damaged = primary_code(error) in DAMAGE
        return SqliteFile(path, exists=True, free=free, writable=writable, fault=reason(error), damaged=damaged)


def _looked_into(file: SqliteFile, keyring: Keyring) -> SqliteFile:
    with closing(sqlite3.connect(f"{file.path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        behind = len(MIGRATIONS) - version
        secrets = [row[0] for row in connection.execute(SECRETS)] if behind == 0 else []
    opened = opens(keyring, secrets)
    return SqliteFile(file.path, exists=True, free=file.free, writable=file.writable, behind=behind, opens=opened)
