"""`python -m bot.doctor` as an operator runs it, and as a script does."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In an empty folder, with nothing set but what is given."""
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ENV_FILE": "", **environment}
    command = [sys.executable, "-m", "bot.doctor", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def test_without_any_setting_each_one_is_named_with_its_place(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    for name in (
        "MicrosoftAppId",
        "MicrosoftAppTenantId",
        "PUBLIC_URL",
        "STORAGE_ENCRYPTION_KEYS",
        "MicrosoftAppPassword",
    ):
        assert f"{name}: is missing" in done.stdout
    assert "App registrations" in done.stdout
    assert "not checked" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_secret_in_quotes_needs_no_new_one(tmp_path: Path) -> None:
    done = run(tmp_path, "--json", MicrosoftAppPassword='"hush~hush"')
    (told,) = (each for each in json.loads(done.stdout)["findings"] if "MicrosoftAppPassword" in each["seen"])
    assert "quotes around it" in told["seen"]
    assert "no new one is needed" in told["fix"]
    assert told["command"] == ""


def test_a_script_reads_json(tmp_path: Path) -> None:
    done = run(tmp_path, "--json", PUBLIC_URL="http://bot.example")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["healthy"] is False
    assert {"check", "state", "seen", "fix", "command"} == set(told["findings"][0])


def test_the_link_that_approves_everything_is_printed_alone(tmp_path: Path) -> None:
    key = base64.urlsafe_b64encode(bytes(range(32))).decode()
    app, tenant = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10", "7a1f3c52-9d04-4b6e-8c1a-2f5e6d7b8a90"
    done = run(
        tmp_path,
        "--consent-link",
        MicrosoftAppId=app,
        MicrosoftAppTenantId=tenant,
        MicrosoftAppPassword="secret",
        PUBLIC_URL="https://bot.example",
        STORAGE_ENCRYPTION_KEYS=key,
        LINK_SCOPE="OnlineMeetings.Read",
    )
    (link,) = done.stdout.splitlines()
    query = parse_qs(urlsplit(link).query)
    assert urlsplit(link).path == f"/{tenant}/v2.0/adminconsent"
    assert query["client_id"] == [app]
    scopes = [scope.rpartition("/")[2] for scope in query["scope"][0].split()]
    assert scopes == ["OnlineMeetings.Read", "Calendars.ReadBasic", "Calendars.Read"]
