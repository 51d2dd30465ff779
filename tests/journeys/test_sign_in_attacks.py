"""Nothing is ever bound to the wrong person, whatever is sent to the bot or opened in a browser."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import jwt
import pytest

from sandbox.client.browser import Browser, Page
from sandbox.client.chats import Chat
from sandbox.client.login_walker import Visitor
from sandbox.world.keys import SigningKey
from sandbox.world.people import ANNA, BANK_ID, BEN, OTTO
from tests.journeys.stories import (
    RANDOM_ID,
    answers,
    ask,
    assert_names_nobody,
    close_popup,
    exchange,
    keeps_tokens,
    only_answer,
    sign_in_card,
    target,
    the_store,
)
from tests.journeys.world import KEYS, World

LATER, LONG_AGO = 4_000_000_000, 1_000_000_000
SILENT_FAILURES = (
    "installappfailed",
    "authrequestfailed",
    "installedappnotfound",
    "invokeerror",
    "resourcematchfailed",
    "oauthcardnotvalid",
    "tokenmissing",
    "a code of next year",
)
Mint = Callable[..., str]
Forger = Callable[[Mint], str]
GUESSES = ("", "state=", "state=guess&code=guess", "code=only", "error=access_denied", "state=%00%ff&code=%F0%9F")


def _minted(**claims: object) -> Forger:
    return lambda mint: mint(ANNA, **claims)


FORGERIES: dict[str, Forger] = {
    "another person's": lambda mint: mint(BEN),
    "another tenant's person": lambda mint: mint(OTTO),
    "another tenant in the claims": _minted(tid=BANK_ID),
    "another tenant's issuer": _minted(iss=f"https://login.microsoftonline.com/{BANK_ID}/v2.0"),
    "for another app": _minted(aud="00000003-0000-0000-c000-000000000000"),
    "expired": _minted(exp=LONG_AGO),
    "not valid yet": _minted(nbf=LATER),
    "for another scope": _minted(scp="User.Read"),
    "without a scope": _minted(scp=""),
    "signed by a stranger": lambda mint: resigned(KEYS.foreign, mint(ANNA)),
    "signed by a stranger under a known name": lambda mint: resigned(
        SigningKey(KEYS.entra.kid, KEYS.foreign.private), mint(ANNA)
    ),
    "not signed at all": lambda mint: jwt.encode(claims_of(mint(ANNA)), "", algorithm="none"),
    "cut short": lambda mint: mint(ANNA)[:-20],
    "no token at all": lambda _mint: "not.a.token",
    "nothing": lambda _mint: "",
}


def claims_of(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def resigned(key: SigningKey, token: str) -> str:
    """The very same claims, signed by somebody else."""
    return key.sign(claims_of(token))


@pytest.mark.parametrize("kind", FORGERIES)
async def test_an_assertion_that_is_not_the_persons_own_binds_nothing(here: World, kind: str) -> None:
    for person in (ANNA, BEN):
        here.consent(person)
    anna = here.client()
    anna.assertion = FORGERIES[kind](here.microsoft365.sso_token)
    card = await sign_in_card(anna)
    assert card.statuses in ([412], [400])
    assert not answers(anna)
    for person in (ANNA, BEN, OTTO):
        assert not await keeps_tokens(here, person)
    assert not here.calls("graph")
    assert await exchange(anna, card.id, here.microsoft365.sso_token(ANNA)) == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_somebody_elses_exchange_id_neither_takes_nor_reveals_the_command(here: World) -> None:
    here.consent(BEN)
    anna, ben = here.client(ANNA), here.client(BEN)
    card = await sign_in_card(anna)
    assert await exchange(ben, card.id) == await exchange(ben, RANDOM_ID) == 412
    assert await exchange(ben, card.id, anna.assertion) == await exchange(ben, RANDOM_ID, anna.assertion) == 412
    assert not answers(ben)
    assert not await keeps_tokens(here, BEN)
    await anna.sign_in()
    assert "Which appointment?" in await only_answer(here, anna)
    assert await exchange(ben, card.id) == 412


async def test_an_exchange_from_another_conversation_does_not_take_the_command(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    here.consent()
    elsewhere = here.client(chat=Chat.group("reception"))
    assert await exchange(elsewhere, card.id) == 412
    assert not answers(elsewhere)
    assert await exchange(anna, card.id) == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_forged_and_true_exchanges_at_once_end_in_one_answer(here: World) -> None:
    here.consent()
    anna = here.client()
    true, anna.assertion = anna.assertion, "not.a.token"
    card = await sign_in_card(anna)
    tokens = ["not.a.token", true, here.microsoft365.sso_token(BEN), true]
    statuses = await asyncio.gather(*(exchange(anna, card.id, token) for token in tokens))
    assert statuses == [412, 200, 200, 200]
    assert await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)
    await only_answer(here, anna)


# -- the start link ----------------------------------------------------------------------------------------------------


async def test_a_start_link_may_be_opened_five_times_and_then_finished(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    for _ in range(5):
        assert (await Visitor(ANNA, "leave").walk(anna.browser, url)).status == 200
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_a_start_link_may_be_opened_in_five_browsers_and_finished_in_one(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    browsers = [here.browser() for _ in range(5)]
    for browser in browsers:
        await Visitor(ANNA, "leave").walk(browser, url)
    assert (await Visitor(ANNA).walk(browsers[2], url)).status == 200
    assert "Which appointment?" in await only_answer(here, anna)
    assert "Already done" in (await browsers[4].open(url)).words


async def test_a_mail_scanner_changes_nothing(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    for method in ("HEAD", "GET", "OPTIONS", "POST", "GET"):
        async with here.http.request(method, url, allow_redirects=False) as answer:
            assert answer.status in {302, 405}
    assert not await keeps_tokens(here, ANNA)
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_a_link_finished_by_somebody_else_keeps_nothing_and_still_works_for_the_right_person(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    page = await Visitor(BEN).walk(here.browser(), url)
    assert page.status == 403
    assert_names_nobody(page)
    for person in (ANNA, BEN):
        assert not await keeps_tokens(here, person)
    assert not answers(anna)
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)
    assert not await keeps_tokens(here, BEN)


async def test_the_page_for_the_wrong_account_leads_to_the_right_one_in_one_go(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    wrong = await Visitor(BEN).walk(anna.browser, url)
    picker = target(wrong, "Use another account")
    assert "prompt=select_account" in str((await anna.browser.open(picker)).url)
    assert (await Visitor(ANNA).walk(anna.browser, picker)).status == 200
    assert "Which appointment?" in await only_answer(here, anna)
    assert not await keeps_tokens(here, BEN)


@pytest.mark.parametrize("handle", ["", "made-up", "x" * 5000, "%00", "'%20OR%201=1%20--"])
async def test_a_made_up_start_link_leads_nowhere(here: World, handle: str) -> None:
    page = await here.browser().open(f"{here.bot_url}/auth/start?c={handle}")
    assert page.status == 410
    assert "no longer valid" in page.words
    assert not here.calls("entra") or all("authorize" not in seen.path for seen in here.calls("entra"))


async def test_a_start_link_that_has_expired_says_what_to_do(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    expire(here, "start")
    page = await anna.browser.open(url)
    assert page.status == 410
    assert "ask again" in page.words


# -- the way back ------------------------------------------------------------------------------------------------------


async def consent_page(browser: Browser, url: str) -> Page:
    return await Visitor(ANNA, "leave").walk(browser, url)


def state_of(page: Page) -> str:
    return parse_qs(urlsplit(str(page.url)).query)["state"][0]


def expire(here: World, table: str) -> None:
    """Put the clock of these items forward: they end in the past."""
    path = here.settings.storage_url.removeprefix("sqlite:///")
    connection = sqlite3.connect(path)
    with connection:
        changed = connection.execute("UPDATE items SET expires = 1 WHERE name = ?", (table,)).rowcount
    connection.close()
    assert changed


async def assert_refused(here: World, page: Page) -> None:
    assert page.status == 410
    assert_names_nobody(page)
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)


async def test_a_callback_without_the_cookie_is_refused_and_the_person_may_start_again(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    anna.browser.jar.clear()
    await assert_refused(here, await anna.browser.press(page, page.button("Accept")))
    assert (await anna.sign_in()).status == 200
    assert "Which appointment?" in await only_answer(here, anna)


async def test_a_used_state_gives_nothing_more(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await only_answer(here, anna)
    callback = str(anna.browser.history[-1])
    asked = here.microsoft365.requests.count("entra", "token")
    assert (await anna.browser.open(callback)).status == 410
    assert here.microsoft365.requests.count("entra", "token") == asked
    await only_answer(here, anna)


async def test_a_foreign_browsers_state_binds_nothing_and_is_not_burnt(here: World) -> None:
    """Ben lures Anna, who is signing in herself, to the end of his own visit."""
    anna, ben = here.client(ANNA), here.client(BEN)
    bens = await Visitor(BEN, "leave").walk(ben.browser, (await sign_in_card(ben)).url)
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


async def rewrite(here: World, table: str, key: str, row: bytes) -> None:
    """Another release has written this row."""
    async with the_store(here) as store:
        assert await store.take(table, key)
        assert await store.put(table, key, row, keep=60)


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
    assert "Which appointment?" in await only_answer(here, anna)


async def test_the_same_callback_twice_at_once_signs_in_once(here: World) -> None:
    anna = here.client()
    page = await consent_page(anna.browser, (await sign_in_card(anna)).url)
    accept = page.button("Accept")
    pages = await asyncio.gather(*(anna.browser.press(page, accept) for _ in range(3)))
    assert sorted(page.status for page in pages) == [200, 410, 410]
    assert "Which appointment?" in await only_answer(here, anna)


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


# -- what Teams says about the popup -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["CancelledByUser", "123456", "", "x" * 3000])
async def test_a_state_from_teams_binds_nothing(here: World, state: str) -> None:
    anna = here.client()
    await sign_in_card(anna)
    assert await close_popup(anna, state) == 200
    assert "not finished" in await only_answer(here, anna)
    assert not await keeps_tokens(here, ANNA)


async def test_a_cancel_before_success_is_explained_and_the_sign_in_still_works(here: World) -> None:
    anna = here.client(clients=3)
    await sign_in_card(anna)
    await asyncio.gather(*(anna.cancel_popup() for _ in range(3)))
    assert "not finished" in await only_answer(here, anna)
    assert (await anna.sign_in()).status == 200
    await anna.settled(lambda: len(answers(anna)) == 2)
    assert "Which appointment?" in answers(anna)[1]


async def test_after_a_cancel_the_message_leads_on_and_the_command_is_answered_once(here: World) -> None:
    """A button that said the command again would end in two answers: one for each."""
    anna = here.client()
    await sign_in_card(anna)
    await anna.cancel_popup()
    await only_answer(here, anna)
    (button,) = [button for button in anna.buttons if button.kind == "Action.OpenUrl"]
    assert (await anna.open_popup(str(button.action["url"]))).status == 200
    await anna.settled()
    await close_popup(anna)
    await here.idle()
    assert len(answers(anna)) == 2
    assert "Which appointment?" in answers(anna)[1]


async def test_of_two_waiting_commands_one_closed_window_is_told_of_once(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await sign_in_card(anna, "get link physio tomorrow")
    await anna.cancel_popup()
    await only_answer(here, anna)


async def test_a_cancel_after_success_is_silent(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await only_answer(here, anna)
    assert (await anna.cancel_popup()).status == 200
    await only_answer(here, anna)


async def test_another_persons_verify_state_does_nothing(here: World) -> None:
    anna, ben = here.client(ANNA), here.client(BEN)
    await sign_in_card(anna)
    assert await close_popup(ben, "done") == 200
    await here.idle()
    assert not answers(ben)
    assert not answers(anna)


@pytest.mark.parametrize("code", SILENT_FAILURES)
async def test_a_silent_failure_becomes_a_message_with_a_way_to_sign_in(here: World, code: str) -> None:
    anna = here.client()
    await anna.say("get link")
    await here.idle()
    failures = (anna.invoke("signin/failure", {"code": code, "message": "raw words"}) for _ in range(3))
    assert {answer.status for answer in await asyncio.gather(*failures)} == {200}
    await here.idle()
    (told,) = answers(anna)
    assert "Please sign in" in told
    assert "raw words" not in told
    (button,) = [button for button in anna.buttons if button.title == "Sign in" and button.kind == "Action.OpenUrl"]
    assert (await anna.open_popup(str(button.action["url"]))).status == 200
    await here.idle()
    assert "Which appointment?" in answers(anna)[1]
    assert len(answers(anna)) == 2


@pytest.mark.parametrize("code", ["userconsentrequired", "interactionrequired"])
async def test_what_the_client_shows_by_itself_is_not_said_again(here: World, code: str) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.invoke("signin/failure", {"code": code, "message": "raw words"})
    await here.idle()
    assert not answers(anna)


@pytest.mark.parametrize("name", ["signin/tokenExchange", "signin/verifyState", "signin/failure"])
@pytest.mark.parametrize("value", [None, [], "text", 7, {"id": 7, "token": {}}, {"state": ["x"], "code": {"a": 1}}])
async def test_a_malformed_sign_in_invoke_is_answered_and_binds_nothing(here: World, name: str, value: object) -> None:
    anna = here.client()
    await sign_in_card(anna)
    assert (await anna.invoke(name, value)).status in {200, 400, 412}
    assert not await keeps_tokens(here, ANNA)


# -- pages and cookies -------------------------------------------------------------------------------------------------


async def test_every_page_is_guarded_by_its_headers(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    pages = [
        await here.browser().open(f"{here.bot_url}/auth/start?c=made-up"),
        await here.browser().open(f"{here.bot_url}/auth/callback?state=made-up"),
        await Visitor(BEN).walk(here.browser(), url),
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
    assert "Which appointment?" in answers(anna)[0]
    assert "Already done" in (await anna.browser.open(first.url)).words
    assert await ask(anna, "who am i")
