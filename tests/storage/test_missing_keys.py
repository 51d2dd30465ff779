"""An instance that lacks a key, as after a slip with STORAGE_ENCRYPTION_KEYS, costs nobody an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.ops.keyring import Keyring
from bot.storage import open_store
from bot.storage.redis_scripts import PREFIX
from tests.support.redis_server import shared
from tests.support.storage import KEYRING, URLS, Clock, Opened

ANNA, CHAT = "tenant/anna", "19:chat@thread.v2"
OTHER_KEYS = Keyring([b"z" * 32])
NEW_IN_FRONT = Keyring([b"z" * 32, b"k" * 32])


async def test_a_command_waits_out_a_start_with_the_wrong_key(instances: Opened, clock: Clock) -> None:
    async with instances() as store:
        assert await store.record("k", ANNA, CHAT, b"command", lease=1, keep=60)
    clock.passes(1)
    async with instances(OTHER_KEYS) as store:
        assert await store.take_over(lease=1, limit=20) == []
    async with instances() as store:
        assert [(one.value, one.attempt) for one in await store.take_over(lease=1, limit=20)] == [(b"command", 2)]


async def test_who_lacks_the_key_leaves_a_command_to_who_has_it_and_names_the_setting_once(
    instances: Opened, clock: Clock
) -> None:
    async with instances() as old, instances(NEW_IN_FRONT) as new:
        assert await new.record("k", ANNA, CHAT, b"command", lease=1, keep=60)
        await new.let_go()
        clock.passes(0.1)
        with capture_logs() as log:
            for _ in range(3):
                assert await old.take_over(lease=1, limit=1) == []
                clock.passes(0.5)
        assert [one.value for one in await new.take_over(lease=1, limit=1)] == [b"command"]
    lacks = {"event": "stored_value_unreadable", "table": "deliveries", "setting": "STORAGE_ENCRYPTION_KEYS"}
    assert log == [{**lacks, "log_level": "warning"}]


async def test_commands_that_cannot_be_opened_keep_back_none_that_can(instances: Opened, clock: Clock) -> None:
    async with instances() as old, instances(NEW_IN_FRONT) as new:
        for number in range(5):
            assert await new.record(f"new {number}", ANNA, CHAT, b"new", lease=1, keep=60)
        await new.let_go()
        clock.passes(0.1)
        assert await old.record("old", ANNA, CHAT, b"old", lease=0.1, keep=60)
        clock.passes(0.2)
        found = [await old.take_over(lease=1, limit=2) for _ in range(4)]
    assert [one.value for some in found for one in some] == [b"old"]


async def test_what_whole_instances_have_left_is_looked_at_once(instances: Opened, clock: Clock) -> None:
    """Two that were full, and died, leave more than a thousand."""
    async with instances() as old, instances(NEW_IN_FRONT) as new:
        for number in range(1100):
            assert await new.record(f"new {number}", ANNA, CHAT, b"new", lease=1, keep=60)
        await new.let_go()
        with capture_logs() as log:
            for _ in range(6):
                clock.passes(0.5)
                assert await old.take_over(lease=1, limit=400) == []
        assert len(log) == 1100
        assert len(await new.take_over(lease=1, limit=2000)) == 1100


async def test_a_press_at_who_lacks_the_key_leaves_the_command_to_who_has_it(instances: Opened, clock: Clock) -> None:
    async with instances() as old, instances(NEW_IN_FRONT) as new:
        record = await new.record("k", ANNA, CHAT, b"command", lease=1, keep=60)
        assert record
        assert await new.await_sign_in(record, b"question", lease=1, keep=60)
        await new.sign_in_offered(record.id)
        assert await old.resume(record.id, ANNA, CHAT, lease=1) is None
        clock.passes(0.1)
        assert [one.value for one in await new.take_over(lease=1, limit=20)] == [b"question"]


@pytest.mark.redis
async def test_of_a_command_that_has_expired_nothing_is_left_where_the_key_is_missing(
    tmp_path: Path, clock: Clock
) -> None:
    """Neither in the list of what is due, nor in what an instance passes over at each look."""
    clock.moves("redis")
    url = URLS["redis"](tmp_path)
    new, old = (open_store(url, keys, clock, clock.ticks) for keys in (NEW_IN_FRONT, KEYRING))
    await new.open()
    await old.open()
    assert await new.record("k", ANNA, CHAT, b"command", lease=1, keep=3600)
    await new.let_go()
    clock.passes(0.1)
    assert await old.take_over(lease=1, limit=20) == []
    clock.passes(3600)
    assert await old.take_over(lease=1, limit=20) == []
    with shared().client() as server:
        assert server.zcard(f"{PREFIX}leases") == 0
    await new.close()
    await old.close()
