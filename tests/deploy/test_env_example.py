""".env.example has every setting once, with the default that the program has, and no other name."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic.fields import FieldInfo

from bot.ops.settings import KEY_COMMAND, read_settings
from tests.support.deployment import FIELDS, ROOT, text
from tests.support.settings import GUID, KEY

EXAMPLE = ".env.example"
LINE = re.compile(r"^(# )?([A-Za-z][A-Za-z_]*)=(.*)$", re.MULTILINE)
LINES = LINE.findall(text(EXAMPLE))


def written(field: FieldInfo) -> str:
    """A default as an operator writes it."""
    match field.default:
        case bool() as switch:
            return str(switch).lower()
        case tuple() as several:
            return ",".join(map(str, several))
        case str() | int() as one:
            return str(one)
        case secret:
            return str(secret.get_secret_value())


def test_every_setting_is_there_once_and_no_other() -> None:
    assert sorted(name for _, name, _ in LINES) == sorted(FIELDS)


def test_what_has_a_default_shows_it_and_only_what_is_needed_is_to_be_filled_in() -> None:
    shown = {name: value for comment, name, value in LINES if comment}
    assert shown == {name: written(FIELDS[name]) for name in shown}
    needed = {name for name, field in FIELDS.items() if field.is_required()}
    assert {name for comment, name, _ in LINES if not comment} == needed | {
        "MicrosoftAppPassword",
        "MicrosoftAppTenantId",
    }


def test_no_value_has_a_comment_behind_it_which_docker_and_systemd_would_take_for_the_value() -> None:
    assert [name for _, name, value in LINES if "#" in value] == []


def test_the_bot_starts_with_a_copy_in_which_the_blanks_are_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    copy = tmp_path / ".env"
    filled = {"MicrosoftAppPassword": "hush", "STORAGE_ENCRYPTION_KEYS": KEY, "MicrosoftAppId": GUID}
    values = {**dotenv_values(stream=io.StringIO(text(EXAMPLE))), **filled}
    copy.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    monkeypatch.setenv("ENV_FILE", str(copy))
    assert read_settings().app_id == GUID


def test_the_command_that_makes_a_key_is_the_one_that_the_start_prints() -> None:
    assert KEY_COMMAND.removeprefix("python") in text(EXAMPLE)


def test_no_page_has_a_comment_behind_a_value_which_systemd_and_kubectl_take_for_a_part_of_it() -> None:
    pages = [text(str(page.relative_to(ROOT))) for page in (ROOT / "docs").rglob("*.md")]
    lines = [
        line for page in pages for line in page.splitlines() if LINE.match(line) and line.partition("=")[0] in FIELDS
    ]
    assert len(lines) > 5
    assert [line for line in lines if " #" in line] == []
