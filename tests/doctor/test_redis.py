"""The doctor on a Redis: in order it says so; with one thing wrong, that line and no other, with what mends it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.doctor import redis as look
from bot.doctor.finding import Mark
from bot.storage import open_store
from bot.storage.redis_inspection import RedisServer as Seen
from bot.storage.redis_inspection import redis_server
from tests.support.doctor.faults import OTHER_KEYS
from tests.support.doctor.installation import Installation, installation, to_mend
from tests.support.redis_server import RedisServer
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis
IN_ORDER = Seen(
    "cache.westeurope.redis.azure.net", tls=True, version="7.4.2", policy="noeviction", appends=True, ahead=0.0
)
USER = "ACL SETUSER bot on >password ~{appointment-link}:* +@read +@write +@connection +eval +evalsha +time"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(tmp_path) as built:
        yield built


@pytest.fixture
def server() -> Iterator[RedisServer]:
    server = RedisServer("--appendonly", "yes").start()
    yield server
    server.end()


async def test_in_order_it_has_a_line_for_each_thing_and_none_to_mend(here: Installation, server: RedisServer) -> None:
    here.configure(storage_url=server.url)
    found = await here.examined()
    lines = {finding.check: finding for finding in found}
    assert to_mend(found) == []
    assert {lines[check].state for check in ("store", *look.CHECKS)} == {Mark.OK}
    assert lines["Redis version"].seen.count(".") == 2


async def test_it_leaves_nothing_behind(here: Installation, server: RedisServer) -> None:
    here.configure(storage_url=server.url)
    await here.examined()
    with server.client() as client:
        names = {key.decode().rpartition("}:")[2] for key in client.scan_iter()}
    assert names <= {"store", "base", "secrets"}  # with which the bot's own first start would begin


@pytest.mark.parametrize(
    ("setting", "value", "line", "fix", "command"),
    [
        ("maxmemory-policy", "allkeys-lru", "Redis eviction", "in redis.conf", "config set maxmemory-policy"),
        ("maxmemory-policy", "volatile-lru", "Redis eviction", "noeviction", "config rewrite"),
        ("appendonly", "no", "Redis disk", "appendonly yes in redis.conf", "config set appendonly yes"),
    ],
)
async def test_a_setting_that_loses_answers_is_its_line(
    here: Installation, server: RedisServer, setting: str, value: str, line: str, fix: str, command: str
) -> None:
    with server.client() as client:
        client.config_set(setting, value)
    here.configure(storage_url=server.url)
    (found,) = to_mend(await here.examined())
    assert found.check == line
    assert fix in found.fix
    assert command in found.command


async def test_snapshots_are_something(here: Installation, server: RedisServer) -> None:
    with server.client() as client:
        client.config_set("appendonly", "no")
        client.config_set("save", "60 1")
    here.configure(storage_url=server.url)
    found = await here.examined()
    assert to_mend(found) == []
    assert "snapshots only" in next(finding.seen for finding in found if finding.check == "Redis disk")


async def test_keys_that_open_nothing_are_the_stores_line_and_change_nothing(
    here: Installation, server: RedisServer
) -> None:
    store = open_store(server.url, type(KEYRING)(OTHER_KEYS))
    await store.open()
    await store.close()
    here.configure(storage_url=server.url)
    (found,) = to_mend(await here.examined())
    assert found.check == "store"
    assert "STORAGE_ENCRYPTION_KEYS opens nothing" in found.seen
    with server.client() as client:
        assert client.llen("{appointment-link}:secrets") == 1


@pytest.mark.parametrize(
    ("spoil", "seen"),
    [
        (lambda server: server.kill(), "cannot be reached"),
        (lambda server: server.client().config_set("requirepass", "hush"), "wants a password"),
    ],
)
async def test_a_server_that_is_away_or_refuses_is_the_stores_line_and_the_rest_waits(
    here: Installation, server: RedisServer, spoil: Callable[[RedisServer], None], seen: str
) -> None:
    spoil(server)
    here.configure(storage_url=server.url)
    found = await here.examined()
    (line,) = to_mend(found)
    assert line.check == "store"
    assert seen in line.seen
    assert {finding.state for finding in found if finding.check in look.CHECKS} == {Mark.UNCHECKED}


async def test_what_the_user_may_not_ask_could_not_be_read_and_is_no_fault(
    here: Installation, server: RedisServer
) -> None:
    with server.client() as client:
        client.execute_command(USER)
    here.configure(storage_url=server.url.replace("//", "//bot:password@"))
    found = await here.examined()
    assert to_mend(found) == []
    unread = {finding.check: finding for finding in found if "could not be read" in finding.seen}
    assert unread.keys() == {"Redis version", "Redis disk", "Redis eviction"}
    assert all(finding.fix.count(". ") == 0 for finding in unread.values())


async def test_a_clock_that_differs_is_seen(server: RedisServer) -> None:
    seen = await redis_server(server.url, KEYRING, lambda: 1e9)
    assert seen
    assert seen.ahead
    assert look.clock(seen).state is Mark.FIX


def test_nothing_else_is_looked_at_so() -> None:
    assert look.findings(IN_ORDER)
    assert [finding for finding in look.findings(IN_ORDER) if finding.state is not Mark.OK] == []


@pytest.mark.parametrize(
    ("wrong", "line", "seen", "fix"),
    [
        ({"version": "5.0.14"}, "Redis version", "too old", "Azure portal → Azure Managed Redis"),
        ({"policy": "volatile-lru"}, "Redis eviction", "volatile-lru", "Advanced settings"),
        ({"appends": False, "snapshots": False}, "Redis disk", "forgets everything", "Data persistence"),
        ({"saved": False}, "Redis disk", "could not write", "Make room"),
        ({"tls": False}, "Redis TLS", "not encrypted", "rediss://"),
        ({"tls": False, "host": "10.0.0.7"}, "Redis TLS", "not encrypted", "tls-port in redis.conf"),
        ({"ahead": -90.0}, "Redis clock", "90 seconds behind", "time synchronization"),
        ({"latency": 0.2}, "Redis latency", "200.0 ms", "one region"),
    ],
)
def test_what_no_test_can_do_to_a_server_is_told_from_what_it_says(
    wrong: dict[str, object], line: str, seen: str, fix: str
) -> None:
    (found,) = [each for each in look.findings(replace(IN_ORDER, **wrong)) if each.state is Mark.FIX]  # type: ignore[arg-type]
    assert found.check == line
    assert seen in found.seen
    assert fix in found.fix
    assert found.fix.count(". ") == 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "redis"])
def test_what_stays_on_the_machine_needs_no_tls(host: str) -> None:
    assert look.tls(replace(IN_ORDER, tls=False, host=host)).state is Mark.OK


def test_a_managed_one_is_mended_in_the_portal_or_by_the_azure_cli() -> None:
    found = look.eviction(replace(IN_ORDER, policy="volatile-lru"))
    assert found.command.startswith("az redisenterprise database update --cluster-name cache ")
    assert "redis.conf" not in found.fix
