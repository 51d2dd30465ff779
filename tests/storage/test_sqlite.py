"""The SQLite file survives a kill, is shared by processes, and is closed to everybody else."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.ports import StoredTokens
from bot.storage import statements
from tests.support.storage import Clock, Opened

ANNA, CHAT = "tenant/anna", "chat"

# What a bot does until it is killed: it writes a command down and keeps tokens, and never closes anything.
DOOMED = """
import asyncio, sys
from bot.ops.keyring import Keyring
from bot.storage import open_store

async def main(url, now, tick):
    store = open_store(url, Keyring([b"k" * 32]), lambda: now, lambda: tick)
    await store.open()
    await store.keep_tokens("tenant/anna", b"tokens", 0)
    delivery = await store.record("k", "tenant/anna", "chat", b"command", lease=30, keep=600)
    print(delivery.id, flush=True)
    await asyncio.sleep(60)

asyncio.run(main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
"""


PROJECT = Path(__file__).parents[2]


def existing(file: Path, content: bytes) -> None:
    """A file that anyone may read."""
    file.parent.mkdir()
    file.write_bytes(content)
    file.chmod(0o644)


async def test_what_a_killed_process_wrote_down_is_there_and_becomes_an_orphan(
    opened: Opened, file: Path, clock: Clock
) -> None:
    arguments = (sys.executable, "-c", DOOMED, f"sqlite:///{file}", str(clock.now), str(clock.tick))
    process = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE, cwd=PROJECT)
    assert process.stdout
    id = (await process.stdout.readline()).decode().strip()
    process.kill()
    assert await process.wait() == -9
    async with opened() as store:
        assert await store.find(id, ANNA) == "running"
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
        assert await store.record("k", ANNA, CHAT, b"again", lease=30, keep=600) is None
        assert await store.take_over(lease=30, limit=20) == []
        clock.passes(30)
        assert [(one.id, one.value) for one in await store.take_over(lease=30, limit=20)] == [(id, b"command")]


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


async def test_two_instances_count_each_thing_once(opened: Opened, clock: Clock) -> None:
    async with opened() as one, opened() as two:
        both = [one, two] * 10
        records = await asyncio.gather(*(s.record("k", ANNA, CHAT, b"x", lease=30, keep=600) for s in both))
        [(claimer, delivery)] = [(store, record) for store, record in zip(both, records, strict=True) if record]
        await claimer.await_sign_in(delivery, b"x", lease=30, keep=300)
        claims = await asyncio.gather(*(s.resume(delivery.id, ANNA, CHAT, lease=30) for s in both))
        assert len([claim for claim in claims if claim]) == 1
        clock.passes(30)
        orphans = await asyncio.gather(*(s.take_over(lease=30, limit=20) for s in both))
        assert sum(len(claimed) for claimed in orphans) == 1
        await one.put("state", "k", b"x", keep=60)
        taken = await asyncio.gather(*(s.take("state", "k") for s in both))
        assert taken.count(b"x") == 1
        assert sorted(await asyncio.gather(*(s.drop_tokens(ANNA) for s in both))) == list(range(1, 21))


async def test_a_sign_out_at_one_instance_shows_in_the_claims_of_the_other(opened: Opened) -> None:
    async with opened() as one, opened() as two:
        await one.keep_tokens(ANNA, b"tokens", 0)
        await two.drop_tokens(ANNA)
        delivery = await one.record("k", ANNA, CHAT, b"x", lease=30, keep=600)
        assert delivery
        assert delivery.generation == 1
        assert not await one.keep_tokens(ANNA, b"late", 0)


async def test_only_the_bots_own_account_may_read_the_files(opened: Opened, file: Path) -> None:
    existing(file, b"")
    async with opened() as store:
        await store.drop_tokens(ANNA)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}


async def test_everything_is_there_after_closing_and_opening(opened: Opened) -> None:
    async with opened() as store:
        await store.keep_tokens(ANNA, b"tokens", 0)
        await store.put("start", "k", b"value", keep=60)
    async with opened() as store:
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
        assert await store.get("start", "k") == b"value"


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
    names = ("id", "owner", "conversation", "wall", "tick", "holder", "until", "due", "limit", "value", "name", "key")
    values = dict.fromkeys(names, 1) | {"at_work": "[]", "ids": "[]"}
    sql = "EXPLAIN QUERY PLAN " + getattr(statements, statement)
    plan = "\n".join(row[3] for row in connection.execute(sql, values))
    connection.close()
    assert index in plan
    assert "SCAN" not in plan.replace("SCAN json_each", "")
