"""A setting with a slip in its name is told of; what other programs have in the environment is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.doctor.settings import found_by_the_start
from bot.errors import SettingsError
from bot.ops.near_names import near_names
from bot.ops.places import HOME
from bot.ops.settings import Settings, near_name_faults, nearly_named, read_settings
from tests.support.settings import PRODUCTION

NAMES = [str(field.alias) for field in Settings.model_fields.values()]
OTHERS = [
    "HOSTNAME",
    "LOGNAME",
    "REPORT",
    "SPORT",
    "PORTS",
    "HTTP_HOST",
    "METRICS_URL",
    "PUBLIC_IP",
    "DATABASE_URL",
    "REDIS_PORT",
    "BOT_SERVICE_HOST",
    "LC_ALL",
    "KUBERNETES_SERVICE_HOST",
    "BOT_PORT",
    "OTEL_SERVICE_NAME",
    "GRAPH_TOKEN",
    "NEW_URL",
    "DD_LOG_LEVEL",
    "CI_LOG_LEVEL",
    "MY_METRICS_PORT",
    "LOG_LEVEL_DB",
    "TENANT_ID",
    "APP_ID",
    "IDENTITY_ENDPOINT",
]


@pytest.mark.parametrize(
    ("variable", "setting"),
    [
        ("AUDITLOG", "AUDIT_LOG"),
        ("Audit_Logs", "AUDIT_LOG"),
        ("DEFAULT_TIMEZON", "DEFAULT_TIMEZONE"),
        ("ALLOWED_TENANT", "ALLOWED_TENANTS"),
        ("STORAGE_ENCRYPTION_KEY", "STORAGE_ENCRYPTION_KEYS"),
        ("MicrosoftTenantId", "MicrosoftAppTenantId"),
        ("ORGANISATION_NAME", "ORGANIZATION_NAME"),
    ],
)
def test_a_slip_in_a_name_is_told_with_the_setting_that_it_may_mean(variable: str, setting: str) -> None:
    assert near_names(NAMES, [variable]) == {variable: setting}


def test_a_setting_that_is_set_is_not_what_a_near_name_means() -> None:
    assert near_names(NAMES, ["PUBLIC_URL", "PUBLIC_URLS", "audit_log"]) == {}


def test_what_else_may_stand_in_an_environment_is_left_alone() -> None:
    papers = "".join(
        (HOME / paper).read_text("utf-8") for paper in (".env.example", "compose.yaml", "docs/settings.md")
    )
    theirs = {*OTHERS, *re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", papers)} - set(NAMES)  # which would be set
    assert near_names(NAMES, theirs) == {}
    assert near_names(NAMES, NAMES) == {}


def test_it_is_found_in_the_file_and_told_by_the_doctor_and_beside_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.env"
    right = "".join(f"{name}={value}\n" for name, value in PRODUCTION.items())
    file.write_text(f"{right}AUDITLOG=/var/log/links\n", "utf-8")
    environment = {"ENV_FILE": str(file)}
    told = "AUDITLOG: is no setting; AUDIT_LOG is one, and is not set"
    assert nearly_named(environment) == {"AUDITLOG": "AUDIT_LOG"}
    assert near_name_faults(environment) == [told]
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENV_FILE", str(file))
    assert told in found_by_the_start(read_settings(), environment)
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.faults[-1] == told
