"""Who has the SQLite file without the keys learns nothing from it, and who can write to it cannot swap people."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from structlog.testing import capture_logs

from bot import records
from bot.ops.keyring import Keyring
from bot.ports import StoredTokens
from bot.storage import open_store
from bot.storage.envelope import OF_PEOPLE
from tests.support.storage import KEYRING, Clock, Opened

ANNA, BEN = "tenant/anna", "tenant/ben"
CHAT = "19:chat@thread.v2"
OTHER_KEYS = Keyring([b"z" * 32])


def tamper(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def sealed_values(file: Path) -> list[bytes]:
    every = "SELECT value FROM deliveries UNION ALL SELECT value FROM items UNION ALL SELECT value FROM people"
    connection = sqlite3.connect(file)
    values = [value for (value,) in connection.execute(every)]
    connection.close()
    return values


def test_whatever_the_records_keep_under_a_person_is_hashed_as_people_are() -> None:
    rooms = [import_module(f"{records.__name__}.{each.name}") for each in iter_modules(records.__path__)]
    assert {room.TABLE for room in rooms if hasattr(room, "TABLE")} == OF_PEOPLE


async def test_no_value_key_owner_or_place_can_be_read_in_the_files(opened: Opened, file: Path) -> None:
    async with opened() as store:
        delivery = await store.record("the-key", ANNA, CHAT, b"the-command", lease=1, keep=60)
        assert delivery
        await store.await_sign_in(delivery, b"the-question", lease=1, keep=60)
        await store.keep_tokens(ANNA, b"the-tokens", 0)
        await store.put("start", "the-handle", b"the-start", keep=60)
        raw = everything_in(file.parent)  # the write-ahead log, too
    raw += everything_in(file.parent)
    names = [delivery.id, ANNA, "anna", CHAT, "the-key", "the-command", "the-question", "the-tokens", "the-handle"]
    assert b"people" in raw
    assert [name for name in [*names, "the-start"] if name.encode() in raw] == []


async def test_tokens_moved_to_another_person_cannot_be_read(opened: Opened, file: Path) -> None:
    async with opened() as store:
        await store.keep_tokens(ANNA, b"annas", 0)
        await store.drop_tokens(BEN)
        tamper(file, "UPDATE people SET value = (SELECT value FROM people WHERE value IS NOT NULL)")
        assert await store.tokens(BEN) == StoredTokens(1, None)
        assert await store.tokens(ANNA) == StoredTokens(0, b"annas")


async def test_a_command_given_to_another_person_cannot_be_read(opened: Opened, file: Path) -> None:
    async with opened() as store:
        annas = await store.record("1", ANNA, CHAT, b"annas", lease=1, keep=60)
        bens = await store.record("2", BEN, CHAT, b"bens", lease=1, keep=60)
        assert annas
        assert bens
        for delivery in (annas, bens):
            await store.await_sign_in(delivery, delivery.value, lease=1, keep=60)
        tamper(file, "UPDATE deliveries SET owner = (SELECT owner FROM deliveries WHERE rowid = 2) WHERE rowid = 1")
        assert [one.value for one in await store.waiting(BEN)] == [b"bens"]
        assert await store.resume(annas.id, BEN, CHAT, lease=1) is None


async def test_a_command_copied_over_another_cannot_be_read(opened: Opened, file: Path) -> None:
    async with opened() as store:
        for key in "12":
            delivery = await store.record(key, ANNA, CHAT, key.encode(), lease=1, keep=60)
            assert delivery
            await store.await_sign_in(delivery, key.encode(), lease=1, keep=60)
        tamper(file, "UPDATE deliveries SET value = (SELECT value FROM deliveries WHERE rowid = 1)")
        assert [one.value for one in await store.waiting(ANNA)] == [b"1"]


async def test_an_item_moved_to_another_table_cannot_be_read(opened: Opened, file: Path) -> None:
    async with opened() as store:
        await store.put("start", "k", b"value", keep=60)
        tamper(file, "UPDATE items SET name = 'state'")
        assert await store.get("state", "k") is None
        assert await store.take("state", "k") is None


async def test_without_its_key_everything_reads_as_absent_and_the_log_names_the_setting(opened: Opened) -> None:
    async with opened() as store:
        delivery = await store.record("k", ANNA, CHAT, b"command", lease=1, keep=60)
        assert delivery
        await store.await_sign_in(delivery, b"command", lease=1, keep=60)
        await store.keep_tokens(ANNA, b"tokens", 0)
        await store.put("start", "k", b"value", keep=60)
    with capture_logs() as log:
        async with opened(OTHER_KEYS) as store:
            assert await store.tokens(ANNA) == StoredTokens(0, None)
            assert await store.get("start", "k") is None
            assert await store.waiting(ANNA) == []
            assert await store.keep_tokens(ANNA, b"new tokens", 0)
    setting = {"setting": "STORAGE_ENCRYPTION_KEYS"}
    assert log == [
        {"event": "stored_names_unreadable", **setting, "log_level": "error"},
        {"event": "stored_value_unreadable", "table": "items", **setting, "log_level": "warning"},
    ]
    async with opened() as store:  # the key is back
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
        assert len(await store.waiting(ANNA)) == 1


async def test_a_damaged_command_is_finished_when_its_lease_ends(opened: Opened, file: Path, clock: Clock) -> None:
    async with opened() as store:
        assert await store.record("k", ANNA, CHAT, b"command", lease=1, keep=60)
        clock.passes(1)
        tamper(file, "UPDATE deliveries SET value = substr(value, 1, length(value) - 1)")
        assert await store.take_over(lease=1, limit=20) == []
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT state FROM deliveries").fetchall() == [("done",)]
    connection.close()


async def test_names_are_hashed_otherwise_in_every_store(tmp_path: Path, clock: Clock) -> None:
    owners = set()
    for name in ("one", "two"):
        store = open_store(f"sqlite:///{tmp_path}/{name}.db", KEYRING, clock)
        await store.open()
        await store.keep_tokens(ANNA, b"tokens", 0)
        await store.close()
        connection = sqlite3.connect(tmp_path / f"{name}.db")
        owners.add(connection.execute("SELECT owner FROM people").fetchone())
        connection.close()
    assert len(owners) == 2


async def test_names_stay_readable_when_the_first_key_changes_and_the_old_one_goes(opened: Opened) -> None:
    old, new = b"o" * 32, b"n" * 32
    async with opened(Keyring([old])) as store:
        await store.drop_tokens(ANNA)
    async with opened(Keyring([new, old])):
        pass
    async with opened(Keyring([new])) as store:
        assert await store.tokens(ANNA) == StoredTokens(1, None)


async def test_a_new_first_key_leaves_everything_readable(opened: Opened) -> None:
    async with opened(OTHER_KEYS) as store:
        await store.keep_tokens(ANNA, b"tokens", 0)
    async with opened(Keyring([b"k" * 32, b"z" * 32])) as store:
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")


async def test_what_is_erased_does_not_linger_in_the_file(opened: Opened, file: Path) -> None:
    async with opened() as store:
        delivery = await store.record("k", ANNA, CHAT, b"x" * 500, lease=1, keep=60)
        assert delivery
        await store.put("start", "k", b"x" * 500, keep=60)
        await store.keep_tokens(ANNA, b"x" * 500, 0)
    sealed = sealed_values(file)
    assert [value in everything_in(file.parent) for value in sealed] == [True, True, True]
    async with opened() as store:
        await store.done(delivery.id)
        await store.take("start", "k")
        await store.drop_tokens(ANNA)
    assert [value in everything_in(file.parent) for value in sealed] == [False, False, False]
