"""The pages: pick an account, prove it, consent, and back to the app; with MSAL's own auth code flow around them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.client.browser import Browser, Page
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN, CLINIC_ID, OTTO, UMA
from sandbox.world.troubles import Trouble
from tests.support.sandbox.world import APP_ID, CALLBACK, SCOPES, World

# MSAL would rather have form_post, which a SameSite=Lax cookie does not survive; both are tried here.
pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post'")


@pytest.fixture
async def browser(world: World) -> Any:
    """A browser, and behind https://bot.example an app that shows what it was sent."""

    async def echo(request: web.Request) -> web.Response:
        return web.Response(text=request.query_string or (await request.text()))

    app = web.Application()
    app.router.add_route("*", "/auth/callback", echo)
    async with TestServer(app) as bot:
        pages = {"https://login.microsoftonline.com": world.origin, "https://bot.example": str(bot.make_url(""))}
        world.m365.addresses.pages = "https://login.microsoftonline.com"
        yield Browser(world.session, pages)


async def flow_of(world: World, **options: Any) -> dict[str, Any]:
    return await world.msal(lambda app: app.initiate_auth_code_flow(SCOPES, redirect_uri=CALLBACK, **options))


def returned(page: Page) -> dict[str, str]:
    """What the app was sent back."""
    assert page.url.host == "bot.example", page.words
    return {name: values[0] for name, values in parse_qs(page.text).items()}


async def redeem(world: World, flow: dict[str, Any], answer: dict[str, str]) -> dict[str, Any]:
    return await world.msal(lambda app: app.acquire_token_by_auth_code_flow(flow, answer))


async def test_a_hinted_person_accepts_and_the_app_has_tokens(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn)
    page = await browser.open(flow["auth_uri"])
    assert "Read basic details of your calendars" in page.words
    answer = returned(await browser.press(page, page.button("Accept")))
    tokens = await redeem(world, flow, answer)
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert (claims["oid"], set(claims["scp"].split())) == (ANNA.oid, set(SCOPES))


async def test_the_answer_can_be_posted_instead(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn, response_mode="form_post")
    answer = returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    assert "access_token" in await redeem(world, flow, answer)


async def test_the_second_time_nothing_is_asked(world: World, browser: Browser) -> None:
    for _ in range(2):
        flow = await flow_of(world, login_hint=ANNA.upn)
        answer = returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    assert "code" in answer
    assert world.m365.requests.count("entra", "/authorize", method="POST") == 1


