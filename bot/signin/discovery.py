"""Where Entra is for a tenant: its discovery document, checked before it is kept, fetched once a day for everybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import aiohttp
import structlog

from bot.errors import Busy, Misconfigured, Service, SettingsError
from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.json_bytes import parse_json
from bot.net.lenient_json import Json, text
from bot.signin.cloud import other_cloud

log = structlog.get_logger()
AUTHORITY = "https://login.microsoftonline.com"
PATH = "/v2.0/.well-known/openid-configuration"
DOCUMENT_GOOD_FOR = 24 * 3600.0  # seconds
RENEW_AGAIN = 60.0  # seconds after which an old document that could not be renewed is tried again
DISCOVERY_TIMEOUT = aiohttp.ClientTimeout(total=3, sock_connect=2)
MAX_DISCOVERY = 64 * 1024  # bytes


@value
class _Known:
    body: bytes
    until: float


class Discovery:
    """The documents of the tenants served, one flight each.

    `login` is where they are asked for, `setting` names the variable that names the tenants. A document that is a day
    old is renewed aside, and serves on until that has come to something: nobody waits for it.
    Microsoft, *OpenID Connect on the Microsoft identity platform: Fetch the OpenID configuration document*.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        login: str = AUTHORITY,
        setting: str = "MicrosoftAppTenantId",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._login = login
        self._setting = setting
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._flights: dict[str, asyncio.Lock] = {}
        self.renewing: dict[str, asyncio.Task[None]] = {}

    async def check(self, tenant: str) -> None:
        """Raises SettingsError for a tenant that cannot be served.

        What cannot be found out now is let pass, since Entra may just be out of reach: each use checks it again.
        """
        try:
            await self.document(tenant)
        except Misconfigured as error:
            raise SettingsError([str(error)]) from None
        except Busy as error:
            log.warning("tenant_not_checked", cause=str(error))

    async def document(self, tenant: str) -> bytes:
        """The JSON text. Raises Busy when nothing usable came, and Misconfigured for a tenant that cannot be served."""
        if known := self._known.get(tenant):
            if self._clock() >= known.until and tenant not in self.renewing:
                self.renewing[tenant] = asyncio.create_task(self._renew(tenant, known))
            return known.body
        async with self._flights.setdefault(tenant, asyncio.Lock()):
            if tenant not in self._known:
                self._known[tenant] = await self._new(tenant)
            return self._known[tenant].body

    async def _new(self, tenant: str) -> _Known:
        return _Known(await self._fetched(tenant), self._clock() + DOCUMENT_GOOD_FOR)

    async def _renew(self, tenant: str, known: _Known) -> None:
        try:
            self._known[tenant] = await self._new(tenant)
        except Busy as error:
            log.warning("discovery_not_renewed", cause=str(error))
            self._known[tenant] = replace(known, until=self._clock() + RENEW_AGAIN)
        except Misconfigured:
            del self._known[tenant]  # the next one who asks hears why
        finally:
            del self.renewing[tenant]

    async def _fetched(self, tenant: str) -> bytes:
        url = f"{self._login}/{tenant}{PATH}"
        try:
            async with self._http.get(url, timeout=DISCOVERY_TIMEOUT, allow_redirects=False) as response:
                status = response.status
                body = await bounded_body(response, MAX_DISCOVERY) or b""
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Busy(f"discovery: {type(error).__name__}", service=Service.ENTRA) from error
        document = parse_json(body)
        if status == 400 and isinstance(document, dict):  # AADSTS90002: tenant not found
            raise Misconfigured(self._setting, f"Entra knows no tenant {tenant}")
        if status != 200 or not isinstance(document, dict):
            raise Busy(f"discovery: {status} without a document", service=Service.ENTRA)
        if cloud := other_cloud(document):
            reason = "getVirtualAppointmentJoinWebUrl exists in the Global cloud only"
            raise Misconfigured(self._setting, f"tenant {tenant} is in another Microsoft cloud ({cloud}); {reason}")
        if not is_entras(document, tenant, self._login):
            raise Busy("discovery: not Entra's document for this tenant", service=Service.ENTRA)
        return body


def is_entras(document: Json, tenant: str, login: str = AUTHORITY) -> bool:
    """Whether this is Entra's own document for `tenant`: the app's secret goes to the address that it names."""
    return (
        _is_issuer(text(document, "issuer"), tenant)
        and text(document, "token_endpoint").startswith(f"{AUTHORITY}/")
        and text(document, "authorization_endpoint").startswith((f"{AUTHORITY}/", f"{login}/"))
    )


def _is_issuer(issuer: str, tenant: str) -> bool:
    """A tenant that is named by its domain has an issuer with its id."""
    named = issuer.removeprefix(f"{AUTHORITY}/").removesuffix("/v2.0")
    if issuer != f"{AUTHORITY}/{named}/v2.0":
        return False
    return named.lower() == tenant.lower() or (not _is_id(tenant) and _is_id(named))


def _is_id(named: str) -> bool:
    try:
        return str(UUID(named)) == named.lower()
    except ValueError:
        return False
