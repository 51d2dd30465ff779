"""The doctor over a whole installation: healthy, it says so; with one thing wrong, that line and no other."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from inspect import isawaitable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor import report
from bot.doctor.finding import Finding, Mark, is_healthy
from sandbox.world.people import BANK_ID, CLINIC_ID
from tests.support.deployment import text
from tests.support.doctor.faults import misread, not_granted
from tests.support.doctor.installation import SCOPES, Installation, installation, to_mend
from tests.support.doctor.seeded import FAULTS, Seeded
from tests.support.journeys.world import SECRET
from tests.support.ports import unused_port

ORDER = [
    "settings",
    "clock",
    "store",
    "disk",
    "open files",
    "certificate",
    "PUBLIC_URL",
    "messages",
    "tenant",
    "credential",
    "credential's end",
    "Application ID URI",
    "token version",
    "access_as_user",
    "clients",
    "redirect URI",
    *(f"consent {scope}" for scope in SCOPES),
    "Teams' keys",
    "reach Entra",
    "reach Graph",
    "reach the connector",
    "manifest",
]
ONLY_THE_DIRECTORY_KNOWS = {"credential's end", "access_as_user", "clients", *(f"consent {scope}" for scope in SCOPES)}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(tmp_path) as built:
        yield built


async def test_a_healthy_installation_is_in_order_from_top_to_bottom(here: Installation) -> None:
    found = await here.examined()
    assert [finding.check for finding in found] == ORDER
    assert [finding for finding in found if finding.state is not Mark.OK] == []
    assert f"`{report.verdict(found)}`" in text("docs/admin-guide.md")


async def test_what_only_the_directory_knows_is_not_checked_without_an_administrator(here: Installation) -> None:
    here.without_admin()
    found = await here.examined()
    assert is_healthy(found)
    assert f"`{report.verdict(found)}`" in text("docs/admin-guide.md")
    unseen = [finding for finding in found if finding.state is Mark.UNCHECKED]
    assert {finding.check for finding in unseen} == ONLY_THE_DIRECTORY_KNOWS
    assert all("GRAPH_TOKEN=" in finding.command for finding in unseen)


async def test_an_administrators_token_that_is_refused_is_told_from_none(here: Installation) -> None:
    here.around = replace(here.around, admin_token="another tenant's")
    unseen = [finding for finding in await here.examined() if finding.state is Mark.UNCHECKED]
    assert {finding.check for finding in unseen} == ONLY_THE_DIRECTORY_KNOWS
    assert all(finding.fix.startswith("GRAPH_TOKEN is of another tenant, has ended") for finding in unseen)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_one_thing_wrong_is_one_line_with_what_mends_it(here: Installation, fault: Seeded) -> None:
    done = fault.do(here)
    if isawaitable(done):
        await done
    found = await here.examined()
    (line,) = to_mend(found)
    assert line.check == fault.line
    assert fault.seen in line.seen
    assert fault.fix in line.fix
    assert fault.command in line.command
    assert is_one_sentence(line)
    assert_nothing_secret(here, found)


def is_one_sentence(line: Finding) -> bool:
    return line.fix.count(". ") == 0


def assert_nothing_secret(here: Installation, found: list[Finding]) -> None:
    said = report.table(found) + report.as_json(found)
    keys = here.settings.encryption_keys
    for secret in (SECRET, here.around.admin_token, "eyJ", *(key.hex() for key in keys)):
        assert secret not in said


WITHOUT_ADMIN = {"audience", "version", "redirect", "wrong secret", "old secret", "other app", "app off"}


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name in WITHOUT_ADMIN], ids=lambda fault: fault.name)
async def test_what_can_be_probed_needs_no_administrator(here: Installation, fault: Seeded) -> None:
    here.without_admin()
    fault.do(here)
    (line,) = to_mend(await here.examined())
    assert (line.check, fault.seen in line.seen) == (fault.line, True)


async def test_all_wrong_settings_are_told_at_once(here: Installation) -> None:
    misread("PUBLIC_URL: is missing", "PORT: must be a number", "MicrosoftAppId: is missing")(here)
    found = await here.examined()
    assert [line.seen.partition(":")[0] for line in to_mend(found)] == ["PUBLIC_URL", "PORT", "MicrosoftAppId"]
    assert [line.state for line in found[3:]] == [Mark.UNCHECKED]


async def test_each_permission_that_is_missing_has_its_line_and_one_link_approves_all(here: Installation) -> None:
    not_granted(*SCOPES)(here)
    lines = to_mend(await here.examined())
    assert [line.check for line in lines] == [f"consent {scope}" for scope in SCOPES]
    for line in lines:
        assert all(scope in line.fix for scope in SCOPES)


async def test_the_store_is_not_made_by_the_doctor(here: Installation) -> None:
    here.configure(storage_url=f"sqlite:///{here.folder}/new/bot.db")
    found = await here.examined()
    assert to_mend(found) == []
    assert not (here.folder / "new").exists()


async def test_the_audit_log_is_not_made_by_the_doctor(here: Installation) -> None:
    here.configure(audit_log=f"{here.folder}/audit.log")
    assert to_mend(await here.examined()) == []
    assert not (here.folder / "audit.log").exists()


async def test_tenants_that_a_single_tenant_app_does_not_serve_are_named(here: Installation) -> None:
    here.configure(allowed_tenants=(BANK_ID,))
    (line,) = to_mend(await here.examined())
    assert line.seen.startswith("ALLOWED_TENANTS: names more than")


async def test_what_is_exported_is_looked_at_as_the_start_does(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    (line,) = to_mend(await here.examined())
    assert line.seen.startswith("OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf")


async def test_a_machine_that_has_no_such_identity_is_not_in_order(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{unused_port()}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    here.configure(app_password=SecretStr(""), managed_identity="system")
    (line,) = to_mend(await here.examined())
    assert (line.check, line.seen) == ("credential", "the machine gives no managed identity: ConnectionError")
    assert "MicrosoftAppManagedIdentity" in line.fix
    assert is_one_sentence(line)


async def test_the_json_says_the_same_as_the_table(here: Installation) -> None:
    not_granted("Calendars.Read")(here)
    found = await here.examined()
    told = json.loads(report.as_json(found))
    assert told["healthy"] is False
    assert [each["check"] for each in told["findings"]] == ORDER
    assert "1 to be mended" in report.table(found)


async def test_the_permission_for_links_is_the_one_that_is_set(here: Installation) -> None:
    here.configure(link_scope="OnlineMeetings.Read")
    here.microsoft365.consents._of_tenant[CLINIC_ID] = {"OnlineMeetings.Read", "Calendars.ReadBasic", "Calendars.Read"}
    found = await here.examined()
    assert to_mend(found) == []
    consents = [finding.check for finding in found if finding.check.startswith("consent ")]
    assert consents == ["consent OnlineMeetings.Read", "consent Calendars.ReadBasic", "consent Calendars.Read"]
