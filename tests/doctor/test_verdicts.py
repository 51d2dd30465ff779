"""What the doctor makes of what no test can do to a machine: a full disk, a low limit, strange answers."""

from __future__ import annotations

import json
import sqlite3
import ssl
import subprocess
import sys
import uuid
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.doctor import clock, credential, entra_app, package, public_url, registration, services, store
from bot.doctor.asking import ServiceAnswer, fault_of
from bot.doctor.finding import Mark
from bot.doctor.places import LOOK
from bot.doctor.services import Reached
from bot.errors import Busy
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings
from bot.storage.inspection import SqliteFile, sqlite_file
from tests.support.closed import closed
from tests.support.settings import PRODUCTION

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PATH = Path("/var/lib/bot/bot.db")


@pytest.mark.parametrize(("free", "state"), [(0, Mark.FIX), (store.LEAST - 1, Mark.FIX), (store.LEAST, Mark.OK)])
def test_a_disk_that_is_nearly_full_is_told(free: int, state: Mark) -> None:
    assert store.disk(SqliteFile(PATH, exists=True, free=free)).state is state


def test_a_store_that_is_no_file_has_no_disk_here() -> None:
    assert store.disk(None).state is Mark.UNCHECKED


@pytest.mark.parametrize(("limit", "state"), [(256, Mark.FIX), (511, Mark.FIX), (512, Mark.OK), (1 << 20, Mark.OK)])
def test_the_limit_of_open_files_is_the_one_below_which_nothing_starts(limit: int, state: Mark) -> None:
    assert store.open_files(limit).state is state


def test_a_store_of_another_account_is_left_alone() -> None:
    found = store.file_verdict(SqliteFile(PATH, exists=True, free=1 << 40, writable=False))
    assert found
    assert found.state is Mark.FIX
    assert "run the doctor as that account" in found.fix


def test_a_store_of_an_older_release_is_left_to_the_start() -> None:
    found = store.file_verdict(SqliteFile(PATH, exists=True, free=1 << 40, behind=1))
    assert found
    assert found.state is Mark.OK


def test_a_store_that_another_program_holds_is_not_to_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("CREATE TABLE held (key)")
        looked = sqlite_file(f"sqlite:///{file}", Keyring([b"k" * 32]))
    assert looked
    found = store.file_verdict(looked)
    assert found
    assert (found.state, "SQLITE_BUSY" in found.seen, "backup" in found.fix) == (Mark.FIX, True, False)


