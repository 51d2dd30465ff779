"""Behind TLS and under the real host names, one server is all of Microsoft 365."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import aiohttp
import trustme
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.world.keys import Keys
from sandbox.world.people import ANNA, CLINIC_ID
from tests.support.sandbox.world import APP_ID, SCOPES, SECRET

HOSTS = (
    "login.microsoftonline.com",
    "graph.microsoft.com",
    "login.botframework.com",
    "smba.trafficmanager.net",
)


class EverythingHere(AbstractResolver):
    """Every name is this machine, on the test server's port."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del port
        found = ResolveResult(
            hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=socket.AI_NUMERICHOST
        )
        return [found]

    async def close(self) -> None:
        """Nothing is open."""


def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*HOSTS).configure_cert(context)
    return context


async def test_one_server_under_four_names_serves_documents_that_lead_on(keys: Keys) -> None:
    m365 = Microsoft365(AppRegistration(APP_ID, secrets={SECRET}), keys=keys)
    authority = trustme.CA()
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    server = TestServer(m365.application(), scheme="https")
    await server.start_server(ssl=server_tls(authority))
    connector = aiohttp.TCPConnector(resolver=EverythingHere(server.port or 0), ssl=trust)
    async with server, aiohttp.ClientSession(connector=connector) as session:

        async def get(url: str, **headers: str) -> Any:
            async with session.get(url, headers=headers) as answer:
                assert answer.status == 200, url
                return await answer.json()

        entra = await get(f"https://{HOSTS[0]}/{CLINIC_ID}/v2.0/.well-known/openid-configuration")
        assert (await get(entra["jwks_uri"]))["keys"][0]["kid"] == keys.entra.kid
        assert entra["token_endpoint"].startswith(f"https://{HOSTS[0]}/")
        channel = await get(f"https://{HOSTS[2]}/v1/.well-known/openidconfiguration")
        assert len((await get(channel["jwks_uri"]))["keys"]) == 2
        own = f"Bearer {m365.token_factory.access_token(ANNA, SCOPES)}"
        day = "startDateTime=2020-01-01T00:00:00Z&endDateTime=2040-01-01T00:00:00Z"
        page = await get(f"https://{HOSTS[1]}/v1.0/me/calendarView?{day}", Authorization=own)
        assert (await get(page["@odata.nextLink"], Authorization=own))["value"]
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": SECRET}
        scope = {"scope": "https://api.botframework.com/.default"}
        async with session.post(entra["token_endpoint"], data=form | scope) as answer:
            bots = (await answer.json())["access_token"]
        m365.conversations.hear("19:a@thread.v2;messageid=1")
        url = f"{m365.addresses.service}v3/conversations/19%3Aa%40thread.v2%3Bmessageid%3D1/activities"
        async with session.post(url, json={}, headers={"Authorization": f"Bearer {bots}"}) as answer:
            assert answer.status == 201
    assert m365.record.sent[0].conversation == "19:a@thread.v2;messageid=1"
    assert {seen.host for seen in m365.requests.seen} == set(HOSTS)
