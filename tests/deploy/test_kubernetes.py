"""The secret of the Kubernetes section is made as it is written, by a stand-in that refuses what kubectl refuses."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.ops.settings import Settings, read_settings
from tests.support.deployment import text
from tests.support.machine import commands
from tests.support.settings import PRODUCTION

# Kubernetes, kubectl/pkg/cmd/create/create_secret.go, `Validate`.
KUBECTL = """#!/bin/sh
case "$*" in
    *--from-env-file*--from-literal* | *--from-literal*--from-env-file*)
        echo "error: from-env-file cannot be combined with from-file or from-literal" >&2
        exit 1 ;;
    *"secret generic bot"*--from-env-file=*) cat "${7#--from-env-file=}" > secret ;;
esac
"""


def test_the_bots_secret_is_made_of_the_env_file_and_starts_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kubectl").write_text(KUBECTL)
    (tmp_path / "docker").write_text("#!/bin/sh\n")
    for program in ("kubectl", "docker"):
        (tmp_path / program).chmod(0o755)
    filled = {**dotenv_values(stream=io.StringIO(text(".env.example"))), **PRODUCTION}
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in filled.items()))
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    (block,) = commands("docs/deploy.md", "Kubernetes")
    subprocess.run(["sh", "-eu"], input=block, cwd=tmp_path, env=path, text=True, check=True)  # noqa: S607
    monkeypatch.setenv("ENV_FILE", "")
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    for name, value in dotenv_values(tmp_path / "secret").items():
        monkeypatch.setenv(name, value or "")
    assert read_settings().storage_url.endswith("@redis:6379/0")
