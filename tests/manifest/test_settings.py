"""Packing refuses what Teams would refuse, and names the variable to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from manifest.settings import read_pack_settings
from tests.support.manifest import CLINIC


def fault(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The one fault that reading finds when `name` is `value`."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refusal:
        read_pack_settings()
    (line,) = refusal.value.faults
    return line


@pytest.mark.parametrize("name", CLINIC)
@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_missing_setting_is_named(name: str, nothing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault(name, nothing, monkeypatch) == f"{name}: is missing"


def test_every_missing_setting_has_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CLINIC:
        monkeypatch.delenv(name)
    with pytest.raises(SettingsError) as refusal:
        read_pack_settings()
    assert str(refusal.value).splitlines() == [f"{name}: is missing" for name in CLINIC]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("MicrosoftAppId", "my-bot", "is not a GUID"),
        ("MicrosoftAppId", "6f1b3f0e-0d3c-4c5e-9f4e", "is not a GUID"),
        ("PUBLIC_URL", "http://bot.example", "must be an https origin"),
        ("PUBLIC_URL", "https://bücher.example", "must be in ASCII"),
        ("WEBSITE_URL", "https://bücher.example", "must be an https address in ASCII"),
        ("PRIVACY_URL", "https://clinic.example/our privacy", "must be an https address in ASCII"),
        ("WEBSITE_URL", "http://clinic.example", "must be an https address in ASCII"),
        ("PRIVACY_URL", "javascript:alert(1)", "must be an https address in ASCII"),
        ("TERMS_URL", "/terms", "must be an https address in ASCII"),
        ("TERMS_URL", "https://clinic.example/" + "t" * 2048, "is longer than the 2048 characters"),
        ("DEVELOPER_NAME", "D" * 33, "is longer than the 32 characters"),
        ("BOT_NAME", "N" * 31, "is longer than the 30 characters"),
        ("DEVELOPER_NAME", "Clinic\ton the Hill", "must be one line of text"),
        ("BOT_NAME", "Termin\u202eLink", "must be one line of text"),
        ("APP_VERSION", "1.0", "is not a version of three numbers"),
        ("APP_VERSION", "v1.0.0", "is not a version of three numbers"),
        ("APP_VERSION", "01.0.0", "is not a version of three numbers"),
    ],
)
def test_a_strange_setting_is_named_with_the_reason(
    name: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fault(name, value, monkeypatch).startswith(f"{name}: {reason}")


def test_a_fault_does_not_repeat_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "secret" not in fault("PUBLIC_URL", "https://me:secret@bot.example", monkeypatch)


def test_an_id_in_another_spelling_is_the_same_id() -> None:
    bare = CLINIC["MicrosoftAppId"].replace("-", "")
    assert read_pack_settings(MicrosoftAppId=bare) == read_pack_settings()


def test_a_slash_at_the_end_of_the_origin_is_forgiven() -> None:
    assert read_pack_settings(PUBLIC_URL="https://bot.example/").public_url == "https://bot.example"


def test_the_env_file_is_read_too(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEVELOPER_NAME")
    monkeypatch.setenv("ENV_FILE", str(environment / "bot.env"))
    (environment / "bot.env").write_text("DEVELOPER_NAME=Council\nMicrosoftAppPassword=of-the-bot\n", encoding="utf-8")
    assert read_pack_settings().developer_name == "Council"


def test_a_clinic_may_name_and_number_its_own_app() -> None:
    settings = read_pack_settings(BOT_NAME="Termin-Link", APP_VERSION="2.10.3")
    assert (settings.bot_name, settings.app_version) == ("Termin-Link", "2.10.3")
