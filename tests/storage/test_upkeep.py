"""An operator copies a store, encrypts it anew, backs it up, and has it forget a person; nothing else is lost."""

from __future__ import annotations

import asyncio
import base64
import errno
import json
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ops.keyring import Keyring
from bot.ports import Store, StoredTokens
from bot.storage.dump import write
from bot.storage.entries import Entry, Secret
from bot.storage.envelope import hashed
from tests.support.closed import closed
from tests.support.redis_server import RedisServer, shared
from tests.support.storage import URLS
from tests.support.upkeep import ANNA, ANNA_ID, BEN, NEW, OLD, TENANT, Told, a_day, all_is_there, in_store


@pytest.mark.redis
class TestMigrate:
    @pytest.fixture(params=["sqlite to redis", "redis to sqlite", "sqlite to sqlite"])
    def way(self, request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
        source, _, target = request.param.split()
        return URLS[source](tmp_path / "source"), URLS[target](tmp_path / "target")

    def test_nothing_is_lost_and_it_may_be_done_again(self, way: tuple[str, str], told: Told) -> None:
        waits = in_store(way[0], a_day)
        assert "copied: 4 commands, 3 items, 2 people, 1 secrets" in told("memory://", "migrate", *way)
        again = told("memory://", "migrate", *way)
        assert "copied: nothing\nthere already, and left as it is: 4 commands, 3 items, 2 people, 1 secrets" in again
        in_store(way[1], lambda store: all_is_there(store, waits))

    def test_what_the_target_knows_better_stays(self, way: tuple[str, str], told: Told) -> None:
        in_store(way[0], a_day)
        told("memory://", "migrate", *way)
        in_store(way[1], lambda store: store.keep_tokens(ANNA, b"newer", 0))
        told("memory://", "migrate", *way)
        assert in_store(way[1], lambda store: store.tokens(ANNA)) == StoredTokens(0, b"newer")

    def test_a_target_that_another_bot_uses_is_left_alone(self, way: tuple[str, str], told: Told) -> None:
        in_store(way[0], a_day)
        in_store(way[1], lambda store: store.keep_tokens(BEN, b"others", 0))
        assert "the target is in use" in told("memory://", "migrate", *way, code=2)
        assert in_store(way[1], lambda store: store.tokens(BEN)) == StoredTokens(0, b"others")

    def test_a_source_that_the_keys_do_not_open_is_not_copied(self, way: tuple[str, str], told: Told) -> None:
        in_store(way[0], a_day)
        assert "STORAGE_ENCRYPTION_KEYS" in told("memory://", "migrate", *way, keys=(NEW,), code=2)


@pytest.mark.redis
def test_what_is_left_of_a_life_stays_so(tmp_path: Path, told: Told) -> None:
    file, server = URLS["sqlite"](tmp_path), shared()
    in_store(file, a_day)
    told("memory://", "migrate", file, server.emptied())
    server.passes(610)
    later = in_store(server.url, lambda store: store.take_over(lease=6, limit=20))
    assert sorted(one.value for one in later) == [b"at work", b"tried"]
    assert in_store(server.url, lambda store: store.get("start", "handle")) is None
    server.passes(300)
    assert in_store(server.url, lambda store: store.waiting(ANNA)) == []
    assert in_store(server.url, lambda store: store.get("customer language", BEN)) == b"fr"


class TestRotate:
    def test_everything_opens_with_the_new_key_alone(self, url: str, told: Told) -> None:
        waits = in_store(url, a_day)
        said = told(url, "rotate", keys=(NEW, OLD))
        assert said == "encrypted anew: 9; had the first key already: 0\n"  # the answered command has no value
        assert told(url, "rotate", keys=(NEW, OLD)) == "encrypted anew: 0; had the first key already: 9\n"
        in_store(url, lambda store: all_is_there(store, waits), NEW)

    def test_what_no_key_opens_is_counted_and_kept_and_its_key_asked_for(self, url: str, told: Told) -> None:
        waits = in_store(url, a_day)
        said = told(url, "rotate", keys=(NEW,))
        assert "not opened: 9, whose key is missing in STORAGE_ENCRYPTION_KEYS" in said
        assert "earlier release" not in said
        in_store(url, lambda store: all_is_there(store, waits))

    def test_tokens_of_the_release_before_are_read_and_wait_for_their_renewal(self, url: str, told: Told) -> None:
        bound = hashed("owner", ANNA)

        async def as_before(store: Store) -> None:
            before = Keyring([OLD]).encrypt(b"annas tokens", "people", bound)
            await store._rows.keep_tokens(store._keyed("owner", ANNA), before, 0, b"")  # type: ignore[attr-defined]

        in_store(url, as_before)
        assert "not opened: 1; tokens that an earlier release wrote" in told(url, "rotate", keys=(NEW, OLD))
        assert in_store(url, lambda store: store.tokens(ANNA), NEW, OLD) == StoredTokens(0, b"annas tokens")
        in_store(url, lambda store: store.keep_tokens(ANNA, b"renewed", 0), NEW, OLD)
        assert "not opened" not in told(url, "rotate", keys=(NEW, OLD))


class TestBackup:
    def test_a_backup_brings_everything_back(self, url: str, told: Told, tmp_path: Path) -> None:
        waits, file = in_store(url, a_day), tmp_path / "backup"
        assert told(url, "backup", str(file)) == "rows written: 10\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        other = URLS["sqlite"](tmp_path / "other") if url.startswith("redis") else url.replace("/one/", "/two/")
        assert "copied: 4 commands, 3 items, 2 people, 1 secrets" in told(other, "restore", str(file))
        in_store(other, lambda store: all_is_there(store, waits))

    def test_a_backup_that_breaks_off_leaves_nothing_on_a_disk_that_is_full(self, tmp_path: Path) -> None:
        async def entries() -> AsyncIterator[Entry]:
            yield Secret(b"value")
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(OSError, match="No space"):
            asyncio.run(write(tmp_path / "backup", entries(), taken=0.0))
        assert [*tmp_path.iterdir()] == []

    def test_what_has_expired_since_does_not_come_back(self, url: str, told: Told, tmp_path: Path) -> None:
        in_store(url, a_day)
        file, other = tmp_path / "backup", URLS["sqlite"](tmp_path / "other")
        told(url, "backup", str(file))
        first, *rest = file.read_text().splitlines()
        taken = json.loads(first)
        file.write_text("\n".join([json.dumps(taken | {"taken": taken["taken"] - 1000}), *rest]))
        assert "copied: 3 commands, 1 items, 2 people, 1 secrets" in told(other, "restore", str(file))

    @pytest.mark.parametrize("content", ["", "{}", "not json\n", '{"format": "x", "taken": 1}\n{"rows": 0}\n'])
    def test_what_is_no_backup_is_refused(self, content: str, tmp_path: Path, told: Told) -> None:
        (tmp_path / "file").write_text(content)
        assert "file: is not a whole backup" in told(URLS["sqlite"](tmp_path), "restore", f"{tmp_path}/file", code=2)

    def test_a_backup_that_was_cut_is_refused(self, tmp_path: Path, told: Told) -> None:
        url, file = URLS["sqlite"](tmp_path), tmp_path / "file"
        in_store(url, a_day)
        told(url, "backup", str(file))
        file.write_text("\n".join(file.read_text().splitlines()[:-2]))
        assert "is not a whole backup" in told(url, "restore", str(file), code=2)

    def test_names_and_values_cannot_be_read_in_it(self, url: str, told: Told, tmp_path: Path) -> None:
        in_store(url, a_day)
        told(url, "backup", str(tmp_path / "backup"))
        raw = (tmp_path / "backup").read_bytes()
        assert not any(name in raw for name in (ANNA_ID.encode(), b"tokens", b"19:chat", base64.b64encode(b"asked")))


class TestTheEnginesOwnTools:
    def test_sqlites_backup_of_a_running_store_can_be_used(self, tmp_path: Path) -> None:
        url = URLS["sqlite"](tmp_path)

        async def backed_up(store: Store) -> str:
            waits = await a_day(store)
            copied = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))"
            names = (url.removeprefix("sqlite:///"), f"{tmp_path}/copy.db")
            await asyncio.to_thread(subprocess.run, [sys.executable, "-c", copied, *names], check=True)
            return waits

        waits = in_store(url, backed_up)
        in_store(f"sqlite:///{tmp_path}/copy.db", lambda store: all_is_there(store, waits))

    @pytest.mark.redis
    def test_a_snapshot_of_redis_can_be_loaded_by_another(self) -> None:
        one, two = RedisServer().start(), RedisServer()
        try:
            waits = in_store(one.url, a_day)
            with one.client() as client:
                client.save()
            (two.folder / "dump.rdb").write_bytes((one.folder / "dump.rdb").read_bytes())
            two.start()
            in_store(two.url, lambda store: all_is_there(store, waits))
        finally:
            one.end()
            two.end()


