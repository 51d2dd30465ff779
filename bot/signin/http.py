"""MSAL's way to the network: MSAL blocks, so it never waits; it is stopped where it wants an answer, and run again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.json_bytes import parse_json
from bot.net.retry_after import seconds_to_wait
from bot.net.session import NO_TIMER
from bot.ops.metrics import Metrics, answered
from bot.ops.tracing import NOT_TRACED, Span, Tracing
from bot.signin.discovery import AUTHORITY

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MAX_TOKEN_BODY = 256 * 1024  # bytes
SIGNED_ANEW = "client_assertion"  # differs between two questions that are the same


class EntraUnavailable(Exception):
    """Entra did not answer usefully, and may in a while; `after` is how many seconds it asked to wait, else 0;
    `unheard`: nothing came at all; `late`: nothing by the time at which we stopped to listen.

    No kind that MSAL catches: it would hand out a token that it was to renew, and Entra would seem to have answered.
    """

    def __init__(self, cause: str, after: float = 0.0, *, unheard: bool = False, late: bool = False) -> None:
        super().__init__(f"Entra: {cause}")
        self.after = after
        self.unheard = unheard
        self.late = late


@value
class Response:
    """What MSAL reads of an answer."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


@value
class Question:
    """What MSAL wants to post to the token endpoint."""

    url: str
    form: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    key: str = field(repr=False)


class Wanted(BaseException):
    """MSAL cannot go on without an answer. No Exception, so that nothing takes it for a failure."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question


class MsalClient:
    """An `http_client` for one MSAL call that knows the discovery document, and answers as they come."""

    def __init__(self, discovery: bytes) -> None:
        self._discovery = Response(200, discovery.decode())
        self.answers: dict[str, Response | EntraUnavailable] = {}

    def get(self, _url: str, **_options: Any) -> Response:
        """Discovery is all that MSAL gets."""
        return self._discovery

    def post(self, url: str, data: Mapping[str, Any], headers: Mapping[str, str], **_options: Any) -> Response:
        """The answer. Raises Wanted while there is none, and EntraUnavailable."""
        key = urlencode({name: value for name, value in data.items() if name != SIGNED_ANEW})
        match self.answers.get(key):
            case Response() as answer:
                return answer
            case EntraUnavailable() as error:
                raise error
        raise Wanted(Question(url, urlencode(data), headers, key))

    def close(self) -> None:
        """MSAL asks for it; the session is the bot's."""


class EntraHttp:
    """Questions to Entra over the bot's HTTP session. `login` is where login.microsoftonline.com is asked."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        login: str = AUTHORITY,
        metrics: Metrics | None = None,
        tracing: Tracing = NOT_TRACED,
        dated: Callable[[str], None] = lambda _date: None,
    ) -> None:
        """`dated` hears the header Date of each answer: nothing between Entra and the bot keeps what is posted."""
        self._http = http
        self._login = login
        self._tracing = tracing
        self._dated = dated
        self._took = (metrics or Metrics()).upstream_seconds.took

    async def ask(self, question: Question, until: float) -> Response | EntraUnavailable:
        """The answer before `until`, on the event loop's clock.

        429 and 5xx are no answers, since MSAL makes several different things of them; nor is what is no JSON object,
        which comes from something in between.
        """
        if not question.url.startswith(f"{AUTHORITY}/"):
            return EntraUnavailable("MSAL asks for an address that is none of Entra's")
        with self._tracing.span("entra token", kind="client") as span:
            return await self._asked(question, until, span)

    async def _asked(self, question: Question, until: float, span: Span) -> Response | EntraUnavailable:
        url = self._login + question.url.removeprefix(AUTHORITY)
        headers = {**question.headers, **FORM}
        began = time.monotonic()
        status = 0
        document = None
        try:
            async with (
                asyncio.timeout_at(until),
                self._http.post(
                    url, data=question.form, headers=headers, timeout=NO_TIMER, allow_redirects=False
                ) as response,
            ):
                status = response.status
                body = await bounded_body(response, MAX_TOKEN_BODY)
                document = None if body is None else parse_json(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            return EntraUnavailable(type(error).__name__, unheard=True, late=isinstance(error, TimeoutError))
        finally:
            span.note(outcome := answered(status, readable=isinstance(document, dict)))
            self._took(time.monotonic() - began, "entra", outcome)
        if response.status == 429 or response.status >= 500:
            after = seconds_to_wait(response.headers.get("Retry-After", ""), time.time())
            return EntraUnavailable(f"answered {response.status}", after)
        if body is None:
            return EntraUnavailable("answered without end")
        if not isinstance(document, dict):
            return EntraUnavailable(f"answered {response.status}, unreadable")
        self._dated(response.headers.get("Date", ""))
        return Response(response.status, body.decode(errors="replace"))
