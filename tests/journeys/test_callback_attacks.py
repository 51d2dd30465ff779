"""The way back from Microsoft binds nobody but the browser that began it."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.client.browser import Browser, Page
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN
from tests.support.journeys.rows import expire, rewrite
from tests.support.journeys.stories import answers, assert_names_nobody, keeps_tokens, only_answer, sign_in_card
from tests.support.journeys.world import World

GUESSES = ("", "state=", "state=guess&code=guess", "code=only", "error=access_denied", "state=%00%ff&code=%F0%9F")


async def consent_page(browser: Browser, url: str) -> Page:
    return await LoginWalker(ANNA, "leave").walk(browser, url)


def state_of(page: Page) -> str:
    return parse_qs(urlsplit(str(page.url)).query)["state"][0]


async def assert_refused(here: World, page: Page, status: int = 410) -> None:
    assert page.status == status
    assert_names_nobody(page)
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)


async def test_a_callback_without_the_cookie_is_refused_and_the_person_may_start_again(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    anna.browser.jar.clear()
    await assert_refused(here, await anna.browser.press(page, page.button("Accept")), 400)
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_a_used_state_gives_nothing_more(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await only_answer(here, anna)
    callback = str(anna.browser.history[-1])
    asked = here.microsoft365.requests.count("entra", "token")
    assert "Already done" in (await anna.browser.open(callback)).words
    assert here.microsoft365.requests.count("entra", "token") == asked
    await only_answer(here, anna)


async def test_a_foreign_browsers_state_binds_nothing_and_is_not_burnt(here: World) -> None:
    """Ben lures Anna, who is signing in herself, to the end of his own visit."""
    anna, ben = here.client(ANNA), here.client(BEN)
    bens = await LoginWalker(BEN, "leave").walk(ben.browser, (await sign_in_card(ben)).url)
    await consent_page(anna.browser, (await sign_in_card(anna)).url)
    lured = await anna.browser.open(f"{here.bot_url}/auth/callback?code=stolen&state={state_of(bens)}")
    await assert_refused(here, lured)
    done = await ben.browser.press(bens, bens.button("Accept"))
    assert done.status == 200
    assert await keeps_tokens(here, BEN)
    assert not await keeps_tokens(here, ANNA)
    assert not answers(anna)


async def test_an_expired_state_is_refused(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    expire(here, "visit")
    await assert_refused(here, await anna.browser.press(page, page.button("Accept")))
    assert (await anna.sign_in()).status == 200


OTHER_RELEASES = [b"", b"[]", b"{}", b"no JSON", b'{"tenant": "x", "user": "y", "command": "z"}']


@pytest.mark.parametrize("row", OTHER_RELEASES)
async def test_a_start_link_of_another_release_has_expired(here: World, row: bytes) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    await rewrite(here, "start", parse_qs(urlsplit(url).query)["c"][0], row)
    await assert_refused(here, await anna.browser.open(url))


@pytest.mark.parametrize("row", OTHER_RELEASES)
async def test_a_visit_that_another_release_began_has_expired(here: World, row: bytes) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    await rewrite(here, "visit", state_of(page), row)
    await assert_refused(here, await anna.browser.press(page, page.button("Accept")))
    assert (await anna.sign_in()).status == 200


@pytest.mark.parametrize("query", GUESSES)
async def test_a_made_up_callback_is_refused(here: World, query: str) -> None:
    anna = here.client()
    await consent_page(anna.browser, (await sign_in_card(anna)).url)
    await assert_refused(here, await anna.browser.open(f"{here.bot_url}/auth/callback?{query}"))
    assert not answers(anna)


async def test_a_made_up_code_with_a_true_state_binds_nothing(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    back = await anna.browser.open(f"{here.bot_url}/auth/callback?code=guess&state={state_of(page)}")
    assert back.status >= 400
    assert not await keeps_tokens(here, ANNA)
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_the_same_callback_twice_at_once_signs_in_once(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    accept, asked = page.button("Accept"), here.microsoft365.requests.count("entra", "token")
    pages = await asyncio.gather(*(anna.browser.press(page, accept) for _ in range(3)))
    assert sorted("You are signed in" in page.words for page in pages) == [False, False, True]
    assert here.microsoft365.requests.count("entra", "token") == asked + 1
    assert "Which meeting?" in await only_answer(here, anna)


async def test_an_admins_return_binds_nothing_whatever_comes_with_it(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    query = f"admin_consent=True&tenant={ANNA.tenant_id}&code=guess&state={state_of(page)}"
    thanks = await anna.browser.open(f"{here.bot_url}/auth/callback?{query}")
    assert "Thank you" in thanks.words
    assert not await keeps_tokens(here, ANNA)
    assert not answers(anna)
    assert (await anna.browser.press(page, page.button("Accept"))).status == 200


async def test_an_admins_refusal_is_not_thanked_for(here: World) -> None:
    page = await here.browser().open(f"{here.bot_url}/auth/callback?admin_consent=True&error=access_denied")
    assert "Thank you" not in page.words
