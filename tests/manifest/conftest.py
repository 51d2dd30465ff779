"""Packing in the environment of a clinic, and in nothing else of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from manifest.settings import PackSettings, read_pack_settings
from tests.support.manifest import CLINIC


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The clinic's environment and nothing else of ours, in an empty folder, which is returned."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENV_FILE", "")
    for field in PackSettings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    for name, value in CLINIC.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def settings(environment: Path) -> PackSettings:
    return read_pack_settings()
