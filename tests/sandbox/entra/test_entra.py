"""The token endpoint gives and refuses as Entra does; MSAL itself is the client."""

from __future__ import annotations

import asyncio
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sandbox.world.keys import SigningKey
from sandbox.world.people import ANNA, BEN, CLINIC_ID, GRACE, OTTO, UMA
from sandbox.world.troubles import Trouble
from tests.support.certificates import certificate
from tests.support.sandbox.world import APP_ID, SCOPES, World


async def test_discovery_names_the_cloud_and_keeps_the_real_token_endpoint(world: World) -> None:
    async with world.session.get(f"{world.origin}/{CLINIC_ID}/v2.0/.well-known/openid-configuration") as answer:
        found = await answer.json()
    assert found["token_endpoint"] == f"https://login.microsoftonline.com/{CLINIC_ID}/oauth2/v2.0/token"
    assert found["authorization_endpoint"].startswith(world.origin)
    assert found["jwks_uri"].startswith(world.origin)
    assert (found["cloud_instance_name"], found["msgraph_host"]) == ("microsoftonline.com", "graph.microsoft.com")
    assert "tenant_region_scope" in found


async def test_an_exchange_without_consent_is_refused_and_with_it_gives_all_that_was_consented(
    world: World,
) -> None:
    refused = await world.on_behalf_of(ANNA)
    assert (refused["error"], refused["suberror"]) == ("invalid_grant", "consent_required")
    assert refused["error_codes"] == [65001]
    world.m365.consents.grant(ANNA, [*SCOPES, "OnlineMeetings.Read"])
    given = await world.on_behalf_of(ANNA)
    claims = jwt.decode(given["access_token"], options={"verify_signature": False})
    assert set(claims["scp"].split()) == {*SCOPES, "OnlineMeetings.Read"}
    assert "OnlineMeetings.Read" in given["scope"]
    assert given["id_token_claims"]["oid"] == ANNA.oid


async def test_consent_is_each_persons_own_and_for_each_scope(world: World) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    assert (await world.on_behalf_of(BEN))["error_codes"] == [65001]
    assert (await world.on_behalf_of(ANNA, ["OnlineMeetings.Read"]))["error_codes"] == [65001]
    world.m365.consents.grant_all(CLINIC_ID, SCOPES)
    assert "access_token" in await world.on_behalf_of(BEN)


@pytest.mark.parametrize(
    ("claims", "code"),
    [({"aud": "somebody-else"}, 500131), ({"exp": 1}, 500133), ({"tid": OTTO.tenant_id}, 50013)],
)
async def test_a_bad_assertion_is_told_apart(world: World, claims: dict[str, Any], code: int) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    assert (await world.on_behalf_of(ANNA, **claims))["error_codes"] == [code]


async def test_an_assertion_signed_by_a_stranger_is_refused(world: World) -> None:
    claims = jwt.decode(world.m365.sso_token(ANNA), options={"verify_signature": False})
    forged = SigningKey.fresh().sign(claims)
    refused = await world.msal(lambda app: app.acquire_token_on_behalf_of(forged, SCOPES))
    assert refused["error_codes"] == [50013]


async def test_a_guests_cache_is_keyed_by_the_home_account(world: World) -> None:
    world.m365.consents.grant(GRACE, SCOPES)
    assertion = world.m365.sso_token(GRACE)

    def exchange(app: Any) -> Any:
        app.acquire_token_on_behalf_of(assertion, SCOPES)
        return app.get_accounts()[0]

    account = await world.msal(exchange)
    assert account["home_account_id"] == f"{GRACE.home_oid}.{GRACE.home_tenant}"


async def test_a_refresh_token_gives_a_new_one_until_it_is_revoked(world: World) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    first = await world.on_behalf_of(ANNA)
    second = await world.msal(lambda app: app.acquire_token_by_refresh_token(first["refresh_token"], SCOPES))
    assert second["refresh_token"] != first["refresh_token"]
    wider = await world.msal(
        lambda app: app.acquire_token_by_refresh_token(second["refresh_token"], ["OnlineMeetings.Read"])
    )
    assert wider["error_codes"] == [65001]
    world.m365.sign_out_everywhere(ANNA)
    dead = await world.msal(lambda app: app.acquire_token_by_refresh_token(second["refresh_token"], SCOPES))
    assert dead["error_codes"] == [50173]


async def test_a_wrong_secret_is_a_401(world: World) -> None:
    refused = await world.msal(lambda app: app.acquire_token_for_client(["https://x/.default"]), "wrong")
    assert (refused["error"], refused["error_codes"]) == ("invalid_client", [7000215])
    assert world.m365.requests.of("entra", "/token")[-1].status == 401