async def test_a_code_works_once_and_only_with_its_verifier(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    wrong = await redeem(world, {**flow, "code_verifier": "x" * 43}, answer)
    assert wrong["error_codes"] == [501481]
    spent = await redeem(world, flow, answer)
    assert spent["error_codes"] == [54005]


async def test_a_code_is_for_the_redirect_uri_it_was_asked_with(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    other = await redeem(world, {**flow, "redirect_uri": "https://bot.example/other"}, answer)
    assert other["error_codes"] == [500112]


async def test_cancelling_goes_back_with_access_denied(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(ANNA, "cancel").walk(browser, flow["auth_uri"]))
    assert (answer["error"], answer["state"]) == ("access_denied", flow["state"])
    assert "AADSTS65004" in answer["error_description"]
    assert not world.m365.consents.granted(ANNA)


async def test_another_account_can_be_picked_even_past_a_hint(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(BEN).walk(browser, flow["auth_uri"]))
    tokens = await redeem(world, flow, answer)
    assert tokens["id_token_claims"]["oid"] == BEN.oid
    assert not world.m365.consents.granted(ANNA)


async def test_select_account_shows_the_picker(world: World, browser: Browser) -> None:
    flow = await flow_of(world, login_hint=ANNA.upn, prompt="select_account")
    page = await browser.open(flow["auth_uri"])
    assert "Pick an account" in page.words
    assert ANNA.name in page.words
    assert BEN.name in page.words


async def test_mfa_is_asked_once_and_then_the_silent_exchange_succeeds(world: World, browser: Browser) -> None:
    world.m365.troubles.on(Trouble.ENTRA_MFA)
    world.m365.consents.grant(ANNA, SCOPES)
    refused = await world.on_behalf_of(ANNA)
    assert (refused["error"], bool(refused["claims"])) == ("interaction_required", True)
    flow = await flow_of(world, login_hint=ANNA.upn, claims_challenge=refused["claims"])
    page = await browser.open(flow["auth_uri"])
    assert "Approve sign-in request" in page.words
    assert "code" in returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    assert "access_token" in await world.on_behalf_of(ANNA)


async def test_mfa_that_is_not_done_goes_back_with_an_error(world: World, browser: Browser) -> None:
    world.m365.troubles.on(Trouble.ENTRA_MFA)
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(ANNA, mfa=False).walk(browser, flow["auth_uri"]))
    assert answer["error"] == "access_denied"


async def test_where_only_admins_consent_the_person_comes_back_with_90094(world: World, browser: Browser) -> None:
    world.m365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    flow = await flow_of(world, login_hint=ANNA.upn)
    answer = returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"]))
    assert (answer["error"], "AADSTS90094" in answer["error_description"]) == ("consent_required", True)


async def test_an_admin_consents_for_everybody(world: World, browser: Browser) -> None:
    query = f"client_id={APP_ID}&scope={'+'.join(SCOPES)}&redirect_uri={CALLBACK}&state=s1"
    url = f"https://login.microsoftonline.com/{CLINIC_ID}/v2.0/adminconsent?{query}"
    answer = returned(await LoginWalker(ANNA).walk(browser, url))
    assert (answer["admin_consent"], answer["tenant"], answer["state"]) == ("True", CLINIC_ID, "s1")
    assert set(SCOPES) <= world.m365.consents.granted(BEN)


@pytest.mark.parametrize(("person", "code"), [(UMA, 50105), (OTTO, 50020)])
async def test_the_wrong_people_reach_a_dead_end(world: World, browser: Browser, person: Any, code: int) -> None:
    flow = await flow_of(world, prompt="select_account")
    page = await LoginWalker(person).walk(browser, flow["auth_uri"])
    assert (page.status, f"AADSTS{code}" in page.words) == (400, True)
    assert page.url.host == "login.microsoftonline.com"


async def test_an_unregistered_redirect_uri_is_never_followed(world: World, browser: Browser) -> None:
    flow = await world.msal(lambda app: app.initiate_auth_code_flow(SCOPES, redirect_uri="https://thief.example/cb"))
    page = await browser.open(flow["auth_uri"])
    assert (page.status, urlsplit(str(page.url)).hostname) == (400, "login.microsoftonline.com")
    assert "AADSTS50011" in page.words


async def test_a_claims_challenge_is_met_only_by_signing_in_for_it(world: World, browser: Browser) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    world.m365.troubles.on(Trouble.GRAPH_CLAIMS_CHALLENGE)
    status, _, headers = await world.graph("/me/events/x", world.token(ANNA, "Calendars.Read"))
    assert (status, 'error="insufficient_claims"' in headers["WWW-Authenticate"]) == (401, True)
    claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    assertion = world.m365.sso_token(ANNA)
    refused = await world.msal(lambda app: app.acquire_token_on_behalf_of(assertion, SCOPES, claims_challenge=claims))
    assert refused["error"] == "interaction_required"
    flow = await flow_of(world, login_hint=ANNA.upn, claims_challenge=claims)
    tokens = await redeem(world, flow, returned(await LoginWalker(ANNA).walk(browser, flow["auth_uri"])))
    status, _, _ = await world.graph("/me/events/x", tokens["access_token"])
    assert status == 404


async def test_graph_challenges_no_app_that_did_not_say_it_understands_that(world: World) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    world.m365.troubles.on(Trouble.GRAPH_CLAIMS_CHALLENGE)
    assertion = world.m365.sso_token(ANNA)
    tokens = await world.msal(lambda app: app.acquire_token_on_behalf_of(assertion, SCOPES))
    status, answer, headers = await world.graph("/me/events/x", tokens["access_token"])
    assert (status, answer["error"]["code"]) == (401, "InvalidAuthenticationToken")
    assert "claims" not in headers["WWW-Authenticate"]