class TestTheCommandLine:
    def test_a_password_need_not_stand_on_it(self, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
        in_store(URLS["sqlite"](tmp_path), a_day)
        monkeypatch.setenv("FROM_URL", URLS["sqlite"](tmp_path))
        assert "2 people" in told("memory://", "migrate", "env:FROM_URL", f"sqlite:///{tmp_path}/new.db")
        assert told("memory://", "migrate", "env:NO_URL", "env:FROM_URL", code=2) == "NO_URL: is not set\n"

    @pytest.mark.parametrize("verb", ["rotate", "backup"])
    def test_a_file_that_is_not_there_is_not_made(self, verb: str, tmp_path: Path, told: Told) -> None:
        more = [f"{tmp_path}/out"] if verb == "backup" else []
        assert told(URLS["sqlite"](tmp_path), verb, *more, code=2) == "STORAGE_URL: there is no such SQLite file\n"
        assert not (tmp_path / "data").exists()

    def test_memory_cannot_be_looked_after(self, told: Told) -> None:
        assert "begins with sqlite://" in told("memory://", "rotate", code=2)

    @pytest.mark.parametrize("asked", [("rotate",), ("forget", TENANT, ANNA_ID)])
    def test_a_file_that_only_the_bots_own_account_may_see_is_named_with_the_reason(
        self, asked: tuple[str, ...], tmp_path: Path, told: Told
    ) -> None:
        with closed(tmp_path / "private") as folder:
            says = told(f"sqlite:///{folder}/bot.db", *asked, code=2)
        assert says.startswith("STORAGE_URL: the SQLite file cannot be used (Permission denied: ")
