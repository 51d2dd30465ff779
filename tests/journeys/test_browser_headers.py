"""What every page, refusal and file tells the browser, over the whole table of routes."""

from __future__ import annotations

from pathlib import Path

import pytest
from multidict import CIMultiDictProxy

from bot.web.addresses import REQUESTS_AT_ONCE
from bot.web.headers import MESSAGES
from tests.support.journeys.world import World, world

Headers = CIMultiDictProxy[str]
NOBODY_LISTENS = "https://bot.example"


async def answers(here: World, *, extra: tuple[str, ...] = ("/auth/none", "/", "/auth/start")) -> dict[str, Headers]:
    """The headers of every route that answers GET, and of some that are none; redirects are not followed."""
    assert here.bot
    routes = {str(route.resource.canonical) for route in here.bot.app.router.routes() if route.resource}
    seen = {}
    for path in sorted({*routes, *extra} - {MESSAGES}):
        async with here.http.get(here.bot_url + path, allow_redirects=False) as answer:
            seen[path] = answer.headers
    return seen


def directives(headers: Headers) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


async def test_no_page_may_be_framed_load_foreign_scripts_or_post_anywhere(here: World) -> None:
    seen = await answers(here)
    assert {"/auth/start", "/auth/callback", "/invitation", "/readyz", "/auth/static/close.js", "/"} <= seen.keys()
    for path, headers in seen.items():
        policy = directives(headers)
        assert policy["default-src"] == "'none'", path
        assert policy["frame-ancestors"] == "'none'", path
        assert policy["base-uri"] == policy["form-action"] == "'none'", path
        assert policy.get("script-src", "'none'") in {"'self'", "'none'"}, path
        assert "unsafe" not in headers["Content-Security-Policy"], path


async def test_nothing_is_guessed_kept_or_told_to_other_sites(here: World) -> None:
    for path, headers in (await answers(here)).items():
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        kept = "public, max-age=86400" if path.startswith("/auth/static/") else "no-store"
        assert headers["Cache-Control"] == kept, path


async def test_no_page_is_cut_off_the_window_that_opened_it(here: World) -> None:
    for path, headers in (await answers(here)).items():
        assert "Cross-Origin-Opener-Policy" not in headers, path


@pytest.mark.parametrize(("public_url", "said"), [(NOBODY_LISTENS, "max-age=31536000"), ("http://127.0.0.1", None)])
async def test_over_https_browsers_stay_with_https(tmp_path: Path, public_url: str, said: str | None) -> None:
    async with world(tmp_path, public_url=public_url) as here:
        seen = await answers(here)
    assert {headers.get("Strict-Transport-Security") for headers in seen.values()} == {said}


async def test_the_server_does_not_say_what_it_runs_on(here: World) -> None:
    for path, headers in (await answers(here)).items():
        assert "Server" not in headers, path


async def test_one_address_that_asks_without_end_gets_a_page_and_another_one_is_served(here: World) -> None:
    assert here.bot
    flood = {"X-Forwarded-For": "203.0.113.9", "Accept-Language": "de"}
    statuses = []
    for _ in range(REQUESTS_AT_ONCE + 200):
        async with here.http.get(f"{here.bot_url}/auth/start?c=nothing", headers=flood) as answer:
            statuses.append(answer.status)
            page, headers = await answer.text(), answer.headers
    assert statuses[:REQUESTS_AT_ONCE] == [410] * REQUESTS_AT_ONCE
    assert statuses[-1] == 429
    assert headers["Retry-After"] == "1"
    assert 'href="/auth/start?c=nothing"' in page
    assert '<html lang="de" dir="ltr">' in page
    async with here.http.get(f"{here.bot_url}/auth/start?c=nothing") as answer:
        assert answer.status == 410
