"""The browser keeps and sends cookies by the rules that a sign-in depends on."""

from __future__ import annotations

import pytest
from yarl import URL

from sandbox.client.cookies import CookieJar

BOT = URL("https://bot.example/auth/start")


@pytest.mark.parametrize(
    ("header", "url", "kept"),
    [
        ("__Host-a=1; Secure; Path=/", "https://bot.example/x", True),
        ("__Host-a=1; Secure; Path=/", "http://127.0.0.1:80/x", True),
        ("__Host-a=1; Secure; Path=/", "http://bot.example/x", False),
        ("__Host-a=1; Path=/", "https://bot.example/x", False),
        ("__Host-a=1; Secure; Path=/auth", "https://bot.example/x", False),
        ("__Host-a=1; Secure; Path=/; Domain=bot.example", "https://bot.example/x", False),
        ("__Secure-a=1; Path=/", "https://bot.example/x", False),
        ("a=1; SameSite=None", "https://bot.example/x", False),
        ("a=1", "http://bot.example/x", True),
    ],
)
def test_what_a_browser_would_not_keep_is_refused(header: str, url: str, kept: bool) -> None:
    jar = CookieJar()
    jar.take(header, URL(url))
    assert (len(jar) == 1, jar.refused == []) == (kept, kept)


@pytest.mark.parametrize(
    ("same_site", "cross_site", "method", "sent"),
    [
        ("Strict", True, "GET", False),
        ("Strict", False, "POST", True),
        ("Lax", True, "GET", True),
        ("Lax", True, "POST", False),
        ("None; Secure", True, "POST", True),
    ],
)
def test_same_site_decides_what_travels_from_elsewhere(
    same_site: str, cross_site: bool, method: str, sent: bool
) -> None:
    jar = CookieJar()
    jar.take(f"a=1; SameSite={same_site}", BOT)
    assert jar.header(BOT, cross_site=cross_site, method=method) == ("a=1" if sent else "")


def test_cookies_stay_with_their_host_and_path_and_can_be_erased() -> None:
    jar = CookieJar()
    jar.take("a=1; Path=/auth; Secure", BOT)
    for url in ("https://other.example/auth", "https://bot.example/authors", "http://bot.example/auth"):
        assert jar.header(URL(url), cross_site=False, method="GET") == ""
    assert jar.header(URL("https://bot.example/auth/callback"), cross_site=False, method="GET") == "a=1"
    jar.take("a=; Path=/auth; Secure; Max-Age=0", BOT)
    assert len(jar) == 0
