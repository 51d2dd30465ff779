"""What a setting names is found beside app.py, from whatever folder the program is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.places import HOME, env_file, placed
from bot.ops.settings import read_settings
from tests.support.settings import GUID, PRODUCTION


def test_home_is_the_folder_of_app_py() -> None:
    assert (HOME / "app.py").is_file()
    assert placed("data/bot.db") == HOME / "data" / "bot.db"
    assert placed("/srv/bot.db") == Path("/srv/bot.db")


def test_the_file_of_settings_is_beside_app_py_unless_another_is_named(tmp_path: Path) -> None:
    other = tmp_path / "bot.env"
    other.touch()
    assert env_file({}) == HOME / ".env"
    assert env_file({"ENV_FILE": str(other)}) == other
    assert env_file({"ENV_FILE": os.path.relpath(other, HOME)}) == HOME / os.path.relpath(other, HOME)


def test_an_empty_name_means_the_environment_alone() -> None:
    assert env_file({"ENV_FILE": ""}) is None


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ENV_FILE: names no file"):
        env_file({"ENV_FILE": str(tmp_path / "bot.env")})


def test_a_start_from_another_folder_reads_the_same_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text("PORT=1\n")  # of another program, in the folder where this one is started
    (tmp_path / "bot.env").write_text("".join(f"{name}={value}\n" for name, value in PRODUCTION.items()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENV_FILE", os.path.relpath(tmp_path / "bot.env", HOME))
    settings = read_settings()
    assert (settings.app_id, settings.port) == (GUID, 3978)


def test_a_certificate_is_found_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "bot.pem"
    file.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENV_FILE", "")
    given = {**PRODUCTION, "MicrosoftAppPassword": "", "MicrosoftAppCertificatePath": os.path.relpath(file, HOME)}
    assert Path(read_settings(**given).certificate_path).samefile(file)
