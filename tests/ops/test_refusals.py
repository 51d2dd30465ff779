"""A start that is refused says at 3 a.m. which setting it is, what was found, and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.health import Health
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings, read_settings
from bot.signin.credential import certificate
from bot.storage import checked, open_store
from tests.support.settings import PRODUCTION

SETTINGS = {
    ("PORT", "http"): "PORT: must be a whole number (it is 'http')",
    ("PORT", "70000"): "PORT: input should be less than or equal to 65535 (it is '70000')",
    ("METRICS_PORT", "3978"): "METRICS_PORT: is PORT, which everybody can reach; give the metrics a port of their own",
    ("LOG_LEVEL", "LOUD"): "'DEBUG', 'INFO', 'WARNING' or 'ERROR' (it is 'LOUD')",
    ("TARGETED_MESSAGES", "perhaps"): "TARGETED_MESSAGES: must be true or false (it is 'perhaps')",
    ("DEFAULT_LOCALE", "english!"): "such as en or pt-BR (it is 'english!')",
    ("DEFAULT_TIMEZONE", "Mars"): "such as Europe/Berlin (it is 'Mars')",
    (
        "CALENDAR_SCOPE",
        "Calendars.ReadWrite",
    ): "'Calendars.ReadBasic' or 'Calendars.Read' (it is 'Calendars.ReadWrite')",
    ("TRUSTED_PROXIES", "caddy"): "TRUSTED_PROXIES: 'caddy' is not an address or a network, such as 10.0.0.0/8",
    ("LINK_HOSTS", "https://x"): "LINK_HOSTS: 'https://x' is not a host name or *.host name",
    (
        "PUBLIC_URL",
        "http://bot.example.com",
    ): "PUBLIC_URL: must be an https origin: the scheme and a host such as bot.example.com",
    ("MicrosoftAppType", "UserAssignedMSI"): "use a SingleTenant app with MicrosoftAppManagedIdentity",
    ("MicrosoftAppPassword", ""): "MicrosoftAppPassword: is missing (or give MicrosoftAppCertificatePath or",
    ("MicrosoftAppPassword", '"hush"'): "MicrosoftAppPassword: has quotes around it, which docker run",
    ("STORAGE_ENCRYPTION_KEYS", "abcd"): "is not 32 bytes in url-safe base64; make a key with: python -c",
    ("ENV_FILE", "/nowhere/.env"): "ENV_FILE: names no file: /nowhere/.env",
}


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=str)
def test_a_setting_that_cannot_be(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    for key, good in {**PRODUCTION, "ENV_FILE": "", name: value}.items():
        monkeypatch.setenv(key, good)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert SETTINGS[name, value] in str(refused.value)


@pytest.mark.parametrize("name", ["MicrosoftAppId", "MicrosoftAppTenantId", "STORAGE_ENCRYPTION_KEYS"])
def test_what_may_be_a_secret_in_the_wrong_place_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for key, value in {**PRODUCTION, "ENV_FILE": "", name: "s3cret~value"}.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert "s3cret" not in str(refused.value)


def garbage(folder: Path) -> Path:
    (folder / "bot.db").write_bytes(b"no database at all" * 100)
    return folder / "bot.db"


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file" / "bot.db"


def from_tomorrow(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "bot.db")) as file:
        file.execute("PRAGMA user_version=99")
    return folder / "bot.db"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (garbage, "SQLITE_NOTADB: it is no SQLite file"),
        (below_a_file, "File exists"),
        (lambda _folder: Path("/proc/nowhere/bot.db"), "No such file or directory: /proc/nowhere"),
        (from_tomorrow, "was written by a newer release"),
    ],
    ids=["garbage", "below a file", "no place", "a newer release's"],
)
async def test_a_store_that_cannot_be_opened(tmp_path: Path, made: object, words: str) -> None:
    path = made(tmp_path)  # type: ignore[operator]
    store = open_store(f"sqlite:///{path}", Keyring([bytes(32)]))
    with pytest.raises(SettingsError) as refused:
        await checked(store)
    await store.close()
    (line,) = refused.value.faults
    assert line.startswith("STORAGE_URL: the SQLite file ")
    assert words in line


def health() -> Health:
    return Health(lambda: datetime(2026, 11, 28, tzinfo=UTC))


def test_a_ready_bot_whose_sign_in_fails_says_so_in_the_first_lines() -> None:
    here = health()
    here.ready = True
    assert list(here.body()) == ["ready", "status", "sign_in", "dependencies"]
    assert (here.body()["status"], here.body()["sign_in"]) == ("ok", "not tried yet")
    here.works("entra")
    assert (here.body()["status"], here.body()["sign_in"]) == ("ok", "works")
    here.fails("entra", "MicrosoftAppPassword or the certificate: the secret has expired")
    here.fails("bot_token", "the same")
    assert here.body()["ready"] is True
    assert here.body()["status"] == "degraded"
    assert here.body()["sign_in"] == "failing: MicrosoftAppPassword or the certificate: the secret has expired"


def test_another_dependency_is_no_failing_sign_in() -> None:
    here = health()
    here.ready = True
    here.works("entra")
    here.fails("graph", "503")
    assert (here.body()["status"], here.body()["sign_in"]) == ("degraded", "works")
    here.ready = False
    assert here.body()["status"] == "not ready"


def test_a_certificate_that_cannot_be_read_names_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"MicrosoftAppCertificatePath: .* cannot be read .Is a directory."):
        certificate(tmp_path, "")
