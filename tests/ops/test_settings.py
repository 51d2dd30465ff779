"""A misconfigured bot does not start, and says which variable to look at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.settings import Settings, read_settings, read_storage_settings
from manifest.settings import PackSettings
from tests.support.settings import GUID, KEY, PRODUCTION

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_from_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setenv("ENV_FILE", "")
    monkeypatch.chdir(tmp_path)


def faults(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> tuple[str, ...]:
    """The lines that a start with these changes to good settings ends with."""
    for name, value in {**PRODUCTION, **changes}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    return caught.value.faults


def test_the_production_settings_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.public_url == "https://bot.example.com"
    assert settings.tenants == (GUID,)
    assert settings.encryption_keys == (bytes(range(32)),)
    assert settings.port == 3978


FOREIGN = {"APP_ID": "x", "TENANT_ID": "x", "APP_TYPE": "web", "MANAGED_IDENTITY": "system", "CERTIFICATE_PATH": "/x"}
"""Variables that other programs have: as words they are like names of ours, and no settings."""


def test_what_other_programs_call_nearly_the_same_is_no_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "bot.env"
    file.write_text("ENCRYPTION_KEYS=x\nAPP_PASSWORD=x\n", "utf-8")
    monkeypatch.setenv("ENV_FILE", str(file))
    for name, value in {**PRODUCTION, **FOREIGN}.items():
        monkeypatch.setenv(name, value)
    assert read_settings().tenants == (GUID,)
    assert read_storage_settings().encryption_keys == (bytes(range(32)),)
    monkeypatch.delenv("MicrosoftAppTenantId")
    monkeypatch.setenv("TENANT_ID", GUID)
    with pytest.raises(SettingsError, match="MicrosoftAppTenantId: is missing"):
        read_settings()


def test_an_empty_environment_names_everything_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = faults(monkeypatch, **dict.fromkeys(PRODUCTION))
    assert {line.split(":")[0] for line in lines} == set(PRODUCTION)
    assert any("secrets.token_bytes(32)" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MicrosoftAppId", ""),
        ("MicrosoftAppId", "my-bot"),
        ("MicrosoftAppTenantId", "contoso.onmicrosoft.com"),
        ("MicrosoftAppType", "UserAssignedMSI"),
        ("MicrosoftAppPassword", '"hush"'),
        ("MicrosoftAppPassword", "'hush'"),
        ("MicrosoftAppCertificatePath", "no/such/file.pfx"),
        ("PUBLIC_URL", "http://bot.example.com"),
        ("STORAGE_ENCRYPTION_KEYS", "short"),
        ("STORAGE_ENCRYPTION_KEYS", f"{KEY},{KEY[:-4]}"),
        ("STORAGE_ENCRYPTION_KEYS", " , "),
        ("CALENDAR_SCOPE", "Calendars.ReadWrite"),
        ("LINK_SCOPE", "VirtualAppointment.ReadWrite"),
        ("LINK_HOSTS", "https://teams.microsoft.com"),
        ("LINK_HOSTS", "*"),
        ("ORGANIZATION_NAME", "N" * 61),
        ("ORGANIZATION_NAME", "Riverside\nClinic"),
        ("HELP_PHONE", "1" * 41),
        ("INVITATION_GREETING", "Good\tday"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("DEFAULT_TIMEZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "LOUD"),
        ("DEFAULT_LOCALE", "!!"),
        ("OFFICE_CHANNELS", "directline"),
        ("TARGETED_MESSAGES", "perhaps"),
    ],
)
def test_a_malformed_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert [line.split(":")[0] for line in faults(monkeypatch, **{name: value})] == [name]


@pytest.mark.parametrize("around", ["{}\n", "{}\r", " {} "])
def test_a_line_break_or_blank_around_a_value_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    """As in a secret that was made of a file."""
    given = {**PRODUCTION, "STORAGE_URL": "sqlite:///data/bot.db", "AUDIT_LOG": "stderr", "HOST": "127.0.0.1"}
    given |= {"MicrosoftAppType": "SingleTenant", "TARGETED_MESSAGES": "true", "LOG_LEVEL": "DEBUG", "PORT": "4000"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    for name, value in given.items():
        monkeypatch.setenv(name, around.format(value))
    assert read_settings() == settings


def test_a_blank_may_be_part_of_a_certificates_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**PRODUCTION, "MicrosoftAppCertificatePassword": " open sesame \n"}.items():
        monkeypatch.setenv(name, value)
    assert read_settings().certificate_password.get_secret_value() == " open sesame "


@pytest.mark.parametrize("others", [(), ("0b7f6c55-92b1-4ea5-8f5e-3c1f8f6c2a11",)])
def test_a_single_tenant_is_served_whatever_others_are_allowed(
    monkeypatch: pytest.MonkeyPatch, others: tuple[str, ...]
) -> None:
    """An upgrade stops no bot that has served its people; who is not served is told of."""
    for name, value in {**PRODUCTION, "ALLOWED_TENANTS": ",".join((GUID, *others))}.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.tenants == (GUID,)
    assert settings.unserved_tenants == others


def test_a_managed_identity_as_the_app_itself_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults(monkeypatch, MicrosoftAppType="UserAssignedMSI")
    assert "on their behalf" in line


def test_two_credentials_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults(monkeypatch, MicrosoftAppManagedIdentity="system")
    assert "MicrosoftAppPassword" in line
    assert "MicrosoftAppManagedIdentity" in line


def test_a_multi_tenant_app_names_its_tenants(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults(monkeypatch, MicrosoftAppType="MultiTenant")
    assert line.startswith("ALLOWED_TENANTS: ")


def test_no_secret_is_in_a_fault_or_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = faults(monkeypatch, PORT="x", MicrosoftAppPassword="hush-hush")
    assert "hush" not in str(lines)
    monkeypatch.setenv("PORT", "1")
    settings = read_settings()
    assert "hush" not in repr(settings)
    assert "encryption" not in repr(settings)


def test_a_bad_start_ends_with_code_2_and_one_line_a_fault(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "MicrosoftAppId": GUID, "ENV_FILE": ""}
    run = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "app.py")], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stdout == ""
    named = [line.split(":")[0] for line in run.stderr.splitlines()]
    assert named == ["MicrosoftAppTenantId", "MicrosoftAppPassword", "PUBLIC_URL", "STORAGE_ENCRYPTION_KEYS"]


def test_every_setting_is_explained_in_the_docs() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    fields = (*Settings.model_fields.values(), *PackSettings.model_fields.values())
    missing = [field.alias for field in fields if f"`{field.alias}`" not in text]
    assert missing == []


def test_a_missing_certificate_is_not_taken_for_a_missing_password(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = faults(monkeypatch, MicrosoftAppPassword="", MicrosoftAppCertificatePath="nowhere.pem")
    assert lines == (f"MicrosoftAppCertificatePath: names no file: {ROOT / 'nowhere.pem'}",)
