"""Messages to Teams: one pooled HTTP session for all conversations, with the retries that the service asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

import aiohttp
import structlog
from yarl import URL

from bot.errors import BotError, SendRefusal, Undeliverable
from bot.net.retry import Retry
from bot.net.urls import path_segment
from bot.ops.budgets import SEND
from bot.ops.health import Health
from bot.ops.metrics import Metrics
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.teams.sdk.connector_call import TOO_MANY, ConnectorAnswer, ConnectorHttp, failure
from bot.teams.sdk.credential import BotCredential

log = structlog.get_logger()
FIRST_PAUSE = 0.4  # seconds
# Everyday answers about people and conversations; everything else is for somebody to look into.
EVERYDAY = frozenset({SendRefusal.BLOCKED, SendRefusal.SWITCHED_OFF, SendRefusal.NOT_INSTALLED, SendRefusal.GONE})
GLANCE_TIMEOUT = 2.0  # seconds for what is asked by the way
Again = Callable[[], Awaitable[float]]


async def _at_once() -> float:
    return 0.0


class Connector:
    """The Bot Connector's REST API, as far as the bot uses it.

    Each call ends within `budget` seconds. Raises Busy when Teams has certainly not taken it (throttled, unreachable),
    DeliveryUnknown when it may have (silent, 500 to 504): that is never repeated here, since only the caller knows how
    often it has been; and Undeliverable for what it will never take.
    Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        credential: BotCredential,
        health: Health,
        *,
        budget: float = SEND,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        metrics: Metrics | None = None,
        tracing: Tracing = NOT_TRACED,
    ) -> None:
        metrics = metrics or Metrics()
        self._http = ConnectorHttp(http, credential, metrics, tracing)
        self._health = health
        self._budget = budget
        self._retry = Retry(FIRST_PAUSE, sleep=sleep, again=lambda: metrics.retries.add("connector"))

    async def send(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again = _at_once
    ) -> str:
        """Post an activity into a conversation; the id that Teams gave it."""
        body = await self._call("POST", _activities(service_url, conversation_id), activity, again=again)
        return str(body.get("id", ""))

    async def send_targeted(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again = _at_once
    ) -> str:
        """Post what only its `recipient` sees (a targeted message, protocol.md §5; the SDK drops the flag)."""
        only = activity | {"recipient": {**activity["recipient"], "isTargeted": True}}
        url = f"{activities_url(service_url, conversation_id)}?isTargetedActivity=true"
        return str((await self._call("POST", url, only, again=again)).get("id", ""))

    async def reply(self, service_url: str, conversation_id: str, to: str, activity: dict[str, Any]) -> str:
        """Post an activity as an answer to another one; the id that Teams gave it."""
        body = await self._call("POST", f"{activities_url(service_url, conversation_id)}/{path_segment(to)}", activity)
        return str(body.get("id", ""))

    async def update(self, service_url: str, conversation_id: str, id: str, activity: dict[str, Any]) -> None:
        """Replace an activity that the bot has sent."""
        url = f"{activities_url(service_url, conversation_id)}/{path_segment(id)}"
        await self._call("PUT", url, activity, harmless=True)

    async def delete(self, service_url: str, conversation_id: str, id: str) -> None:
        """Take back an activity that the bot has sent."""
        url = f"{activities_url(service_url, conversation_id)}/{path_segment(id)}"
        await self._call("DELETE", url, None, harmless=True)

    async def typing(self, service_url: str, conversation_id: str) -> bool:
        """Show that the bot is at work; whether Teams took it. One try, and no harm if it fails."""
        with suppress(BotError):
            url = activities_url(service_url, conversation_id)
            return (await self._once("POST", url, {"type": "typing"}, GLANCE_TIMEOUT)).taken
        return False

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]:
        """What Teams knows of a member of the conversation ({} when it does not say): `userRole`, `tenantId`, …."""
        url = f"{_conversation_url(service_url, conversation_id)}/members/{path_segment(user_id)}"
        try:
            answer = await self._once("GET", url, None, self._budget)
        except BotError:
            return {}
        return answer.body if answer.status == 200 else {}

    async def meeting(self, service_url: str, meeting_id: str) -> tuple[int, dict[str, Any]]:
        """Status and body of a meeting's details, `GET /v1/meetings/{id}` (protocol.md §6); status 0: no answer.

        The SDK's own call for it is synchronous and would stop the loop.
        """
        url = f"{service_url.rstrip('/')}/v1/meetings/{path_segment(meeting_id)}"
        answer = await self._once("GET", url, None, GLANCE_TIMEOUT)
        return answer.status, answer.body

    async def personal_chat(self, service_url: str, bot_id: str, user_id: str, tenant_id: str) -> str:
        """The id of the bot's 1:1 conversation with somebody: Teams makes one, or names the one that there is.

        Raises Undeliverable when the app is not theirs.
        """
        wanted = {
            "bot": {"id": bot_id},
            "members": [{"id": user_id}],
            "isGroup": False,
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        body = await self._call("POST", f"{service_url.rstrip('/')}/v3/conversations", wanted, harmless=True)
        if not body.get("id"):
            raise Undeliverable("the connector made no conversation", refusal=SendRefusal.INTERNAL)
        return str(body["id"])

    async def _call(
        self, method: str, url: str | URL, body: object, *, harmless: bool = False, again: Again = _at_once
    ) -> dict[str, Any]:
        """What the service answers, asked again while it has not taken it; or may have, if twice is `harmless`.

        Where it has had too much, `again` is awaited before that: 0, or the seconds until it may be asked.
        """
        address = URL(url, encoded=True)
        until = self._now() + self._budget
        last = ConnectorAnswer(0)

        async def ask() -> ConnectorAnswer:
            nonlocal last
            if last.status == TOO_MANY:
                try:
                    async with asyncio.timeout_at(until):
                        later = await again()
                except TimeoutError:
                    return last
                if later:
                    return replace(last, retry_after=later)
            last = await self._http.ask(method, address, body, until, harmless=harmless)
            return last

        def asked_pause(answer: ConnectorAnswer) -> float | None:
            return answer.retry_after if answer.not_taken or (harmless and answer.unknown) else None

        def unheard(answer: ConnectorAnswer) -> bool:
            return answer.status == 0

        answer = await self._retry(ask, asked_pause, until, unheard)
        if not answer.taken:
            self._note_failure(method, answer)
            raise failure(answer, harmless=harmless)
        self._health.works("connector")
        return answer.body

    async def _once(self, method: str, url: str, body: object, seconds: float) -> ConnectorAnswer:
        return await self._http.ask(method, URL(url, encoded=True), body, self._now() + seconds, harmless=True)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _note_failure(self, method: str, answer: ConnectorAnswer) -> None:
        """A refusal is the service at work, too; only silence, throttling, its own errors and a refused bot are not."""
        if answer.status == 401:
            self._health.fails("connector", "401: the bot's token is refused; is MicrosoftAppId that of the Azure Bot?")
        elif answer.not_taken or answer.unknown:
            self._health.fails("connector", str(answer))
        note = log.info if answer.refusal in EVERYDAY else log.warning
        note("connector_call_failed", method=method, status=answer.status, reason=answer.reason)


def activities_url(service_url: str, conversation_id: str) -> str:
    """Where a conversation's activities live."""
    return f"{_conversation_url(service_url, conversation_id)}/activities"


@lru_cache(maxsize=2048)  # people write more than once
def _activities(service_url: str, conversation_id: str) -> URL:
    return URL(activities_url(service_url, conversation_id), encoded=True)


def _conversation_url(service_url: str, conversation_id: str) -> str:
    return f"{service_url.rstrip('/')}/v3/conversations/{path_segment(conversation_id)}"
