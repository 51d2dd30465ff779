"""The SQLite file survives a kill, is shared by processes, and is closed to everybody else."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from contextlib import AsyncExitStack, closing
from pathlib import Path
from traceback import walk_tb

import pytest

from bot.errors import Busy, Misconfigured
from bot.storage import statements
from tests.support.storage import Opened

ANNA, CHAT = "tenant/anna", "chat"


def existing(file: Path, content: bytes) -> None:
    """A file that anyone may read."""
    file.parent.mkdir()
    file.write_bytes(content)
    file.chmod(0o644)


def modes(folder: Path) -> dict[str, int]:
    """Who may read which of the files."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_eight_may_open_a_new_file_at_once(opened: Opened) -> None:
    async with AsyncExitStack() as stack:
        stores = await asyncio.gather(*(stack.enter_async_context(opened()) for _ in range(8)))
        await asyncio.gather(*(store.ping() for store in stores))


async def test_a_file_that_another_process_is_just_making_is_waited_for(opened: Opened, file: Path) -> None:
    existing(file, b"")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    async def open_it() -> None:
        async with opened() as store:
            await store.ping()

    opening = asyncio.create_task(open_it())
    await asyncio.sleep(0.03)
    assert not opening.done()
    other.close()
    await opening


async def test_only_the_bots_own_account_may_read_the_files(opened: Opened, file: Path) -> None:
    existing(file, b"")
    async with opened() as store:
        await store.drop_tokens(ANNA)
        found = modes(file.parent)
    assert found == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}


async def test_a_foreign_file_stays_open_to_whom_it_is_open(opened: Opened, file: Path) -> None:
    existing(file, b"root:x:0:0:root:/root:/bin/sh\n" * 100)
    with pytest.raises(Misconfigured):
        async with opened():
            pass
    assert modes(file.parent) == {"bot.db": 0o644}


async def test_so_does_another_programs_database(opened: Opened, file: Path) -> None:
    existing(file, b"")
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE theirs (key)")
        theirs.execute("PRAGMA user_version=70")
    with pytest.raises(Misconfigured, match="newer release"):
        async with opened():
            pass
    assert modes(file.parent) == {"bot.db": 0o644}


async def test_a_file_of_a_newer_release_is_left_alone(opened: Opened, file: Path) -> None:
    async with opened():
        pass
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(Misconfigured, match=r"STORAGE_URL.*newer release"):
        async with opened():
            pass


async def test_a_file_that_is_something_else_names_the_setting(opened: Opened, file: Path) -> None:
    existing(file, b"something else entirely" * 100)
    with pytest.raises(Misconfigured, match=r"STORAGE_URL.*SQLITE_NOTADB"):
        async with opened():
            pass


async def test_a_folder_that_cannot_be_made_names_the_setting(opened: Opened, file: Path) -> None:
    file.parent.write_text("in the way")
    with pytest.raises(Misconfigured, match="STORAGE_URL"):
        async with opened():
            pass


async def test_a_ping_tells_of_a_store_that_is_closed_or_broken(opened: Opened, file: Path) -> None:
    async with opened() as store:
        connection = sqlite3.connect(file)
        connection.execute("DROP TABLE people")
        connection.close()
        with pytest.raises(Misconfigured, match="STORAGE_URL"):
            await store.ping()
    await store.close()
    with pytest.raises(Misconfigured, match="not open"):
        await store.ping()


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("FIND", "sqlite_autoindex_deliveries_2"),
        ("RESUME", "sqlite_autoindex_deliveries_2"),
        ("DONE", "sqlite_autoindex_deliveries_2"),
        ("POSTPONE", "sqlite_autoindex_deliveries_2"),
        ("RENEW", "sqlite_autoindex_deliveries_2"),
        ("WAITING", "deliveries_resumable"),
        ("TAKE_OVER", "deliveries_leased"),
        ("TOKENS", "sqlite_autoindex_people_1"),
        ("GET", "sqlite_autoindex_items_1"),
        ("TAKE", "sqlite_autoindex_items_1"),
    ],
)
async def test_no_statement_costs_more_when_there_are_more_people(
    opened: Opened, file: Path, statement: str, index: str
) -> None:
    async with opened():
        pass
    connection = sqlite3.connect(file)
    names = [
        "id",
        "owner",
        "conversation",
        "wall",
        "tick",
        "holder",
        "until",
        "expires",
        "due",
        "limit",
        "value",
        "name",
        "key",
    ]
    values = dict.fromkeys(names, 1) | {"at_work": "[]", "ids": "[]"}
    sql = "EXPLAIN QUERY PLAN " + getattr(statements, statement)
    plan = "\n".join(row[3] for row in connection.execute(sql, values))
    connection.close()
    assert index in plan
    assert "SCAN" not in plan.replace("SCAN json_each", "")


async def test_the_file_remembers_so_many_answered_messages_and_every_unanswered_one(
    opened: Opened, file: Path
) -> None:
    beyond = 1_200
    async with opened() as store:
        waiting = await store.record("waiting", ANNA, CHAT, b"x", lease=6, keep=60)
        connection = sqlite3.connect(file)
        with connection:
            connection.executemany(
                "INSERT INTO deliveries (key, id, owner, conversation, state, attempt, recorded, expires)"
                " VALUES (?, ?, '', '', 'done', 1, 0, 1e12)",
                [(str(n), str(n)) for n in range(statements.MOST_DONE + beyond)],
            )
        assert await store.sweep() == beyond
        assert await store.sweep() == 0
        assert waiting is not None
        assert await store.find(waiting.id, ANNA)
        assert connection.execute(
            "SELECT MIN(CAST(key AS INTEGER)) FROM deliveries WHERE state = 'done'"
        ).fetchone() == (beyond,)
        connection.close()


async def test_a_damaged_file_is_told_with_every_ping_and_that_costs_nothing(opened: Opened) -> None:
    """A bot with a damaged file is left running for days, and asked every two seconds."""
    async with opened() as store:
        thread = store._rows._thread  # type: ignore[attr-defined]
        thread.fault, thread.damaged = Busy("the SQLite file is damaged"), True
        for _ in range(50):
            with pytest.raises(Busy, match="damaged"):
                await store.ping()
        assert len([*walk_tb(thread.fault.__traceback__)]) < 20
