"""One request to the Bot Connector, and what is certain of it afterwards: taken, not taken, or nobody knows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import field
from typing import Any

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_exceptions import ContentEncodingError
from aiohttp.payload import BytesPayload
from yarl import URL

from bot.errors import BotError, BotRefused, Busy, DeliveryUnknown, SendRefusal, Service, Throttled, Undeliverable
from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.json_bytes import json_bytes, parse_json
from bot.net.retry_after import seconds_to_wait
from bot.net.session import NO_TIMER
from bot.ops.faults import SEND_NOT_TAKEN
from bot.ops.metrics import Metrics, answered
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.teams.sdk.credential import BotCredential
from bot.teams.sdk.refusals import refusal_in

TOO_MANY = 429
MAX_ANSWER = 64 * 1024  # bytes


@value
class ConnectorAnswer:
    """What the service said. `status` 0: nothing; `sent` is whether it may have our request all the same.

    `body` is {} when there is none; `retry_after` is in seconds, 0 where nothing was said; `reason` is Teams' own word
    for a refusal, or what came in the way; `refusal` is what that means.
    """

    status: int
    body: dict[str, Any] = field(default_factory=dict, repr=False)
    retry_after: float = 0.0
    sent: bool = True
    reason: str = ""
    refusal: SendRefusal = SendRefusal.OURS

    @property
    def taken(self) -> bool:
        """Whether the service has done it."""
        return 200 <= self.status < 300

    @property
    def not_taken(self) -> bool:
        """Whether the service has certainly not done it, and may do it at another try.

        Teams redirects nobody: who does stands in between, and the request went no further.
        """
        return not self.sent or self.status in SEND_NOT_TAKEN or 300 <= self.status < 400

    @property
    def unknown(self) -> bool:
        """Whether it may have done it: it says nothing, or 500 to 504, which it does for what it has delivered, too."""
        return self.sent and (self.status == 0 or self.status >= 500)

    def __str__(self) -> str:
        return f"connector answered {self.status} {self.reason}".rstrip()


NO_ANSWER = ConnectorAnswer(0)


class _Body(BytesPayload):
    """A body that knows whether any of it has been written: before that, the service cannot have taken it."""

    begun = False

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        self.begun = True
        await super().write_with_length(writer, content_length)


class ConnectorHttp:
    """Requests with the bot's own token, each tried once."""

    def __init__(
        self, http: aiohttp.ClientSession, credential: BotCredential, metrics: Metrics, tracing: Tracing = NOT_TRACED
    ) -> None:
        self._http = http
        self._credential = credential
        self._tracing = tracing
        self._took = metrics.upstream_seconds.took

    async def ask(
        self, method: str, url: URL, body: object, until: float, *, harmless: bool = False
    ) -> ConnectorAnswer:
        """The answer before `until`, on the event loop's clock; with another token where the first one is refused.

        Where the rest of it is lost, or late, the status counts: Teams has the message, or does not take it. What was
        done, and does no harm twice, is then as good as not answered. Raises Busy or Misconfigured when the bot has no
        token.
        """
        token = await self._token(until)
        answer = await self._once(method, url, body, until, token, harmless=harmless)
        if answer.status == 401:
            self._credential.refused(token)
            answer = await self._once(method, url, body, until, await self._token(until), harmless=harmless)
        return answer

    async def _token(self, until: float) -> str:
        if token := self._credential.at_hand():
            return token
        try:
            async with asyncio.timeout_at(until):
                return await self._credential.token()
        except TimeoutError as error:
            raise Busy("no token for the connector in time", service=Service.ENTRA) from error

    async def _once(
        self, method: str, url: URL, body: object, until: float, token: str, *, harmless: bool
    ) -> ConnectorAnswer:
        payload = None if body is None else _Body(json_bytes(body), content_type="application/json")
        headers = {"Authorization": f"Bearer {token}"}
        began = time.monotonic()
        status = 0
        answer = NO_ANSWER
        heard: aiohttp.ClientResponse | None = None
        with self._tracing.span(f"connector {method}", kind="client") as span:
            try:
                async with (
                    asyncio.timeout_at(until),
                    self._http.request(
                        method, url, data=payload, headers=headers, timeout=NO_TIMER, allow_redirects=False
                    ) as heard,
                ):
                    status = heard.status
                    answer = _read(heard, await _body_of(heard))
            except (aiohttp.ClientError, TimeoutError) as error:
                sent = payload is None or payload.begun
                lost = ConnectorAnswer(0, sent=sent, reason=type(error).__name__)
                answer = lost if heard is None or (harmless and heard.status < 300) else _read(heard, _cut_short(heard))
            finally:
                self._took(time.monotonic() - began, "connector", answered(status, readable=answer.taken))
                span.note(answered(answer.status))
        return answer


async def _body_of(response: aiohttp.ClientResponse) -> bytes | None:
    """Its body; None for one that nobody can read. Raises aiohttp.ClientError."""
    try:
        return await bounded_body(response, MAX_ANSWER)
    except aiohttp.ClientPayloadError as error:
        if isinstance(error.__cause__, ContentEncodingError):
            return None
        raise


def _cut_short(response: aiohttp.ClientResponse) -> bytes | None:
    """What counts as the body of an answer that stops on its way; None for a page, which is none of Teams'."""
    return None if response.content_type.startswith("text/") else b""


def _read(response: aiohttp.ClientResponse, raw: bytes | None) -> ConnectorAnswer:
    """The status counts, but not where the answer is none of Teams'."""
    if response.status < 300:
        return _taken(response.status, raw)
    wait = seconds_to_wait(response.headers.get("Retry-After", ""), time.time())
    refusal, reason = refusal_in(response.status, raw or b"")
    return ConnectorAnswer(response.status, retry_after=wait, reason=reason, refusal=refusal)


def _taken(status: int, raw: bytes | None) -> ConnectorAnswer:
    """Teams says nothing, or a JSON object. A page with 200 comes from something in between: nobody knows then."""
    if raw == b"":
        return ConnectorAnswer(status)
    said = parse_json(raw) if raw else None
    return ConnectorAnswer(status, said) if isinstance(said, dict) else ConnectorAnswer(0, reason="unreadable")


def failure(answer: ConnectorAnswer, *, harmless: bool = False) -> BotError:
    """What to raise for an answer that is not `taken`.

    Busy when the service has not taken it (or twice is `harmless`), BotRefused when it does not know the bot,
    DeliveryUnknown when nobody knows; Undeliverable when it never will: `SendRefusal` says why.
    """
    wait = answer.retry_after or None
    if answer.unknown and not harmless:
        return DeliveryUnknown(str(answer), service=Service.TEAMS, retry_after=wait)
    if answer.unknown or answer.not_taken or answer.refusal is SendRefusal.INTERNAL:
        busy = Throttled if answer.status == TOO_MANY else Busy
        return busy(str(answer), service=Service.TEAMS, retry_after=wait)
    if answer.status == 401:
        return BotRefused(str(answer), service=Service.TEAMS, retry_after=wait)
    return Undeliverable(str(answer), answer.reason, answer.refusal)