def test_a_store_that_is_no_database_is_for_the_backup(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(b"no database" * 99)
    looked = sqlite_file(f"sqlite:///{file}", Keyring([b"k" * 32]))
    assert looked
    found = store.file_verdict(looked)
    assert found
    assert (found.state, "it is no SQLite file" in found.seen, "backup" in found.fix) == (Mark.FIX, True, True)


@pytest.mark.parametrize("seconds", [-60, 0, 60])
def test_a_minute_of_difference_is_none(seconds: int) -> None:
    answer = ServiceAnswer(200, {"Date": "Sat, 28 Nov 2026 12:00:00 GMT"})
    found = clock.verdict(NOW + timedelta(seconds=seconds), Reached(ServiceAnswer(), ServiceAnswer(), answer))
    assert found.state is Mark.OK


def test_a_clock_that_nobody_can_compare_is_not_called_right() -> None:
    nothing = Reached(ServiceAnswer(200, {"Date": "yesterday"}), ServiceAnswer(), ServiceAnswer())
    assert clock.verdict(NOW, nothing).state is Mark.UNCHECKED


@pytest.mark.parametrize(("status", "state"), [(200, Mark.OK), (401, Mark.OK), (429, Mark.FIX), (503, Mark.FIX)])
def test_a_service_that_refuses_is_reached(status: int, state: Mark) -> None:
    assert services.verdict("reach Graph", "https://graph.example/me", ServiceAnswer(status)).state is state


def test_what_shows_that_a_service_is_out_of_reach_goes_the_bots_way_past_every_proxy() -> None:
    found = services.verdict("reach Graph", "https://graph.example/me", ServiceAnswer(fault="no answer in time"))
    assert "heeds no HTTPS_PROXY" in found.fix
    assert found.command.startswith("curl --noproxy '*' ")


def test_an_error_that_nobody_knows_is_told_by_its_number_alone() -> None:
    answer = {"error": "invalid_request", "error_description": "AADSTS999: of Anna", "error_codes": [999]}
    found = credential.credential("app", answer)
    assert (found.state, found.seen) == (Mark.FIX, "Entra refuses the app: AADSTS999")


def test_a_certificate_that_has_ended_is_told_from_one_that_nobody_knows() -> None:
    answer = {"error": "invalid_client", "error_codes": [1000502]}
    found = credential.credential("app", answer)
    assert (found.seen, "Make a new certificate" in found.fix) == ("the certificate has ended, or has not begun", True)


@pytest.mark.parametrize(("days", "seen"), [(-0.5, "was on 2026-11-28"), (0.5, "in 0 days, on 2026-11-29")])
def test_an_end_that_is_over_is_said_to_be_over(days: float, seen: str) -> None:
    settings = Settings(_env_file=None, **PRODUCTION)  # type: ignore[arg-type]
    assert credential.ended(NOW + timedelta(days), NOW, "how", "command", settings).seen == seen


def test_a_credential_is_not_blamed_for_a_busy_entra() -> None:
    assert credential.credential("app", Busy("Entra: answered 503")).state is Mark.UNCHECKED


@pytest.mark.parametrize(
    ("code", "state"), [(10, Mark.FIX), (18, Mark.FIX), (20, Mark.FIX), (62, Mark.FIX), (24, Mark.FIX)]
)
def test_whatever_is_wrong_with_a_certificate_is_the_certificates_line(code: int, state: Mark) -> None:
    found = public_url.certificate("https://bot.example", public_url.Tls(fault="words", code=code), 0)
    assert found.state is state


def test_what_is_no_matter_of_the_certificate_is_not_its_line() -> None:
    found = public_url.certificate("https://bot.example", public_url.Tls(fault="nobody listens there"), 0)
    assert found.state is Mark.UNCHECKED


def test_the_command_that_exposes_the_scope_sends_what_graph_takes() -> None:
    command = entra_app.exposed("app", registration.read({}, ServiceAnswer(403))).command
    last = 'az() { for word; do body=$word; done; printf %s "$body"; }'
    sent = subprocess.run(["sh", "-c", f"{last}\n{command}"], capture_output=True, check=True, text=True).stdout  # noqa: S603, S607
    (scope,) = json.loads(sent)["api"]["oauth2PermissionScopes"]
    assert (scope["value"], scope["id"]) == ("access_as_user", str(uuid.UUID(scope["id"])))


@pytest.mark.parametrize("document", [None, [], {}, {"api": 7}, {"passwordCredentials": [{"endDateTime": "soon"}]}])
def test_a_registration_may_lack_everything(document: object) -> None:
    read = registration.read(document, ServiceAnswer(403))
    assert (read.scope_id, read.clients, read.granted) == ("", frozenset(), None)


def test_the_fault_of_a_connection_is_said_in_words() -> None:
    assert fault_of(TimeoutError()) == "no answer in time"
    assert fault_of(ssl.SSLError()) == "no TLS there"
    assert fault_of(aiohttp.ServerDisconnectedError()) == "ServerDisconnectedError"


def test_a_file_that_only_the_bots_own_account_may_see_is_a_finding(tmp_path: Path) -> None:
    with closed(tmp_path / "private") as folder:
        seen = sqlite_file(f"sqlite:///{folder}/data/bot.db", Keyring([bytes(32)]))
    assert seen
    verdict = store.file_verdict(seen)
    assert verdict
    assert (verdict.check, verdict.state) == ("store", Mark.FIX)


def test_a_command_to_paste_runs_the_python_that_has_the_bots_libraries(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, **PRODUCTION)  # type: ignore[arg-type]
    found = package.finding(tmp_path / "appPackage.zip", settings)
    assert found.command == f"{sys.executable} -m manifest.pack"
    assert LOOK[1].endswith(f" {sys.executable} -m bot.doctor")
