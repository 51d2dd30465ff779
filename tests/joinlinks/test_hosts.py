"""A link is handed out on an allowed host alone."""

from __future__ import annotations

import pytest

from bot.joinlinks import is_allowed
from tests.support.joinlinks.links import LONG, VISIT

HOSTS = ("teams.microsoft.com", "*.teams.microsoft.com")


@pytest.mark.parametrize(
    "url",
    [
        LONG,
        VISIT,
        "https://a.b.teams.microsoft.com/x",
        "https://TEAMS.microsoft.com:443/x",
        "https://teams.microsoft.com",
    ],
)
def test_links_on_allowed_hosts_are_allowed(url: str) -> None:
    assert is_allowed(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://teams.microsoft.com/x",
        "javascript:alert(1)",
        "https://teams.microsoft.com.evil.example/",
        "https://evilteams.microsoft.com/",
        "https://.teams.microsoft.com/",
        "https://a@teams.microsoft.com/",
        "https://teams.microsoft.com:8443/",
        "https://teams.microsoft.com\\@evil.example/",
        "https://teams.microsoft.com/a b",
        "https://teams.microsoft.com/a\nb",
        "https://teams.microsoft.com/\u202eb",
        "https://teams.microsoft.com./",
        "https://t\u0435ams.microsoft.com/",
        " https://teams.microsoft.com/",
        "//teams.microsoft.com/",
        "https:teams.microsoft.com/",
        "https://teams.microsoft.com%2f.evil.example/",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not is_allowed(url, HOSTS)


def test_a_star_needs_a_label() -> None:
    assert not is_allowed("https://teams.microsoft.com/", ["*.teams.microsoft.com"])
