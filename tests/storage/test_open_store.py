"""STORAGE_URL says where the store is, in SQLAlchemy's spelling."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from bot.errors import SettingsError
from bot.ops.places import HOME
from bot.ports import StoredTokens
from bot.storage import checked, open_store
from tests.support.redis_server import RedisServer
from tests.support.storage import KEYRING


def below_home(path: Path) -> str:
    """The same place, told from the folder of app.py."""
    return os.path.relpath(path, HOME)


@pytest.mark.parametrize(
    "url", ["sqlite:///{below}/a/bot.db", "SQLite:///{below}/a/bot.db", "sqlite:///{whole}/a/bot.db"]
)
async def test_three_slashes_are_beside_app_py_and_four_are_not_wherever_the_program_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    store = open_store(url.format(below=below_home(tmp_path), whole=tmp_path), KEYRING)
    await store.open()
    await store.close()
    assert (tmp_path / "a" / "bot.db").is_file()


@pytest.mark.parametrize(
    "url",
    ["", "sqlite", "sqlite:", "sqlite://", "sqlite:///", "sqlite://data/bot.db", "postgres://u:pass@host/x", "pass"],
)
def test_any_other_url_is_one_line_that_names_the_setting_and_tells_no_secret(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(url, KEYRING)
    [fault] = caught.value.faults
    assert fault.startswith("STORAGE_URL: ")
    assert "\n" not in fault
    assert "pass" not in fault


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"STORAGE_URL: sqlite needs a file.*{tmp_path} is a folder"):
        open_store(f"sqlite:///{tmp_path}", KEYRING)


@pytest.mark.parametrize(
    "rest",
    ["", "//", "///0", "//a:1,b:2", "//h:port/0", "//h/x", "//h/0?protocol=3", "//h/0?ssl_ca_certs=x", "//u:pass@/0",
     "//:pass,word@a,b/0"],
)  # fmt: skip
def test_redis_needs_one_host_and_takes_no_options(rest: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(f"redis:{rest}", KEYRING)
    [fault] = caught.value.faults
    assert fault.startswith("STORAGE_URL: ")
    assert "pass" not in fault.replace("user:password@redis.example.com", "")


@pytest.mark.parametrize("option", ["ssl_cert_reqs=none", "ssl_ca_certs=ca.pem", "protocol=3"])
def test_an_option_is_refused_as_one(option: str) -> None:
    with pytest.raises(SettingsError, match="takes no option but ssl_ca_certs, with rediss://"):
        open_store(f"redis://h/0?{option}", KEYRING)


@pytest.mark.parametrize("scheme", ["redis+sentinel", "redis-sentinel", "rediss+cluster", "redis+cluster", "sentinel"])
def test_addresses_of_several_redis_servers_are_refused_in_a_sentence(scheme: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(f"{scheme}://:pass@a:26379,b:26379/mymaster", KEYRING)
    assert caught.value.faults == (
        "STORAGE_URL: Sentinel and cluster addresses are not supported; give the one endpoint, redis:// or rediss://",
    )


@pytest.mark.parametrize(
    ("host", "cause"), [("127.0.0.1", "nobody listens there"), ("nowhere.invalid", "its name is not known")]
)
async def test_a_redis_that_is_not_there_ends_the_start_with_the_cause(host: str, cause: str) -> None:
    store = open_store(f"redis://bot:pass@{host}:{unused_port()}/0", KEYRING)
    with pytest.raises(SettingsError) as caught:
        await checked(store)
    assert caught.value.faults == (f"STORAGE_URL: Redis cannot be reached ({cause})",)
    assert caught.value.passing


async def test_a_redis_that_says_nothing_is_told_in_words() -> None:
    """So does one without TLS to who speaks TLS."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = open_store(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", KEYRING)
        with pytest.raises(SettingsError) as caught:
            await checked(store)
        await store.close()
    assert caught.value.faults == ("STORAGE_URL: Redis cannot be reached (no answer in time)",)
    assert caught.value.passing


def test_redis_is_loaded_only_where_it_is_the_store() -> None:
    """Its client takes a quarter of the whole start."""
    told = "import sys, app; print('redis' in sys.modules)"
    here = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", told], cwd=here, capture_output=True, check=True)  # noqa: S603
    assert run.stdout.split() == [b"False"]


async def test_the_clock_is_the_machines_unless_one_is_given() -> None:
    store = open_store("memory://", KEYRING)
    await store.open()
    assert await store.put("start", "k", b"value", keep=60)
    assert await store.get("start", "k") == b"value"
    assert await store.tokens("tenant/anna") == StoredTokens(0, None)
    await store.close()


NO_ROOM = """
import asyncio, resource, sys
from bot.errors import SettingsError
from bot.ops.keyring import Keyring
from bot.storage import checked, open_store

resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    asyncio.run(checked(open_store(sys.argv[1], Keyring([b"k" * 32]))))
except SettingsError as error:
    print(error, error.passing)
"""


def test_a_disk_without_room_is_told_and_a_later_start_may_do(tmp_path: Path) -> None:
    """The unit starts the bot again and again: when somebody has made room, it is there."""
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", NO_ROOM, f"sqlite:///{tmp_path}/bot.db"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("STORAGE_URL: the SQLite file cannot be used (SQLITE_IOERR")
    assert run.stdout.endswith(": the disk is full, or fails) True\n")


@pytest.mark.redis
async def test_so_may_it_with_a_redis_without_memory() -> None:
    server = RedisServer("--maxmemory", "1").start()
    store = open_store(server.url, KEYRING)
    with pytest.raises(SettingsError, match="STORAGE_URL: Redis is full") as caught:
        await checked(store)
    await store.close()
    server.end()
    assert caught.value.passing
