"""A bad day at Entra: words on the page and in the chat, and a way to try again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from sandbox.client.browser import Browser
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, UMA, guid
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import (
    answers,
    ask,
    assert_kind,
    log_lines,
    logged_under,
    only_answer,
    press,
    read,
    sign_in_card,
    target,
)
from tests.support.journeys.world import SECRET, World, world


async def test_an_sso_token_for_another_app_is_one_clear_line_for_the_operator_and_a_button_for_the_person(
    here: World,
) -> None:
    anna = here.client()
    anna.assertion = here.microsoft365.sso_token(ANNA, aud=guid("another app"))
    with log_lines() as log:
        await sign_in_card(anna)
    (line,) = [line for line in log if line.get("dependency") == "teams_sso"]
    assert line["fault"].startswith("MicrosoftAppId: ")
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


AT_ENTRA = {
    "blocked by policy": (Trouble.ENTRA_BLOCKED, "organization's rules", "53003"),
    "not assigned": (Trouble.ENTRA_NOT_ASSIGNED, "assign you to this app", "50105"),
    "disabled": (Trouble.ENTRA_DISABLED, "switched off", "50057"),
    "throttled": (Trouble.ENTRA_THROTTLED, "Microsoft is busy", "429"),
    "unavailable": (Trouble.ENTRA_UNAVAILABLE, "Microsoft is busy", "503"),
    "hangs up": (Trouble.ENTRA_DROPPED, "Microsoft is busy", "ServerDisconnectedError"),
}


@pytest.mark.parametrize("kind", AT_ENTRA)
async def test_a_refusal_of_entra_is_told_in_words_and_can_be_tried_again(here: World, kind: str) -> None:
    trouble, words, cause = AT_ENTRA[kind]
    here.consent()
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    anna = here.client()
    with log_lines() as log:
        await anna.say("get link")
        told = await only_answer(here, anna)
    assert words in told
    assert_kind(told)
    assert cause in logged_under(log, told)
    assert not [card for card in anna.sign_ins.values() if card.shown]
    here.microsoft365.troubles.clear()
    assert "Which meeting?" in await press(anna, "Try again")


async def test_somebody_who_is_not_assigned_is_told_whom_to_ask(here: World) -> None:
    here.consent(UMA)
    assert "IT admin" in await ask(here.client(UMA))


async def test_an_entra_that_never_answers_is_explained_all_the_same(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, person=ANNA.upn)
    anna = here.client()
    await anna.say("get link")
    told = await read(anna)
    assert "Microsoft is busy" in told


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_NOT_ASSIGNED, Trouble.ENTRA_UNAVAILABLE])
async def test_words_instead_of_a_sign_in_are_beside_no_button_on_any_device(here: World, trouble: Trouble) -> None:
    here.consent()
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    anna = here.client(clients=3)
    await anna.say("get link")
    await only_answer(here, anna)
    (card,) = anna.sign_ins.values()
    assert card.statuses == [200, 200, 200]


async def test_mfa_is_one_sign_in(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    anna = here.client(clients=2)
    card = await sign_in_card(anna)
    assert card.statuses == [412, 412]
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
    assert len(anna.sign_ins) == 1


async def test_mfa_not_passed_is_explained_and_can_be_tried_again(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    anna = here.client()
    await sign_in_card(anna)
    page = await anna.sign_in(LoginWalker(ANNA, mfa=False))
    assert_kind(page.words)
    told = await only_answer(here, anna)
    assert "Sign-in was not finished" in told
    assert_kind(told)
    here.microsoft365.troubles.clear()
    assert "Which meeting?" in await press(anna, "Try again")


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_CONSENT_REVOKED, Trouble.ENTRA_SESSION_ENDED])
async def test_a_sign_in_that_has_ended_is_one_button(tmp_path: Path, trouble: Trouble) -> None:
    async with world(tmp_path) as here:
        here.microsoft365.token_factory.lifetime = 60  # less than what a token must have left to be used
        here.consent()
        anna = here.client()
        await ask(anna)
        here.microsoft365.token_factory.lifetime = 4200
        here.microsoft365.troubles.on(trouble, person=ANNA.upn)
        before = len(anna.sign_ins)
        await anna.say("get link")
        await anna.settled()
        assert len(anna.sign_ins) == before + 1
        if trouble is Trouble.ENTRA_CONSENT_REVOKED:
            await anna.sign_in()
            await anna.settled()
        assert "Which meeting?" in answers(anna)[-1]


async def test_the_link_of_a_declined_sign_in_is_not_called_done(here: World) -> None:
    anna = here.client()
    url = (await sign_in_card(anna)).url
    await anna.open_popup(url, LoginWalker(ANNA, "cancel"))
    await here.idle()
    page = await anna.browser.open(url)
    assert page.status == 410
    assert "no longer valid" in page.words


async def test_declined_consent_is_explained_and_can_be_given_later(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    with log_lines() as log:
        page = await anna.sign_in(LoginWalker(ANNA, "cancel"))
        told = await only_answer(here, anna)
    assert_kind(page.words)
    assert not page.buttons, "the answer in the chat has the next step; the link of this page is used up"
    assert "Permission was not given" in told
    assert_kind(told)
    assert "65004" in logged_under(log, told)
    await anna.press("Try again")
    await anna.settled()
    await anna.sign_in()
    await anna.settled()
    assert "Which meeting?" in answers(anna)[-1]


async def test_what_only_an_admin_may_allow_comes_with_the_link_to_forward(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    anna = here.client()
    await sign_in_card(anna)
    page = await anna.sign_in()
    told = await only_answer(here, anna)
    assert "admin" in page.words
    assert_kind(page.words)
    assert "admin" in told
    (link,) = {str(b.action["url"]) for b in anna.buttons if "adminconsent" in str(b.action.get("url", ""))}
    admin_link = link.replace("https://login.microsoftonline.com", here.microsoft365.addresses.pages)
    done = await LoginWalker(ANNA).walk(here.browser(), admin_link)
    assert "Thank you" in done.words
    here.microsoft365.troubles.clear()
    await anna.settled(lambda: "You can go on now" in answers(anna)[-1])
    assert "Which meeting?" in await press(anna, "Ask again")


async def test_a_wrong_secret_is_ours_and_the_operator_sees_which_setting(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "who am i")  # the bot's own token is at hand
    here.microsoft365.troubles.on(Trouble.ENTRA_INVALID_CLIENT, person=ANNA.upn)
    with log_lines() as log:
        await anna.say("get link")
        await anna.settled(lambda: len(answers(anna)) == 2)
    told = answers(anna)[1]
    assert "our side" in told
    assert_kind(told)
    assert "MicrosoftAppPassword" in logged_under(log, told)
    assert len([line for line in log if line["event"] == "dependency_failing"]) == 1
    async with here.http.get(f"{here.bot_url}/readyz") as answer:
        assert "MicrosoftAppPassword" in await answer.text()
    assert SECRET not in str(log)
    here.microsoft365.troubles.clear()
    assert "Which meeting?" in await press(anna, "Try again")
    async with here.http.get(f"{here.bot_url}/readyz") as answer:
        assert "MicrosoftAppPassword" not in await answer.text()


PAGE_TROUBLES = {
    "blocked by policy": (Trouble.ENTRA_BLOCKED, "organization's rules"),
    "not assigned": (Trouble.ENTRA_NOT_ASSIGNED, "assign you to this app"),
    "disabled": (Trouble.ENTRA_DISABLED, "switched off"),
}


@pytest.mark.parametrize("kind", PAGE_TROUBLES)
async def test_a_refusal_at_the_end_of_the_page_is_told_there_and_in_the_chat(here: World, kind: str) -> None:
    trouble, words = PAGE_TROUBLES[kind]
    anna = here.client()
    way_back = await way_back_from_microsoft(here, anna.browser, (await sign_in_card(anna)).url)
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    page = await anna.browser.open(way_back)
    assert_kind(page.words)
    assert words in page.words
    assert "Reference:" in page.words
    told = await only_answer(here, anna)
    assert words in told
    assert_kind(told)
    here.microsoft365.troubles.clear()
    assert "Which meeting?" in await press(anna, "Try again")


async def way_back_from_microsoft(here: World, browser: Browser, url: str) -> str:
    """The address to which Microsoft sends the browser in the end, not opened yet."""
    page = await LoginWalker(ANNA, "leave").walk(browser, url)
    browser._origins[here.bot_url] = f"http://127.0.0.1:{unused_port()}"
    with pytest.raises(aiohttp.ClientError):
        await browser.press(page, page.button("Accept"))
    browser._origins.clear()
    return str(browser.history[-1])


async def test_claims_that_entra_wants_only_at_the_end_send_the_browser_round_once_more(here: World) -> None:
    anna = here.client()
    way_back = await way_back_from_microsoft(here, anna.browser, (await sign_in_card(anna)).url)
    here.microsoft365.troubles.on(Trouble.ENTRA_MFA, person=ANNA.upn)
    page = await LoginWalker(ANNA).walk(anna.browser, way_back)
    assert "You are signed in" in page.words
    asked = [seen for seen in here.calls("entra") if "authorize" in seen.path]
    assert "polids" in unquote(asked[-1].target)
    assert "Which meeting?" in await only_answer(here, anna)


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_THROTTLED, Trouble.ENTRA_UNAVAILABLE, Trouble.ENTRA_DROPPED])
async def test_a_busy_entra_at_the_end_of_the_page_lets_the_person_try_again_there(
    here: World, trouble: Trouble
) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    page = await anna.open_popup(card.url)
    assert page.status == 503
    assert_kind(page.words.replace("503", ""))
    here.microsoft365.troubles.clear()
    again = target(page, "Try again")
    assert (await LoginWalker(ANNA).walk(anna.browser, again)).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
