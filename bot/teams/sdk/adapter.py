"""POST /api/messages: the real CloudAdapter behind an HTTP edge that answers every stranger with the right status."""

from __future__ import annotations

import json
from typing import Any, Protocol

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from msrest.exceptions import DeserializationError  # type: ignore[attr-defined]
from pydantic import ValidationError

from bot.teams.sdk.authentication import ChannelAuthentication, Forbidden, Unauthorized
from bot.teams.sdk.inbound import Inbound
from bot.telemetry import failure

log = structlog.get_logger()
MAX_BODY = 256 * 1024
INBOUND = "inbound"  # where the turn finds the activity as it was checked


class Bot(Protocol):
    """What handles a turn; TeamsActivityHandler is one."""

    async def on_turn(self, turn_context: TurnContext) -> Any: ...


class TeamsAdapter(CloudAdapter):
    """CloudAdapter with its own `process`.

    The SDK's parses before it authenticates, answers 500 for bad JSON and refused tokens, 404 for a KeyError, and 500
    for an invoke's answer that is a dict. Here the order is: content type (415), size (413), token (401), shape (400),
    channel and service URL (403), then the turn.
    """

    def __init__(self, authentication: ChannelAuthentication) -> None:
        super().__init__(authentication)
        self._authentication = authentication

    async def process(self, request: web.Request, bot: Bot, ws_response: None = None) -> web.Response:
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
            raw, inbound = parse(body)
            self._authentication.authorize(caller, inbound)
            activity = Activity().deserialize(raw)
        except Unauthorized as refusal:
            log.info("inbound_refused", status=401, reason=str(refusal))
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        except Forbidden as refusal:
            log.warning("inbound_refused", status=403, reason=str(refusal))
            return web.Response(status=403)
        except (ValidationError, DeserializationError, ValueError, TypeError, AttributeError, RecursionError) as error:
            log.info("inbound_refused", status=400, reason=type(error).__name__)
            return web.Response(status=400)
        return await self._turn(self._authentication.result(caller), activity, inbound, bot)

    async def _turn(self, caller: Any, activity: Activity, inbound: Inbound, bot: Bot) -> web.Response:
        async def logic(turn: TurnContext) -> None:
            turn.turn_state[INBOUND] = inbound
            await bot.on_turn(turn)

        activity.delivery_mode = None  # 'expectReplies' would have the SDK buffer what we send ourselves
        try:
            invoked = await self.process_activity(caller, activity, logic)
        except Exception as error:  # noqa: BLE001 — the edge of the program: nothing beyond it could answer
            log.error("turn_failed", activity_type=inbound.type, **failure(error))
            return web.Response(status=500)
        return answer(invoked) if inbound.type == "invoke" else web.Response(status=202)


def parse(body: bytes) -> tuple[dict[str, Any], Inbound]:
    """The activity, raw and checked. Raises ValueError (which pydantic's error is) or RecursionError."""
    raw = json.loads(body)
    if b"\\u" in body:  # half a surrogate pair (an emoji cut in two) is valid JSON, but no text to hash or send on
        raw = json.loads(json.dumps(raw, ensure_ascii=False).encode(errors="replace"))
    return raw, Inbound.model_validate(raw)


def answer(invoked: InvokeResponse | None) -> web.Response:
    """An invoke's HTTP answer; the SDK would serialise a dict a second time and fail."""
    if invoked is None:
        return web.Response(status=501)
    if invoked.body is None:
        return web.Response(status=int(invoked.status))
    return web.json_response(invoked.body, status=int(invoked.status))
