"""What a setting names is found beside app.py, from whatever folder the program is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.places import HOME, env_file, passed_over, placed
from bot.ops.settings import read_settings
from bot.signin.credential import client_credential
from tests.support.closed import closed
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


def test_a_named_file_has_to_be_there_and_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # reading it would wait for ever
    for named in (tmp_path / "bot.env", tmp_path / "pipe", tmp_path, tmp_path / "pipe" / "bot.env"):
        with pytest.raises(SettingsError, match="ENV_FILE: names no file"):
            env_file({"ENV_FILE": str(named)})


def test_a_file_that_another_account_keeps_is_named_with_the_reason(tmp_path: Path) -> None:
    with (
        closed(tmp_path / "etc") as folder,
        pytest.raises(SettingsError, match=r"bot\.env cannot be read \(Permission"),
    ):
        env_file({"ENV_FILE": str(folder / "bot.env")})


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_windows_has_saved_in_its_own_way_is_named(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "bot.env"
    file.write_text("ORGANIZATION_NAME=Zürich\n", encoding)
    with pytest.raises(SettingsError, match=r"ENV_FILE: .*bot\.env is not in UTF-8"):
        env_file({"ENV_FILE": str(file)})


@pytest.mark.parametrize("line", ['ORGANIZATION_NAME="Riverside', "PORT: 3978", "BOT NAME=Termin"])
def test_a_line_that_would_be_passed_over_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bot.env"
    file.write_text(f"# ours\nHOST=\n\n{line}\n")
    (fault,) = passed_over(file)
    assert fault.startswith(f"ENV_FILE: line 4 of {file} is no")


@pytest.fixture
def of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings are those of a file alone, which is still to be written."""
    for name in PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "bot.env"))
    return tmp_path / "bot.env"


def test_a_line_that_is_no_setting_stops_a_bot_only_where_one_is_missing(of_a_file: Path) -> None:
    """systemd reads the same file, and takes such lines as remarks."""
    lines = ["; the clinic's bot", *(f"{name}={value}" for name, value in PRODUCTION.items())]
    of_a_file.write_text("\n".join(lines))
    assert read_settings().app_id == GUID
    of_a_file.write_text("\n".join(lines[:-1]))
    with pytest.raises(SettingsError) as caught:
        read_settings()
    missing, line = caught.value.faults
    assert missing.startswith(lines[-1].partition("=")[0])
    assert line.startswith("ENV_FILE: line 1 of")


def test_marks_and_line_ends_of_windows_are_read(of_a_file: Path) -> None:
    of_a_file.write_text("".join(f"{name}={value}\r\n" for name, value in PRODUCTION.items()), "utf-8-sig", newline="")
    assert read_settings().app_id == GUID


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


def test_a_certificate_in_a_closed_folder_is_left_to_whoever_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENV_FILE", "")
    with closed(tmp_path / "private") as folder:
        given = {**PRODUCTION, "MicrosoftAppPassword": "", "MicrosoftAppCertificatePath": str(folder / "bot.pem")}
        with pytest.raises(SettingsError, match=r"MicrosoftAppCertificatePath: .*bot\.pem cannot be read \(Permission"):
            client_credential(read_settings(**given))
