"""STORAGE_URL says where the store is, in SQLAlchemy's spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ports import StoredTokens
from bot.storage import open_store
from tests.support.storage import KEYRING


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/bot.db", "work/data/bot.db"),
        ("SQLite:///bot.db", "work/bot.db"),
        ("sqlite:////{tmp}/a/b/bot.db", "a/b/bot.db"),
    ],
)
async def test_three_slashes_are_below_the_working_directory_and_four_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, path: str
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    store = open_store(url.format(tmp=str(tmp_path).lstrip("/")), KEYRING)
    await store.open()
    await store.close()
    assert (tmp_path / path).is_file()


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