async def test_the_bots_own_token_comes_from_the_botframework_tenant_too(world: World) -> None:
    scope = ["https://api.botframework.com/.default"]
    own = await world.msal(lambda app: app.acquire_token_for_client(scope), tenant="botframework.com")
    claims = jwt.decode(own["access_token"], options={"verify_signature": False})
    assert (claims["aud"], claims["appid"]) == ("https://api.botframework.com", APP_ID)


async def test_a_certificate_is_as_good_as_a_secret_but_only_the_registered_one(world: World) -> None:
    registered, stranger = for_msal(), for_msal()
    world.m365.registration.certificates.append(registered["public_certificate"].encode())
    scope = ["https://api.botframework.com/.default"]
    given = await world.msal(lambda app: app.acquire_token_for_client(scope), registered)
    refused = await world.msal(lambda app: app.acquire_token_for_client(scope), stranger)
    assert "access_token" in given
    assert refused["error_codes"] == [700027]


async def test_a_managed_identity_can_stand_in_for_the_app(world: World) -> None:
    endpoint = f"{world.origin}/msi/token?resource=api://AzureADTokenExchange&api-version=2019-08-01"
    header = {"X-IDENTITY-HEADER": world.m365.managed_identity.header}
    async with world.session.get(endpoint, headers=header) as answer:
        identity = (await answer.json())["access_token"]
    scope = ["https://api.botframework.com/.default"]
    given = await world.msal(lambda app: app.acquire_token_for_client(scope), {"client_assertion": lambda: identity})
    forged = await world.msal(
        lambda app: app.acquire_token_for_client(scope), {"client_assertion": lambda: f"{identity}x"}
    )
    assert "access_token" in given
    assert forged["error_codes"] == [700027]


@pytest.mark.parametrize(
    ("trouble", "error", "code"),
    [
        (Trouble.ENTRA_BLOCKED, "invalid_grant", 53003),
        (Trouble.ENTRA_NOT_ASSIGNED, "invalid_grant", 50105),
        (Trouble.ENTRA_MFA, "interaction_required", 50076),
        (Trouble.ENTRA_DISABLED, "invalid_grant", 50057),
        (Trouble.ENTRA_INVALID_CLIENT, "invalid_client", 7000215),
        (Trouble.ENTRA_CONSENT_REVOKED, "invalid_grant", 65001),
    ],
)
async def test_a_trouble_strikes_one_person_and_ends_when_it_is_off(
    world: World, trouble: Trouble, error: str, code: int
) -> None:
    for person in (ANNA, BEN):
        world.m365.consents.grant(person, SCOPES)
    world.m365.troubles.on(trouble, person=ANNA.upn)
    struck = await world.on_behalf_of(ANNA)
    assert (struck["error"], struck["error_codes"]) == (error, [code])
    assert "access_token" in await world.on_behalf_of(BEN)
    world.m365.troubles.off(trouble)
    world.m365.consents.grant(ANNA, SCOPES)
    assert "access_token" in await world.on_behalf_of(ANNA)


async def test_somebody_not_assigned_is_refused_without_any_switch(world: World) -> None:
    assert (await world.on_behalf_of(UMA))["error_codes"] == [50105]


async def test_throttling_counts_down_and_says_when_to_come_back(world: World) -> None:
    world.m365.troubles.on(Trouble.ENTRA_THROTTLED, times=2, retry_after=7)
    url, form = f"{world.origin}/{CLINIC_ID}/oauth2/v2.0/token", {"grant_type": "client_credentials"}
    statuses = []
    for _ in range(3):
        async with world.session.post(url, data=form) as answer:
            statuses.append((answer.status, answer.headers.get("Retry-After")))
    assert statuses == [(429, "7"), (429, "7"), (400, None)]


async def test_a_slow_endpoint_answers_as_soon_as_it_is_told_to(world: World) -> None:
    world.m365.troubles.on(Trouble.ENTRA_SLOW)
    waiting = asyncio.create_task(world.on_behalf_of(ANNA))
    await world.struck(Trouble.ENTRA_SLOW)
    assert not waiting.done()
    world.m365.troubles.off(Trouble.ENTRA_SLOW)
    assert (await waiting)["error_codes"] == [65001]


def for_msal() -> dict[str, str]:
    """A certificate as MSAL takes it."""
    key, public = certificate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return {"private_key": private, "public_certificate": public.public_bytes(Encoding.PEM).decode()}
