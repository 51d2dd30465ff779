"""One question over HTTP, and what came of it as a value: an answer, or why there is none."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.json_bytes import parse_json

ASK_TIMEOUT = aiohttp.ClientTimeout(total=8, sock_connect=4)
MAX_ASKED_BODY = 1024 * 1024  # bytes
Trust = ssl.SSLContext | bool
"""Whose certificates are believed; True: the machine's authorities."""


@value
class ServiceAnswer:
    """`status` 0: there was no answer, and `fault` says why in a few words."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    fault: str = ""

    @property
    def json(self) -> object:
        """The JSON in the body; None when there is none."""
        return parse_json(self.body)

    @property
    def date(self) -> datetime | None:
        """When the server says that it answered."""
        try:
            return parsedate_to_datetime(self.headers.get("Date", "")).astimezone(UTC)
        except ValueError:
            return None

    @property
    def works(self) -> bool:
        """Whether somebody who can do their work has answered, be it with a refusal."""
        return 0 < self.status < 500 and self.status != 429


class Asker:
    """Asks without following redirects and without cookies; never raises."""

    def __init__(self, http: aiohttp.ClientSession, trust: Trust) -> None:
        self._http = http
        self._trust = trust

    async def get(self, url: str, token: str = "", **headers: str) -> ServiceAnswer:
        """GET, with a bearer `token` where there is one."""
        return await self._ask("GET", url, _with_token(headers, token), None)

    async def post(self, url: str, body: bytes, **headers: str) -> ServiceAnswer:
        """POST of JSON."""
        return await self._ask("POST", url, {**headers, "Content-Type": "application/json"}, body)

    async def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> ServiceAnswer:
        try:
            async with self._http.request(
                method, url, data=body, headers=headers, timeout=ASK_TIMEOUT, allow_redirects=False, ssl=self._trust
            ) as response:
                read = await bounded_body(response, MAX_ASKED_BODY)
                return ServiceAnswer(response.status, dict(response.headers), read or b"")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return ServiceAnswer(fault=fault_of(error))


def fault_of(error: BaseException) -> str:
    """Why there was no answer, in an operator's words."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case TimeoutError():
            return "no answer in time"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {cause.verify_message}"
        case ssl.SSLError():
            return "no TLS there"
        case socket.gaierror():
            return "the name is not known to DNS"
        case ConnectionRefusedError():
            return "nobody listens there"
    return type(cause).__name__


def _with_token(headers: Mapping[str, str], token: str) -> dict[str, str]:
    return {**headers, "Authorization": f"Bearer {token}"} if token else dict(headers)
