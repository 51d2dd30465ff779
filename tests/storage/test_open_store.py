"""STORAGE_URL says where the store is, in SQLAlchemy's spelling."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.places import HOME
from bot.ports import StoredTokens
from bot.storage import open_store
from tests.support.storage import KEYRING


def below_home(path: Path) -> str:
    """The same place, told from the folder of app.py."""
    return os.path.relpath(path, HOME)


@pytest.mark.parametrize(
    "url", ["sqlite:///{below}/a/bot.db", "SQLite:///{below}/a/bot.db", "sqlite:///{whole}/a/bot.db"]
)
async def test_three_slashes_are_beside_app_py_and_four_are_not_wherever_the_program_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    store = open_store(url.format(below=below_home(tmp_path), whole=tmp_path), KEYRING)
    await store.open()
    await store.close()
    assert (tmp_path / "a" / "bot.db").is_file()


@pytest.mark.parametrize(
    "url",
    ["", "sqlite", "sqlite:", "sqlite://", "sqlite:///", "sqlite://data/bot.db", "postgres://u:pass@host/x", "pass"],
)
def test_any_other_url_is_one_line_that_names_the_setting_and_tells_no_secret(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(url, KEYRING)
    [fault] = caught.value.faults
    assert fault.startswith("STORAGE_URL: ")
    assert "\n" not in fault
    assert "pass" not in fault


async def test_the_clock_is_the_machines_unless_one_is_given() -> None:
    store = open_store("memory://", KEYRING)
    await store.open()
    assert await store.put("start", "k", b"value", keep=60)
    assert await store.get("start", "k") == b"value"
    assert await store.tokens("tenant/anna") == StoredTokens(0, None)
    await store.close()
