"""A clinic's settings, and the schemas that Microsoft publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from manifest.settings import PackSettings, read_pack_settings

SCHEMAS = Path(__file__).parent.parent / "manifest_schema/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
CLINIC = {
    "MicrosoftAppId": "6F1B3F0E-0D3C-4C5E-9F4E-2A3D5C7B9E10",
    "PUBLIC_URL": "https://bot.clinic.example",
    "DEVELOPER_NAME": "Clinic on the Hill",
    "WEBSITE_URL": "https://clinic.example/teams",
    "PRIVACY_URL": "https://clinic.example/privacy",
    "TERMS_URL": "https://clinic.example/terms",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The clinic's environment and nothing else of ours, in an empty folder (no `.env`), which is returned."""
    monkeypatch.chdir(tmp_path)
    for field in PackSettings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    for name, value in CLINIC.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def settings(environment: Path) -> PackSettings:
    return read_pack_settings()


def schema(version: str, kind: str = "") -> Any:
    """Microsoft's schema of a manifest version; `kind` 'Localization.' for that of its language files."""
    path = SCHEMAS / f"v{version}" / f"MicrosoftTeams.{kind}schema.json"
    assert path.exists(), "run `npm ci --ignore-scripts` in tests/manifest_schema first"
    return json.loads(path.read_text(encoding="utf-8"))
