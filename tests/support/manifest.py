"""A clinic's settings, the schemas that Microsoft publishes, and what a picked command sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.model import Address, ChatKind, Command, User

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


def typed(text: str) -> Command:
    """What Teams sends for somebody who picked a command in their own chat."""
    address = Address("https://smba.example/", "a:1", ChatKind.PERSONAL, "28:bot", "29:ben", "1")
    return Command(User("tenant", "ben"), address, text, datetime(2026, 3, 2, 9, tzinfo=UTC))
