"""`python -m bot.doctor` as an operator runs it, and as a script does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In an empty folder, with nothing set but what is given."""
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
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


def test_a_script_reads_json(tmp_path: Path) -> None:
    done = run(tmp_path, "--json", PUBLIC_URL="http://bot.example")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["healthy"] is False
    assert {"check", "state", "seen", "fix", "command"} == set(told["findings"][0])
