"""Where Entra is: what is no document of Entra's is never kept, and the next try finds the right one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.errors import Busy, Misconfigured, SettingsError
from bot.net.json_bytes import parse_json
from bot.signin.discovery import DOCUMENT_GOOD_FOR, Discovery
from tests.support.fakes import TENANT
from tests.support.signin.entra import PretendEntra, document, served

NAME = "openid-configuration"
OTHER = "https://login.example"
NO_DOCUMENTS = {
    "a page": "<!doctype html><title>Sign in to the network</title>",
    "nothing": "",
    "cut short": json.dumps(document())[:-40],
    "too long": json.dumps(document(padding="x" * 100_000)),
    "nested without end": "[" * 60_000,
    "a number without end": "1" * 5000,
    "a list": json.dumps([document()]),
    "null": "null",
    "no members": "{}",
    "members of other types": json.dumps(document(issuer=1, token_endpoint=None, authorization_endpoint=[])),
    "another tenant's issuer": json.dumps(document(issuer=document("8" * 8 + TENANT[8:])["issuer"])),
    "another issuer": json.dumps(document(issuer=f"{OTHER}/{TENANT}/v2.0")),
    "another token endpoint": json.dumps(document(token_endpoint=f"{OTHER}/{TENANT}/oauth2/v2.0/token")),
    "another sign-in page": json.dumps(document(authorization_endpoint=f"{OTHER}/{TENANT}/authorize")),
}


@pytest.mark.parametrize("kind", NO_DOCUMENTS)
async def test_what_is_no_document_of_entras_is_not_kept(kind: str) -> None:
    pretend = PretendEntra()
    pretend.once(NAME, NO_DOCUMENTS[kind])
    async with served(pretend) as (http, origin):
        discovery = Discovery(http, origin)
        with pytest.raises(Busy):
            await discovery.document(TENANT)
        assert parse_json(await discovery.document(TENANT)) == document()


@pytest.mark.parametrize("status", [302, 404, 429, 500, 503])
async def test_a_refusal_is_not_kept(status: int) -> None:
    pretend = PretendEntra()
    pretend.once(NAME, json.dumps(document()), status)
    async with served(pretend) as (http, origin):
        discovery = Discovery(http, origin)
        with pytest.raises(Busy):
            await discovery.document(TENANT)
        assert await discovery.document(TENANT)


async def test_many_who_ask_at_once_share_one_question() -> None:
    pretend = PretendEntra()
    async with served(pretend) as (http, origin):
        discovery = Discovery(http, origin)
        await asyncio.gather(*(discovery.document(TENANT) for _ in range(64)))
        await discovery.document("botframework.com")
    assert pretend.asked[NAME] == 2


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@asynccontextmanager
async def a_day_later() -> AsyncIterator[tuple[PretendEntra, Discovery, Clock]]:
    """With a document that is due to be renewed."""
    pretend, clock = PretendEntra(), Clock()
    async with served(pretend) as (http, origin):
        discovery = Discovery(http, origin, clock=clock)
        await discovery.document(TENANT)
        clock.seconds = DOCUMENT_GOOD_FOR + 1
        yield pretend, discovery, clock


async def asked_again(discovery: Discovery) -> None:
    """Whoever asks has the old document at once; it is renewed aside."""
    assert await discovery.document(TENANT)
    await asyncio.gather(*discovery.renewing.values())


async def test_a_document_is_renewed_after_a_day_and_serves_on_while_that_fails() -> None:
    async with a_day_later() as (pretend, discovery, clock):
        pretend.once(NAME, NO_DOCUMENTS["a page"])
        await asked_again(discovery)
        await asked_again(discovery)
        assert pretend.asked[NAME] == 2  # the failure is not repeated with every question …
        clock.seconds += 61
        await asked_again(discovery)
        assert pretend.asked[NAME] == 3  # … but soon
        await asked_again(discovery)
        assert pretend.asked[NAME] == 3


async def test_nobody_waits_for_a_renewal() -> None:
    async with a_day_later() as (pretend, discovery, _):
        pretend.seconds = 0.5
        async with asyncio.timeout(0.25):
            await asyncio.gather(*(discovery.document(TENANT) for _ in range(8)))
        await asyncio.gather(*discovery.renewing.values())
        assert pretend.asked[NAME] == 2


async def test_a_tenant_that_can_no_longer_be_served_is_told_to_the_next_one() -> None:
    async with a_day_later() as (pretend, discovery, _):
        gone = json.dumps({"error": "invalid_tenant", "error_description": "AADSTS90002"})
        pretend.once(NAME, gone, 400)
        await asked_again(discovery)
        pretend.once(NAME, gone, 400)
        with pytest.raises(Misconfigured):
            await discovery.document(TENANT)


async def test_a_tenant_that_cannot_be_served_stops_the_start() -> None:
    pretend = PretendEntra()
    async with served(pretend) as (http, origin):
        discovery = Discovery(http, origin, "ALLOWED_TENANTS")
        pretend.once(NAME, json.dumps({"error": "invalid_tenant", "error_description": "AADSTS90002"}), 400)
        with pytest.raises(SettingsError, match="ALLOWED_TENANTS: Entra knows no tenant"):
            await discovery.check(TENANT)
        pretend.once(NAME, json.dumps(document(cloud_instance_name="microsoftonline.us")))
        with pytest.raises(SettingsError, match="Global cloud only"):
            await discovery.check(TENANT)
        pretend.once(NAME, json.dumps(document(msgraph_host="graph.microsoft.us")))
        with pytest.raises(Misconfigured, match="ALLOWED_TENANTS"):
            await discovery.document(TENANT)
        pretend.once(NAME, NO_DOCUMENTS["a page"])
        await discovery.check(TENANT)  # Entra may just be out of reach
