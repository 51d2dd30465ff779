"""Nothing is ever bound to the wrong person, whatever is sent to the bot or opened in a browser."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.client.chats import Chat
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN, OTTO
from tests.support.journeys.forgeries import FORGERIES
from tests.support.journeys.rows import expire
from tests.support.journeys.stories import (
    RANDOM_ID,
    answers,
    assert_names_nobody,
    exchange,
    keeps_tokens,
    only_answer,
    sign_in_card,
    target,
)
from tests.support.journeys.world import World


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
    assert "Which meeting?" in await only_answer(here, anna)


async def test_somebody_elses_exchange_id_neither_takes_nor_reveals_the_command(here: World) -> None:
    here.consent(BEN)
    anna, ben = here.client(ANNA), here.client(BEN)
    card = await sign_in_card(anna)
    assert await exchange(ben, card.id) == await exchange(ben, RANDOM_ID) == 412
    assert await exchange(ben, card.id, anna.assertion) == await exchange(ben, RANDOM_ID, anna.assertion) == 412
    assert not answers(ben)
    assert not await keeps_tokens(here, BEN)
    await anna.sign_in()
    assert "Which meeting?" in await only_answer(here, anna)
    assert await exchange(ben, card.id) == 412


async def test_an_exchange_from_another_conversation_does_not_take_the_command(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    here.consent()
    elsewhere = here.client(chat=Chat.group("reception"))
    assert await exchange(elsewhere, card.id) == 412
    assert not answers(elsewhere)
    assert await exchange(anna, card.id) == 200
    assert "Which meeting?" in await only_answer(here, anna)


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
        assert (await LoginWalker(ANNA, "leave").walk(anna.browser, url)).status == 200
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_a_start_link_may_be_opened_in_five_browsers_and_finished_in_one(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    browsers = [here.browser() for _ in range(5)]
    for browser in browsers:
        await LoginWalker(ANNA, "leave").walk(browser, url)
    assert (await LoginWalker(ANNA).walk(browsers[2], url)).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
    assert "Already done" in (await browsers[4].open(url)).words


async def test_a_mail_scanner_changes_nothing(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    for method in ("HEAD", "GET", "OPTIONS", "POST", "GET"):
        async with here.http.request(method, url, allow_redirects=False) as answer:
            assert answer.status in {302, 405}
    assert not await keeps_tokens(here, ANNA)
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_a_link_finished_by_somebody_else_keeps_nothing_and_still_works_for_the_right_person(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    page = await LoginWalker(BEN).walk(here.browser(), url)
    assert page.status == 403
    assert_names_nobody(page)
    for person in (ANNA, BEN):
        assert not await keeps_tokens(here, person)
    assert not answers(anna)
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
    assert not await keeps_tokens(here, BEN)


async def test_the_page_for_the_wrong_account_leads_to_the_right_one_in_one_go(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    wrong = await LoginWalker(BEN).walk(anna.browser, url)
    picker = target(wrong, "Use another account")
    assert "prompt=select_account" in str((await anna.browser.open(picker)).url)
    assert (await LoginWalker(ANNA).walk(anna.browser, picker)).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
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
