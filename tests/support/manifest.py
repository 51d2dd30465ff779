"""A clinic's settings, and the schemas that Microsoft publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[1] / "manifest_schema/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
CLINIC = {
    "MicrosoftAppId": "6F1B3F0E-0D3C-4C5E-9F4E-2A3D5C7B9E10",
    "PUBLIC_URL": "https://bot.clinic.example",
    "DEVELOPER_NAME": "Clinic on the Hill",
    "WEBSITE_URL": "https://clinic.example/teams",
    "PRIVACY_URL": "https://clinic.example/privacy",
    "TERMS_URL": "https://clinic.example/terms",
}


def schema(version: str, kind: str = "") -> Any:
    """Microsoft's schema of a manifest version; `kind` 'Localization.' for that of its language files."""
    path = SCHEMAS / f"v{version}" / f"MicrosoftTeams.{kind}schema.json"
    assert path.exists(), "run `npm ci --ignore-scripts` in tests/manifest_schema first"
    return json.loads(path.read_text(encoding="utf-8"))
