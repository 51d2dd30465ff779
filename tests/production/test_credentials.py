"""The bot proves to be the app with a secret, a certificate or a managed identity; for one tenant or several."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from sandbox.entra.managed_identity import PATH, ManagedIdentity
from sandbox.world.people import ANNA, BANK_ID, CLINIC_ID, OTTO, Person
from tests.support.certificates import KEY, PUBLIC
from tests.support.production.process import Production

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + PUBLIC.public_bytes(Encoding.PEM)
PFX = pkcs12.serialize_key_and_certificates(b"bot", KEY, PUBLIC, None, BestAvailableEncryption(b"open"))


async def has_her_meetings(there: Production, person: Person = ANNA) -> bool:
    """Somebody who has consented before sees their meetings."""
    there.microsoft365.consents.grant(person, SCOPES)
    client = there.client(person)
    await client.say("get link")
    (answer,) = await client.settled()
    return "Which meeting?" in str(answer.activity)


@pytest.mark.parametrize(("name", "data", "password"), [("bot.pem", PEM, ""), ("bot.pfx", PFX, "open")])
async def test_a_certificate_serves(there: Production, name: str, data: bytes, password: str) -> None:
    (there.folder / name).write_bytes(data)
    there.microsoft365.registration.secrets.clear()
    there.microsoft365.registration.certificates.append(PUBLIC.public_bytes(Encoding.PEM))
    await there.start(
        MicrosoftAppPassword="",
        MicrosoftAppCertificatePath=str(there.folder / name),
        MicrosoftAppCertificatePassword=password,
    )
    assert await has_her_meetings(there)


@pytest.mark.parametrize("identity", ["system", "9f8b7c6d-1111-4222-8333-444455556666"])
async def test_a_managed_identity_serves_without_any_secret(there: Production, identity: str) -> None:
    there.microsoft365.registration.secrets.clear()
    await there.start(
        MicrosoftAppPassword="",
        MicrosoftAppManagedIdentity=identity,
        IDENTITY_ENDPOINT=f"{there.microsoft_url}{PATH}",
        IDENTITY_HEADER=ManagedIdentity.header,
    )
    assert await has_her_meetings(there)


async def test_a_single_tenant_app_that_allows_others_serves_its_own_and_tells_of_them(there: Production) -> None:
    await there.start(ALLOWED_TENANTS=f"{CLINIC_ID}, {BANK_ID}")
    assert await has_her_meetings(there)
    assert b"tenants_not_served" in there.log


async def test_several_tenants_are_served_by_one_bot(there: Production) -> None:
    await there.start(
        MicrosoftAppType="MultiTenant", MicrosoftAppTenantId="", ALLOWED_TENANTS=f"{CLINIC_ID}, {BANK_ID}"
    )
    assert await has_her_meetings(there)
    assert await has_her_meetings(there, OTTO)


async def test_a_wrong_secret_is_one_clear_line_and_in_the_readiness_body(there: Production) -> None:
    there.microsoft365.registration.secrets.clear()
    there.microsoft365.registration.secrets.add("another secret")
    await there.start()
    async with there.http.get(f"{there.url}/readyz") as ready:
        body = await ready.json()
    assert ready.status == 200
    assert "MicrosoftAppPassword" in body["dependencies"]["bot_token"]["fault"]
    assert b"MicrosoftAppPassword" in there.log


async def test_a_tenant_of_another_cloud_is_refused_at_the_start(there: Production) -> None:
    there.microsoft365.entra.discovery.update(
        cloud_instance_name="microsoftonline.us", msgraph_host="graph.microsoft.us"
    )
    await there.start()
    assert await there.died() == 2
    assert b"MicrosoftAppTenantId" in there.log
    assert b"Global cloud only" in there.log
