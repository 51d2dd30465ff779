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

from bot.errors import KeysUnavailable, Unauthorized
from bot.net.lenient_json import mapping
from bot.ops.telemetry import failure
from bot.teams.inbound.payload import Inbound
from bot.teams.sdk.authentication import ChannelAuthentication, Forbidden

log = structlog.get_logger()
MAX_BODY = 256 * 1024
# What Teams' clients call an invoke, whether we answer it or not; what anybody else made up is not written to the log.
INVOKES = frozenset(
    {
        "actionableMessage/executeAction",
        "adaptiveCard/action",
        "application/search",
        "composeExtension/anonymousQueryLink",
        "composeExtension/fetchTask",
        "composeExtension/onCardButtonClicked",
        "composeExtension/query",
        "composeExtension/queryLink",
        "composeExtension/querySettingUrl",
        "composeExtension/selectItem",
        "composeExtension/setting",
        "composeExtension/submitAction",
        "config/fetch",
        "config/submit",
        "fileConsent/invoke",
        "message/fetchTask",
        "message/submitAction",
        "signin/failure",
        "signin/tokenExchange",
        "signin/verifyState",
        "tab/fetch",
        "tab/submit",
        "task/fetch",
        "task/submit",
    }
)
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
        except KeysUnavailable:
            return web.Response(status=503, headers={"Retry-After": "2"})
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
        if inbound.type != "invoke":
            return web.Response(status=202)
        log.info("invoke", **invoke_line(inbound, invoked))
        return answer(invoked)


def parse(body: bytes) -> tuple[dict[str, Any], Inbound]:
    """The activity, raw and checked. Raises ValueError (which pydantic's error is) or RecursionError."""
    raw = json.loads(body.decode(errors="replace"))
    if b"\\u" in body:  # half a surrogate pair (an emoji cut in two) is valid JSON, but no text to hash or send on
        raw = json.loads(json.dumps(raw, ensure_ascii=False).encode(errors="replace"))
    return raw, Inbound.model_validate(raw)


def invoke_line(inbound: Inbound, invoked: InvokeResponse | None) -> dict[str, Any]:
    """What docs/live-tenant-checks.md looks for: which invoke came, how it was answered, and whether the client came
    from a sign-in. A card's own status stands inside a 200. Of values only that they are there: they are secrets.
    """
    value, body = mapping(inbound.value), mapping(invoked.body if invoked else None)
    return {
        "name": inbound.name if inbound.name in INVOKES else "other",
        "status": int(invoked.status) if invoked else 501,
        "card_status": body.get("statusCode"),
        "authentication": bool(value.get("authentication")),
        "state": bool(value.get("state")),
    }


def answer(invoked: InvokeResponse | None) -> web.Response:
    """An invoke's HTTP answer; the SDK would serialise a dict a second time and fail."""
    if invoked is None:
        return web.Response(status=501)
    if invoked.body is None:
        return web.Response(status=int(invoked.status))
    return web.json_response(invoked.body, status=int(invoked.status))
