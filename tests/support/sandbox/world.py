"""A sandbox on loopback, its own client for MSAL, and the people who use it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import msal
from yarl import URL

from sandbox.client.browser import Browser
from sandbox.client.loopback import LoopbackHttp
from sandbox.microsoft365 import Microsoft365
from sandbox.world.claims import CHALLENGES
from sandbox.world.people import CLINIC_ID, Person
from sandbox.world.troubles import Trouble

APP_ID = "3c1e5a52-9d0e-4d5e-8b5a-6d2f6a3e9a11"
SECRET = "correct horse battery staple"
CALLBACK = "https://bot.example/auth/callback"
SCOPES = ["VirtualAppointment.Read", "Calendars.ReadBasic"]


@dataclass
class Clock:
    """The time, which only a test moves on."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class World:
    """A running sandbox and ways to reach it."""

    m365: Microsoft365
    origin: str
    session: aiohttp.ClientSession
    http: LoopbackHttp
    clock: Clock

    def msal_app(self, credential: Any = SECRET, tenant: str = CLINIC_ID) -> Any:
        return msal.ConfidentialClientApplication(
            APP_ID,
            client_credential=credential,
            authority=f"https://login.microsoftonline.com/{tenant}",
            http_client=self.http,
            instance_discovery=False,
            azure_region=False,
        )

    async def on_behalf_of(self, person: Person, scopes: Sequence[str] = SCOPES, **claims: Any) -> dict[str, Any]:
        """One exchange of a fresh app, so that MSAL remembers nothing."""
        assertion = self.m365.sso_token(person, **claims)
        return await self.msal(lambda app: app.acquire_token_on_behalf_of(assertion, list(scopes)))

    async def msal(self, call: Callable[[Any], Any], credential: Any = SECRET, **app: str) -> dict[str, Any]:
        """A call of a fresh MSAL app, which blocks from its very construction: off the loop that serves it."""
        result: dict[str, Any] = await asyncio.to_thread(lambda: call(self.msal_app(credential, **app)))
        return result

    def browser(self) -> Browser:
        return Browser(self.session, {"https://login.microsoftonline.com": self.origin})

    async def graph(self, path: str, token: str, **headers: str) -> tuple[int, Any, Any]:
        """Status, JSON and headers of a Graph call."""
        sent = {"Authorization": f"Bearer {token}", **headers}
        url = path if path.startswith("http") else f"{self.origin}/v1.0{path}"
        async with self.session.get(URL(url, encoded=True), headers=sent) as answer:
            return answer.status, await answer.json(), answer.headers

    async def struck(self, trouble: Trouble) -> None:
        """Wait until the trouble has hit somebody."""
        async with asyncio.timeout(5):
            while not any(s.struck for s in self.m365.troubles.switches if s.trouble == trouble):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    def token(self, person: Person, *scopes: str) -> str:
        """As an app has it that understands claims challenges."""
        return self.m365.token_factory.access_token(person, scopes or SCOPES, capabilities=[CHALLENGES])
