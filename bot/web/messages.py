"""POST /api/messages: what can be refused unread is, so that neither a stranger nor a rush costs what Teams needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.errors import KeysUnavailable, Unauthorized
from bot.web.gate import Gate

log = structlog.get_logger()
MOST_AT_ONCE = 500


class Messages:
    """The route in front of `process`, which answers a request whose token `authenticate` has taken.

    In this order: method and content type, compression (415), announced size (413), token (401; 503 while nobody can
    tell, for Teams takes 401 for an answer); those whose token is good pass the gate, `most` at once (503). Only then a
    body is read.
    """

    def __init__(
        self,
        process: Callable[[web.Request], Awaitable[web.Response]],
        authenticate: Callable[[str], Awaitable[object]],
        refused: Counter[str],
        most: int = MOST_AT_ONCE,
        gate: Gate | None = None,
    ) -> None:
        self._process = process
        self._authenticate = authenticate
        self._refused = refused
        self._most = most
        self._gate = gate or Gate()
        self._at_once = 0

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.post("/api/messages", self._post)]

    async def _post(self, request: web.Request) -> web.Response:
        status = unread_status(request) or await self._token_status(request)
        if status:
            return _refusal(status)
        if not await self._gate.enter() or self._at_once >= self._most:
            self._refused["busy"] += 1
            return _refusal(503)
        self._at_once += 1
        try:
            return await self._process(request)
        finally:
            self._at_once -= 1

    async def _token_status(self, request: web.Request) -> int:
        """401 or 503 for a token that is not taken; 0 for a good one."""
        try:
            await self._authenticate(request.headers.get("Authorization", ""))
        except Unauthorized as refusal:
            log.info("inbound_refused", status=401, reason=str(refusal))
            return 401
        except KeysUnavailable:
            self._refused["no_keys"] += 1
            return 503
        return 0


def unread_status(request: web.Request) -> int:
    """The status by which a request is refused for its headers alone; 0 for none.

    Teams never compresses what it sends, and a few bytes of a stranger's could become many.
    """
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        return 415
    return 413 if (request.content_length or 0) > request.client_max_size else 0


def _refusal(status: int) -> web.Response:
    headers = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}.get(status)
    return web.Response(status=status, headers=headers)
