"""POST /api/messages: what can be refused unread is, and only what Teams' service says goes on to a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog
from aiohttp import web

from bot.errors import KeysUnavailable, Unauthorized
from bot.net.access_line import INVOKE
from bot.net.gate import Gate
from bot.net.json_bytes import json_bytes
from bot.net.lenient_json import mapping
from bot.ops.metrics import Metrics
from bot.ops.telemetry import failure
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.teams.inbound.payload import Inbound, parse
from bot.teams.inbound.routes import NOT_SERVED, ROUTES
from bot.teams.inbound.turns import InvokeAnswer, Turn
from bot.teams.sdk.authentication import Caller, Forbidden

log = structlog.get_logger()
MAX_ACTIVITY = 256 * 1024  # bytes
MOST_AT_ONCE = 2500  # bodies on their way, waiting for the gate, and invokes that are being answered
Crowded = Callable[[Inbound], Awaitable[InvokeAnswer]]
KINDS = frozenset({"message", "messageUpdate", "messageDelete", "invoke", "installationUpdate", "conversationUpdate"})
GATED = frozenset({"message", "messageUpdate", "invoke"})  # for all else there are no words: it is never sent away
LOGGED = NOT_SERVED | ROUTES.keys()
NOT_ANSWERED = InvokeAnswer(501)


class Authentication(Protocol):
    """Who may speak, and for which conversation."""

    async def authenticate(self, header: str) -> Caller:
        """Raises Unauthorized, or KeysUnavailable when nobody can tell."""
        ...

    def authorize(self, caller: Caller, activity: Inbound) -> None:
        """Raises Forbidden."""
        ...


class Edge:
    """Answers HTTP, whichever SDK carries the turn.

    The order is: method, content type and compression (415), announced size (413), token (401; 503 while nobody can
    tell, for Teams takes 401 for an answer). Only then a body is read, `most` at once (503): its size (413), its shape
    (400), channel and service URL (403); then the activity passes the gate and takes its turn, or is answered by
    `crowded` where there is none, or for a message no room to wait.
    `refused` counts what is not worth a line of the log each.
    """

    def __init__(
        self,
        authentication: Authentication,
        turn: Turn,
        crowded: Crowded,
        refused: Counter[str] | None = None,
        most: int = MOST_AT_ONCE,
        gate: Gate | None = None,
        has_room: Callable[[str], bool] = lambda _who: True,
        metrics: Metrics | None = None,
        tracing: Tracing = NOT_TRACED,
    ) -> None:
        self._authentication = authentication
        self._turn = turn
        self._crowded = crowded
        self._refused = Counter() if refused is None else refused
        self._most = most
        self._gate = gate or Gate()
        self._has_room = has_room
        self._activities = (metrics or Metrics()).activities
        self._tracing = tracing
        self._at_once = 0

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.post("/api/messages", self.answer)]

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request; never raises, but for the aiohttp responses of 408 and 413."""
        if status := unread_status(request):
            return web.Response(status=status)
        try:
            caller = await self._authentication.authenticate(request.headers.get("Authorization", ""))
        except Unauthorized as refusal:
            log.info("inbound_refused", status=401, reason=str(refusal))
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        except KeysUnavailable:
            return self._come_again("no_keys")
        if self._at_once >= self._most:
            return self._come_again("busy")
        self._at_once += 1
        try:
            return await self._read(request, caller)
        finally:
            self._at_once -= 1

    def _come_again(self, why: str) -> web.Response:
        self._refused[why] += 1
        return web.Response(status=503, headers={"Retry-After": "1"})

    async def _read(self, request: web.Request, caller: Caller) -> web.Response:
        try:
            activity = parse(await body_of(request))
            self._authentication.authorize(caller, activity)
        except Forbidden as refusal:
            log.warning("inbound_refused", status=403, reason=str(refusal))
            return web.Response(status=403)
        except (web.RequestPayloadError, ConnectionError, ValueError, RecursionError) as error:  # or the caller hung up
            log.info("inbound_refused", status=400, reason=type(error).__name__)
            return web.Response(status=400)
        with self._tracing.span("inbound", kind="server", type=kind_of(activity)):
            return await self._answered(request, caller.claims, activity)

    async def _answered(self, request: web.Request, claims: Mapping[str, Any], activity: Inbound) -> web.Response:
        self._activities.add(kind_of(activity))
        try:
            who = f"{activity.tenant}/{activity.sender.id if activity.sender else ''}"
            if activity.type not in GATED or (
                (activity.type != "message" or self._has_room(who)) and await self._gate.enter(who)
            ):
                answer = await self._turn(claims, activity) or NOT_ANSWERED
            else:
                self._refused["crowded"] += 1
                answer = await self._crowded(activity)
        except Exception as error:  # noqa: BLE001 — the edge of the program: nothing beyond it could answer
            log.error("turn_failed", activity_type=activity.type, **failure(error))
            return web.Response(status=500)
        if activity.type != "invoke":
            return web.Response(status=202)
        request[INVOKE] = invoke_facts(activity, answer)
        return response(answer)


def kind_of(activity: Inbound) -> str:
    """Its type, as a label."""
    return activity.type if activity.type in KINDS else "other"


def unread_status(request: web.Request) -> int:
    """The status by which a request is refused for its headers alone; 0 for none.

    Teams never compresses what it sends, and a few bytes of a stranger's could become many.
    """
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        return 415
    return 413 if (request.content_length or 0) > request.client_max_size else 0


async def body_of(request: web.Request) -> bytes:
    """Raises ConnectionError where the caller has hung up, web.RequestPayloadError where the body is no HTTP."""
    try:
        return await request.read()
    except RuntimeError as error:  # aiohttp's, where that was before the first byte was asked for
        raise ConnectionResetError("the caller hung up") from error


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
