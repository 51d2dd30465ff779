"""The files that deploy the bot, and the names of its settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.ops.places import ENV_FILE
from bot.ops.settings import Settings
from manifest.settings import PackSettings

ROOT = Path(__file__).parents[2]
FIELDS = {str(field.alias): field for field in [*Settings.model_fields.values(), *PackSettings.model_fields.values()]}
NAMES = {*FIELDS, ENV_FILE}


def text(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text("utf-8")


def read_json(name: str) -> Any:
    """A JSON file of the project."""
    return json.loads(text(name))
