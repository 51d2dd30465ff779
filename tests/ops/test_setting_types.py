"""What is set for the bot and for its package is checked by one rule."""

from __future__ import annotations

import pytest

from bot.ops.setting_types import guid, origin
from bot.ops.settings import Settings
from manifest.settings import PackSettings


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://bot.example.com", "https://bot.example.com"),
        ("https://bot.example.com/", "https://bot.example.com"),
        ("https://Bot.Example.com:443", "https://bot.example.com"),
        ("https://bot.example.com:8443", "https://bot.example.com:8443"),
        ("https://[2001:db8::1]:65535", "https://[2001:db8::1]:65535"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(given: str, meant: str) -> None:
    assert origin(given) == meant


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.example.com",
        "http://bot.example.com",
        "https://",
        "https://:443",
        "https://bot.example.com/teams",
        "https://bot.example.com?x=1",
        "https://bot.example.com#x",
        "https://bot.example.com:abc",
        "https://bot.example.com:0",
        "https://bot.example.com:99999",
        "https://bot example.com",
        "https://[2001:db8::99999]",
        "https://[2001:db8::1",
        "https://bot_x.example.com",
        "https://bot..example.com",
        "https://-bot.example.com",
        "https://me:secret@bot.example.com",
    ],
)
def test_what_is_no_origin_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="must be an https origin") as refusal:
        origin(url)
    assert "secret" not in str(refusal.value)


def test_an_id_may_be_spelt_in_any_way_and_has_to_be_one() -> None:
    assert guid("{6F1B3F0E0D3C4C5E9F4E2A3D5C7B9E10}") == "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
    with pytest.raises(ValueError, match="is not a GUID"):
        guid("my-bot")


@pytest.mark.parametrize("field", ["app_id", "public_url"])
def test_bot_and_package_share_the_rule(field: str) -> None:
    assert Settings.model_fields[field].metadata == PackSettings.model_fields[field].metadata != []
