"""Where the files are that settings name: paths begin beside app.py, whatever folder the program was started in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsError

HOME = Path(__file__).resolve().parents[2]
ENV_FILE = "ENV_FILE"


def placed(path: str | Path) -> Path:
    """An absolute path as it is, any other one below the folder of app.py."""
    return HOME / path


def env_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file with settings: the one that `ENV_FILE` names, else `.env`. None if `ENV_FILE` is empty.

    Only the file that is named has to be there. Raises SettingsError.
    """
    named = environment.get(ENV_FILE)
    if named == "":
        return None
    file = placed(named or ".env")
    if named and not file.is_file():
        raise SettingsError([f"{ENV_FILE}: names no file: {file}"])
    if file.is_file() and not os.access(file, os.R_OK):
        raise SettingsError([f"{ENV_FILE}: {file} cannot be read by this user"])
    return file
