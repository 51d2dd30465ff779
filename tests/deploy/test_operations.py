"""Backup, restore and new keys, as the operator's pages have them, command by command, on both stores."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.doctor.credential import CREDENTIAL
from bot.model import Action, ActionKind, User
from bot.ops.health import SIGN_IN
from bot.ops.keyring import Keyring
from bot.storage.entries import Person
from bot.teams.outbound.button_codec import HOLDS_FOR, ButtonCodec
from manifest.settings import PackSettings
from tests.support.deployment import ROOT, text
from tests.support.machine import LINK, SQLITE, Machine, commands, rehearsed
from tests.support.ports import unused_port
from tests.support.redis_server import RedisServer
from tests.support.settings import GUID, KEY

pytestmark = pytest.mark.redis
BACKUP, SECRETS = "docs/operations/backup.md", "docs/operations/secrets.md"
NEW = base64.urlsafe_b64encode(b"n" * 32).decode()


@pytest.fixture
def server() -> Iterator[RedisServer]:
    server = RedisServer("--appendonly", "yes").start()
    yield server
    server.end()


@pytest.fixture
def with_file(tmp_path: Path) -> Machine:
    """A machine whose store is a file, as the unit has it."""
    machine = Machine(tmp_path)
    machine.configured()
    return machine


@pytest.fixture
def with_redis(tmp_path: Path, server: RedisServer) -> Machine:
    """A machine whose store is a Redis."""
    machine = Machine(tmp_path, server.port, server.folder)
    machine.configured(STORAGE_URL=server.url)
    return machine


def test_a_file_is_backed_up_lost_and_restored(with_file: Machine) -> None:
    url = with_file.here(SQLITE)
    assert LINK in with_file.first_link(STORAGE_URL=url)
    backup, restore, _redis = commands(BACKUP, "Either store")
    before = with_file.rows(url)
    assert any(isinstance(row, Person) for row in before)
    assert "rows written: " in with_file.run(backup)
    (with_file.folder / "var/lib/appointment-link/bot.db").write_bytes(b"lost")
    assert "people" in with_file.run(restore)
    assert with_file.rows(url) == before
    assert LINK in with_file.first_link(STORAGE_URL=url)


def test_a_redis_is_backed_up_lost_and_restored(with_redis: Machine, server: RedisServer) -> None:
    assert LINK in with_redis.first_link()
    backup, _file, restore = commands(BACKUP, "Either store")
    before = with_redis.rows(server.url)
    told = with_redis.run(backup.replace(f" STORAGE_URL={SQLITE}", ""))
    assert "rows written: " in told
    server.kill()
    server.start(empty=True)
    assert "people" in with_redis.run(restore)
    assert with_redis.rows(server.url) == before
    assert LINK in with_redis.first_link()


def test_sqlites_own_backup_comes_back(with_file: Machine) -> None:
    url = with_file.here(SQLITE)
    assert LINK in with_file.first_link(STORAGE_URL=url)
    before = with_file.rows(url)
    backup, restore = commands(BACKUP, "SQLite's own")
    with_file.run(backup)
    (with_file.folder / "var/lib/appointment-link/bot.db").unlink()
    with_file.run(restore)
    assert with_file.rows(url) == before
    assert LINK in with_file.first_link(STORAGE_URL=url)


def test_a_dump_of_redis_comes_back(with_redis: Machine, server: RedisServer) -> None:
    assert LINK in with_redis.first_link()
    before = with_redis.rows(server.url)
    backup, restore = commands(BACKUP, "Redis' own")
    with_redis.run(backup)
    with server.client() as client:
        client.flushall()
    with_redis.run(restore)
    server.kill()  # it is down already
    server.start()
    assert with_redis.rows(server.url) == before
    assert LINK in with_redis.first_link()


@pytest.mark.parametrize("store", ["file", "redis"])
def test_a_new_key_takes_the_old_ones_place(store: str, request: pytest.FixtureRequest) -> None:
    machine: Machine = request.getfixturevalue(f"with_{store}")
    in_file = {"STORAGE_URL": dotenv_values(machine.settings)["STORAGE_URL"]} if store == "redis" else {}
    url = in_file.get("STORAGE_URL") or machine.here(SQLITE)
    for keys in (KEY, f"{KEY},{NEW}", f"{NEW},{KEY}"):
        machine.configured(STORAGE_ENCRYPTION_KEYS=keys, **in_file)
        assert LINK in machine.first_link(STORAGE_URL=url)
    (rotate,) = commands(SECRETS, "The keys of the storage")
    told = machine.run(rotate if store == "file" else rotate.replace(f" STORAGE_URL={SQLITE}", ""))
    assert "not opened" not in told
    keyring = Keyring([b"n" * 32])
    assert all(keyring.is_current(row.value) for row in machine.rows(url) if row.value)
    machine.configured(STORAGE_ENCRYPTION_KEYS=NEW, **in_file)
    assert LINK in machine.first_link(STORAGE_URL=url)


def test_the_release_that_compose_starts_is_written_down(with_file: Machine) -> None:
    """Or whatever starts the bot later, as with a new secret, takes the image that is called latest."""
    env = with_file.folder / ".env"
    (with_file.folder / ".env.example").write_text(text(".env.example"))
    with_file.run(commands("docs/deploy.md", "Docker Compose")[0])
    assert dotenv_values(env)["TAG"] == PackSettings.model_fields["app_version"].default
    (upgrade,) = commands("docs/operations/upgrade.md", "Docker Compose")
    with_file.run(f"docker() {{ :; }}\n{upgrade}")
    assert env.read_text().count("TAG=") == 1
    assert f"TAG={dotenv_values(env)['TAG']} " in upgrade


def test_beside_its_proxy_the_service_is_reached_on_the_machine_alone(with_file: Machine) -> None:
    """What it says of its faults (/readyz) is for the operator; the proxy's file lets nobody have it."""
    with_file.settings.write_text(text(".env.example"))
    with_file.run(commands("docs/deploy.md", "A machine with systemd")[1])
    assert dotenv_values(with_file.settings)["HOST"] == "127.0.0.1"


