"""A pretend Entra that gives what it is told, once, and then what is right; and our own side of the line to it."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.net.retry import Retry
from bot.ops.budgets import ENTRA
from bot.ops.health import Health
from bot.signin.credential import ClientCredential
from bot.signin.discovery import AUTHORITY, Discovery
from bot.signin.entra import Entra
from bot.signin.http import EntraHttp
from bot.signin.msal_runner import SLOW, MsalRunner
from tests.support.fakes import ANNA, TENANT

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")


class PretendEntra:
    """Discovery and token endpoint. `wrong` are bodies and statuses that are answered first, by path's last part."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[tuple[int, str, dict[str, str]]]] = {}
        self.changes: dict[str, Any] = {}
        self.asked: Counter[str] = Counter()
        self.forms: list[dict[str, str]] = []
        self.peers: set[object] = set()
        self.seconds = 0.0
        self.at_once = self.most_at_once = 0

    def once(self, name: str, body: str, status: int = 200, **headers: str) -> None:
        self.wrong.setdefault(name, []).append((status, body, headers))

    async def answer(self, request: web.Request) -> web.Response:
        name = request.path.rsplit("/", 1)[-1]
        self.asked[name] += 1
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        if name == "token":
            self.forms.append({key: str(value) for key, value in (await request.post()).items()})
        if waiting := self.wrong.get(name):
            status, body, headers = waiting.pop(0)
            return web.Response(status=status, text=body, headers=headers)
        tenant = request.path.split("/")[1]
        return web.json_response(document(tenant) if name == "openid-configuration" else tokens(tenant) | self.changes)


def document(tenant: str = TENANT, **changes: Any) -> dict[str, Any]:
    """Entra's discovery document, as far as anybody reads it."""
    return {
        "token_endpoint": f"{AUTHORITY}/{tenant}/oauth2/v2.0/token",
        "authorization_endpoint": f"{AUTHORITY}/{tenant}/oauth2/v2.0/authorize",
        "issuer": f"{AUTHORITY}/{tenant}/v2.0",
        "cloud_instance_name": "microsoftonline.com",
        "msgraph_host": "graph.microsoft.com",
        **changes,
    }


def tokens(tenant: str = TENANT) -> dict[str, Any]:
    """What the token endpoint answers for Anna."""
    now = int(time.time())
    claims = {"iss": f"{AUTHORITY}/{tenant}/v2.0", "aud": "app", "sub": "s", "iat": now, "exp": now + 3600}
    claims |= {"oid": ANNA.id, "tid": tenant, "preferred_username": "anna@clinic.example"}
    return {
        "token_type": "Bearer",
        "access_token": "an-access-token",
        "refresh_token": "a-refresh-token",
        "expires_in": 3599,
        "scope": " ".join(f"https://graph.microsoft.com/{scope}" for scope in SCOPES),
        "id_token": f"{coded({'alg': 'RS256'})}.{coded(claims)}.c2ln",
        "client_info": coded({"uid": ANNA.id, "utid": tenant}),
    }


def coded(value: object) -> str:
    """A part of a JWT."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def health() -> Health:
    return Health(lambda: datetime.now(UTC))


@asynccontextmanager
async def served(pretend: PretendEntra) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """A session, and the origin at which `pretend` is reached."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pretend.answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        yield http, str(server.make_url("")).rstrip("/")


@asynccontextmanager
async def entra_at(
    pretend: PretendEntra,
    credential: ClientCredential = "a secret",
    *,
    state: Health | None = None,
    jammed: bool = False,
    patience: float = ENTRA,
    slow: float = SLOW,
) -> AsyncIterator[Entra]:
    """Our Entra, whose questions `pretend` answers, and how it is doing in `state`."""
    async with served(pretend) as (http, origin):
        line, discovery = EntraHttp(http, origin), Discovery(http, origin)
        runner = MsalRunner(
            "app",
            credential,
            line,
            discovery,
            state or health(),
            Retry(0.001, tries=3),
            lambda _seconds: jammed,
            patience=patience,
            slow=slow,
        )
        entra = Entra(
            runner, "https://bot.example/auth/callback", lambda tenant: f"https://login.example/{tenant}", health()
        )
        yield entra
        await entra.close()
