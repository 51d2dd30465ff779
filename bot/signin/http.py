"""MSAL's way to the network: its worker threads wait while the loop's one HTTP session asks Entra."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import requests

from bot.errors import Busy
from bot.net.body import bounded_body
from bot.net.retry_after import seconds_to_wait
from bot.signin.discovery import AUTHORITY, PATH, Discovery

NO_TIMER = aiohttp.ClientTimeout(total=None, sock_connect=2)  # each call has a deadline of its own
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MAX_BODY = 256 * 1024
GRACE = 1.0  # seconds that a thread waits for the loop beyond the deadline, so that none waits for ever


class EntraUnavailable(requests.RequestException):
    """Entra did not answer usefully, and may in a while; `after` is how many seconds it asked to wait, else 0.

    This kind lets MSAL fall back on a token that it was about to renew ahead of its end.
    """

    def __init__(self, cause: str, after: float = 0.0) -> None:
        super().__init__(f"Entra: {cause}")
        self.after = after


@dataclass(frozen=True, slots=True)
class Response:
    """What MSAL reads of an answer."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)

    def raise_for_status(self) -> None:
        """MSAL's contract has it; MSAL looks at the status itself."""
        if self.status_code >= 400:
            raise EntraUnavailable(f"answered {self.status_code}")


class EntraHttp:
    """Requests to Entra over the bot's HTTP session, on the event loop on which this is made.

    `login` is where login.microsoftonline.com is asked.
    """

    def __init__(self, http: aiohttp.ClientSession, discovery: Discovery, login: str = AUTHORITY) -> None:
        self._http = http
        self._discovery = discovery
        self._login = login
        self.loop = asyncio.get_running_loop()

    def client(self, until: float) -> MsalClient:
        """An `http_client` for one MSAL call that ends before `until`, on the loop's clock."""
        return MsalClient(self, until)

    async def get(self, url: str, until: float) -> Response:
        """Discovery is all that MSAL gets. Raises EntraUnavailable, and Misconfigured as Discovery does."""
        tenant = url.removeprefix(f"{AUTHORITY}/").removesuffix(PATH)
        if url != f"{AUTHORITY}/{tenant}{PATH}":
            raise EntraUnavailable("MSAL asks for an address that is none of Entra's")
        try:
            async with asyncio.timeout_at(until):
                return Response(200, (await self._discovery.document(tenant)).decode())
        except (Busy, TimeoutError) as error:
            raise EntraUnavailable(str(error) or "discovery took too long") from error

    async def post(self, url: str, data: Mapping[str, Any], headers: Mapping[str, str], until: float) -> Response:
        """The token endpoint's answer. Raises EntraUnavailable for 429, 5xx and whatever is no whole answer in time."""
        if not url.startswith(f"{AUTHORITY}/"):
            raise EntraUnavailable("MSAL asks for an address that is none of Entra's")
        address, form = self._login + url.removeprefix(AUTHORITY), urlencode(data)
        try:
            async with (
                asyncio.timeout_at(until),
                self._http.post(
                    address, data=form, headers={**headers, **FORM}, timeout=NO_TIMER, allow_redirects=False
                ) as response,
            ):
                body = await bounded_body(response, MAX_BODY)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise EntraUnavailable(type(error).__name__) from error
        if response.status == 429 or response.status >= 500:
            after = seconds_to_wait(response.headers.get("Retry-After", ""), time.time())
            raise EntraUnavailable(f"answered {response.status}", after)
        if body is None:
            raise EntraUnavailable("answered without end")
        return Response(response.status, body.decode(errors="replace"))


@dataclass(frozen=True, slots=True)
class MsalClient:
    """The blocking side. 429 and 5xx are raised, since MSAL makes several different things of them."""

    entra: EntraHttp
    until: float

    def get(self, url: str, **_options: Any) -> Response:
        return self._wait(self.entra.get(url, self.until))

    def post(self, url: str, data: Any = None, headers: Any = None, **_options: Any) -> Response:
        return self._wait(self.entra.post(url, data or {}, headers or {}, self.until))

    def close(self) -> None:
        """MSAL asks for it; the session is the bot's."""

    def _wait(self, answer: Coroutine[Any, Any, Response]) -> Response:
        loop = self.entra.loop
        future = asyncio.run_coroutine_threadsafe(answer, loop)
        try:
            return future.result(max(0.0, self.until - loop.time()) + GRACE)
        except TimeoutError as error:
            future.cancel()
            raise EntraUnavailable("no answer in time") from error