def test_the_old_key_is_kept_as_long_as_there_are_buttons_that_open_with_it() -> None:
    old, both, new = (Keyring(keys) for keys in ([b"o" * 32], [b"n" * 32, b"o" * 32], [b"n" * 32]))
    reader, press = User(GUID, GUID), Action(ActionKind.SAY, text="get link")
    sealed = ButtonCodec(old).seal(reader, "a:chat", press)
    assert ButtonCodec(both).open(reader, "a:chat", sealed)
    assert not ButtonCodec(new).open(reader, "a:chat", sealed)
    assert f"After {HOLDS_FOR} days remove the old one" in text(SECRETS)


def test_a_new_secret_is_looked_for_under_names_that_there_are() -> None:
    (said, ready) = re.findall(r"^3\. .* of the \*(\w+)\*, and `/readyz` of `(\w+)`", text(SECRETS), re.MULTILINE)[0]
    assert said == CREDENTIAL
    assert ready in SIGN_IN


def test_the_doctor_finds_the_services_settings(with_file: Machine) -> None:
    (doctor,) = re.findall(r"```sh\n(.*?)```", text("docs/doctor.md"), re.DOTALL)
    assert GUID in with_file.run(f"{doctor.rstrip()} --consent-link")


def test_what_the_compose_file_gives_the_bot_leads_to_a_first_link(with_redis: Machine, server: RedisServer) -> None:
    """All but the containers: the settings as its section makes them, the environment as the file has it."""
    (with_redis.folder / ".env.example").write_text(text(".env.example"))
    with_redis.run(commands("docs/deploy.md", "Docker Compose")[0])
    made = {name: value or "" for name, value in dotenv_values(with_redis.folder / ".env").items()}
    service = text("compose.yaml").partition("environment:\n")[2].partition("depends_on")[0]
    given = dict(line.strip().split(": ", 1) for line in service.strip().splitlines())
    password = made["REDIS_PASSWORD"]
    url = given["STORAGE_URL"].replace("${REDIS_PASSWORD:?is missing in .env}", password)
    with server.client() as client:
        client.config_set("requirepass", password)
    moved = {"STORAGE_URL": url.replace("@redis:6379/", f"@127.0.0.1:{server.port}/"), "PORT": str(unused_port())}
    told = rehearsed({**made, **given, "ENV_FILE": "", "PYTHONPATH": str(ROOT), **moved})
    assert LINK in told, told
