"""POST /api/messages: every stranger gets the right status, and only what Teams' service says goes on to a turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp import web

from bot.errors import KeysUnavailable, Unauthorized
from bot.net.access_line import INVOKE
from bot.net.json_bytes import json_bytes
from bot.net.lenient_json import mapping
from bot.ops.telemetry import failure
from bot.teams.inbound.payload import Inbound, parse
from bot.teams.inbound.routes import NOT_SERVED, ROUTES
from bot.teams.inbound.turns import InvokeAnswer, Turn
from bot.teams.sdk.authentication import ChannelAuthentication, Forbidden

log = structlog.get_logger()
MAX_BODY = 256 * 1024
LOGGED = NOT_SERVED | ROUTES.keys()
NOBODY = InvokeAnswer(501)


class Edge:
    """Answers HTTP, whichever SDK carries the turn.

    The order is: content type (415), size (413), token (401), shape (400), channel and service URL (403), then the
    turn. An SDK's own edge parses before it authenticates, and answers 500 or 404 for what is wrong with a request.
    """

    def __init__(self, authentication: ChannelAuthentication, turn: Turn) -> None:
        self._authentication = authentication
        self._turn = turn

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request; never raises, but for the aiohttp responses of 413."""
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            body = await request.read()
        except (web.RequestPayloadError, ConnectionError) as error:  # badly compressed, or the caller hung up
            log.info("inbound_refused", status=400, reason=type(error).__name__)
            return web.Response(status=400)
        try:
            caller = await self._authentication.authenticate(request.headers.get("Authorization", ""))
            activity = parse(body)
            self._authentication.authorize(caller, activity)
        except Unauthorized as refusal:
            log.info("inbound_refused", status=401, reason=str(refusal))
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        except KeysUnavailable:
            return web.Response(status=503, headers={"Retry-After": "1"})
        except Forbidden as refusal:
            log.warning("inbound_refused", status=403, reason=str(refusal))
            return web.Response(status=403)
        except (ValueError, RecursionError) as error:
            log.info("inbound_refused", status=400, reason=type(error).__name__)
            return web.Response(status=400)
        return await self._answered(request, caller.claims, activity)

    async def _answered(self, request: web.Request, claims: Mapping[str, Any], activity: Inbound) -> web.Response:
        try:
            answer = await self._turn(claims, activity) or NOBODY
        except Exception as error:  # noqa: BLE001 — the edge of the program: nothing beyond it could answer
            log.error("turn_failed", activity_type=activity.type, **failure(error))
            return web.Response(status=500)
        if activity.type != "invoke":
            return web.Response(status=202)
        request[INVOKE] = invoke_facts(activity, answer)
        return response(answer)


def invoke_facts(activity: Inbound, answer: InvokeAnswer) -> dict[str, Any]:
    """What docs/live-tenant-checks.md looks for in the log: which invoke came, and whether the client came from a
    sign-in. A card's own status stands inside a 200. Of values only that they are there: they are secrets.
    """
    value = mapping(activity.value)
    return {
        "name": activity.name if activity.name in LOGGED else "other",
        "card_status": mapping(answer.body).get("statusCode"),
        "authentication": bool(value.get("authentication")),
        "state": bool(value.get("state")),
    }


def response(answer: InvokeAnswer) -> web.Response:
    """An invoke's answer as HTTP."""
    if answer.body is None:
        return web.Response(status=answer.status)
    return web.Response(status=answer.status, body=json_bytes(answer.body), content_type="application/json")
