"""The pages of the sign-in, their headers and their cookie."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import aiohttp

from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN
from tests.support.journeys.stories import answers, ask, sign_in_card
from tests.support.journeys.world import World


async def test_every_page_is_guarded_by_its_headers(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    pages = [
        await here.browser().open(f"{here.bot_url}/auth/start?c=made-up"),
        await here.browser().open(f"{here.bot_url}/auth/callback?state=made-up"),
        await LoginWalker(BEN).walk(here.browser(), url),
        await anna.sign_in(),
    ]
    for page in pages:
        headers = {name.lower(): value for name, value in page.headers.items()}
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "<script>" not in page.text


async def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(here: World) -> None:
    url = (await sign_in_card(here.client())).url
    async with here.http.get(url, allow_redirects=False) as answer:
        (header,) = answer.headers.getall("Set-Cookie")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    name, *attributes = (part.strip() for part in header.split(";"))
    assert name.startswith("__Host-")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    assert not [attribute for attribute in attributes if attribute.lower().startswith("domain")]


async def test_each_visit_has_its_own_state_nonce_and_verifier(here: World) -> None:
    url = (await sign_in_card(here.client())).url
    seen = [await authorize_query(here.http, url) for _ in range(4)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({query[name][0] for query in seen}) == 4
    assert {query["code_challenge_method"][0] for query in seen} == {"S256"}
    assert {query["login_hint"][0] for query in seen} == {ANNA.upn}


async def authorize_query(http: aiohttp.ClientSession, url: str) -> dict[str, list[str]]:
    async with http.get(url, allow_redirects=False) as answer:
        where = urlsplit(answer.headers["Location"])
    assert f"/{ANNA.tenant_id}/" in where.path
    return parse_qs(where.query)


async def test_two_commands_in_a_row_and_one_sign_in(here: World) -> None:
    """The first link stays good while the second command waits, and neither takes the other's place."""
    anna = here.client()
    first = await sign_in_card(anna)
    second = await sign_in_card(anna, "get link physio tomorrow")
    assert first.id != second.id
    await anna.open_popup(first.url)
    await here.idle()
    assert "Which meeting?" in answers(anna)[0]
    assert "Already done" in (await anna.browser.open(first.url)).words
    assert await ask(anna, "who am i")


async def test_a_page_that_is_loaded_again_says_that_the_sign_in_is_done(here: World) -> None:
    """As phones do with a tab that one comes back to, and people with a page that takes its time."""
    anna = here.client()
    page = await LoginWalker(ANNA, "leave").walk(anna.browser, (await sign_in_card(anna)).url)
    accept = page.button("Accept")
    pages = await asyncio.gather(*(anna.browser.press(page, accept) for _ in range(2)))
    pages.append(await anna.browser.open(str(anna.browser.history[-1])))
    assert all(page.status == 200 for page in pages)
    assert sum("You are signed in" in page.words for page in pages) == 1
    assert sum("Already done" in page.words for page in pages) == 2


async def test_a_page_that_says_no_says_so_no_less_when_it_is_loaded_again(here: World) -> None:
    anna = here.client()
    page = await LoginWalker(ANNA, "leave").walk(anna.browser, (await sign_in_card(anna)).url)
    await anna.browser.press(page, page.button("Cancel"))
    again = await anna.browser.open(str(anna.browser.history[-1]))
    assert (again.status, "Already done" in again.words) == (410, False)


async def test_another_browser_with_the_same_address_learns_nothing(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    other = await here.browser().open(str(anna.browser.history[-1]))
    assert (other.status, "Already done" in other.words) == (400, False)
    assert "has not kept a cookie" in other.words
