"""Messages to Teams: one pooled HTTP session for all conversations, with the retries that the service asks for."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.errors import BotError, Busy, DeliveryUnknown, Undeliverable
from bot.net.retry_after import seconds_to_wait
from bot.ops.budgets import SEND
from bot.ops.health import Health
from bot.teams.sdk.credential import BotCredential

log = structlog.get_logger()
RETRIED = frozenset({412, 429, 500, 502, 503, 504})  # 412: two writers in one conversation (protocol.md §7)
UNCERTAIN = frozenset({502, 504})  # the message may have arrived all the same …
MOST_DOUBTS = 2  # … so it is sent twice more, and not a dozen times
GONE = frozenset({403, 404})
FIRST_PAUSE = 0.4
NO_LIMIT = aiohttp.ClientTimeout(total=None)
# Teams' words for refusals of which more can be said (protocol.md §7); they stand in the answer's code, or deeper.
REASONS = ("MessageWritesBlocked", "BotDisabledByAdmin", "BotNotInConversationRoster")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said: HTTP status, JSON body ({} when there is none), and how long to wait in seconds."""

    status: int
    body: dict[str, Any]
    retry_after: float


class Connector:
    """The Bot Connector's REST API, as far as the bot uses it.

    Each call ends within `budget` seconds. Raises Undeliverable for 403 and 404, Busy for everything else that fails.
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
    ) -> None:
        self._http = http
        self._credential = credential
        self._health = health
        self._budget = budget
        self._sleep = sleep

    async def send(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str:
        """Post an activity into a conversation; the id that Teams gave it."""
        body = await self._call("POST", activities_url(service_url, conversation_id), activity)
        return str(body.get("id", ""))

    async def send_targeted(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str:
        """Post what only its `recipient` sees (a targeted message, protocol.md §5; the SDK drops the flag)."""
        only = activity | {"recipient": {**activity["recipient"], "isTargeted": True}}
        url = f"{activities_url(service_url, conversation_id)}?isTargetedActivity=true"
        return str((await self._call("POST", url, only)).get("id", ""))

    async def reply(self, service_url: str, conversation_id: str, to: str, activity: dict[str, Any]) -> str:
        """Post an activity as an answer to another one; the id that Teams gave it."""
        body = await self._call("POST", f"{activities_url(service_url, conversation_id)}/{_segment(to)}", activity)
        return str(body.get("id", ""))

    async def update(self, service_url: str, conversation_id: str, id: str, activity: dict[str, Any]) -> None:
        """Replace an activity that the bot has sent."""
        await self._call("PUT", f"{activities_url(service_url, conversation_id)}/{_segment(id)}", activity)

    async def delete(self, service_url: str, conversation_id: str, id: str) -> None:
        """Take back an activity that the bot has sent."""
        await self._call("DELETE", f"{activities_url(service_url, conversation_id)}/{_segment(id)}", None)

    async def typing(self, service_url: str, conversation_id: str) -> None:
        """Show that the bot is at work. One try, and no harm if it fails."""
        try:
            await self._once("POST", activities_url(service_url, conversation_id), {"type": "typing"}, 2.0)
        except (aiohttp.ClientError, TimeoutError, BotError):
            log.debug("typing_not_shown")

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]:
        """What Teams knows of a member of the conversation ({} when it does not say): `userRole`, `tenantId`, …."""
        url = f"{_conversation_url(service_url, conversation_id)}/members/{_segment(user_id)}"
        try:
            answer = await self._once("GET", url, None, self._budget)
        except (aiohttp.ClientError, TimeoutError, BotError):
            return {}
        return answer.body if answer.status == 200 else {}

    async def meeting(self, service_url: str, meeting_id: str) -> tuple[int, dict[str, Any]]:
        """Status and body of a meeting's details, `GET /v1/meetings/{id}` (protocol.md §6); status 0: no answer.

        The SDK's own call for it is synchronous and would stop the loop.
        """
        try:
            answer = await self._once("GET", f"{service_url.rstrip('/')}/v1/meetings/{_segment(meeting_id)}", None, 2.0)
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}
        return answer.status, answer.body

    async def personal_chat(self, service_url: str, bot_id: str, user_id: str, tenant_id: str) -> str:
        """The id of the bot's 1:1 conversation with somebody. Raises Undeliverable when the app is not theirs."""
        wanted = {
            "bot": {"id": bot_id},
            "members": [{"id": user_id}],
            "isGroup": False,
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        body = await self._call("POST", f"{service_url.rstrip('/')}/v3/conversations", wanted)
        if not body.get("id"):
            raise Undeliverable("the connector made no conversation")
        return str(body["id"])

    async def _call(self, method: str, url: str, body: dict[str, Any] | None) -> dict[str, Any]:
        clock = asyncio.get_running_loop().time
        ends, pause, doubts, renewed = clock() + self._budget, FIRST_PAUSE, 0, False
        while True:
            answer = await self._attempt(method, url, body, ends - clock())
            if 200 <= answer.status < 300:
                self._health.works("connector")
                return answer.body
            if answer.status == 401 and not renewed:
                renewed = True
                self._credential.renew()
                continue
            self._raise_final(method, answer)
            doubts += answer.status in UNCERTAIN
            wait = max(answer.retry_after, pause * random.uniform(0.8, 1.2))  # noqa: S311 — jitter
            if doubts > MOST_DOUBTS or clock() + wait >= ends:
                self._health.fails("connector", f"answered {answer.status}")
                raise (DeliveryUnknown if doubts else Busy)(f"connector answered {answer.status}")
            await self._sleep(wait)
            pause *= 2

    async def _attempt(self, method: str, url: str, body: dict[str, Any] | None, seconds: float) -> Answer:
        """One try; silence counts as 504, a connection that never came about as 503."""
        try:
            return await self._once(method, url, body, seconds)
        except aiohttp.ClientConnectorError:
            return Answer(503, {}, 0.0)
        except TimeoutError:
            return Answer(504, {}, 0.0)
        except aiohttp.ClientError as error:
            log.info("connector_connection_lost", error_type=type(error).__name__)
            return Answer(502, {}, 0.0)

    def _raise_final(self, method: str, answer: Answer) -> None:
        """Statuses that another try does not mend."""
        status, reason = answer.status, _reason(answer.body)
        log.info("connector_refused", method=method, status=status, reason=reason)
        if status in GONE:
            raise Undeliverable(f"connector answered {status} {reason}".strip(), reason)
        if status == 401:
            self._health.fails("connector", "401: the bot's token is refused; is MicrosoftAppId that of the Azure Bot?")
            raise Busy("connector answered 401")
        if status not in RETRIED:  # 400, 413, …: our message is wrong, and will be wrong again
            log.warning("connector_rejects_message", method=method, status=status)
            raise Undeliverable(f"connector answered {status}")

    async def _once(self, method: str, url: str, body: dict[str, Any] | None, seconds: float) -> Answer:
        async with asyncio.timeout(seconds):  # the token's time included; aiohttp takes 0 seconds for no limit
            headers = {"Authorization": f"Bearer {await self._credential.token()}"}
            address = URL(url, encoded=True)
            request = self._http.request(
                method, address, json=body, headers=headers, timeout=NO_LIMIT, allow_redirects=False
            )
            async with request as response:
                wait = seconds_to_wait(response.headers.get("Retry-After", ""), time.time())
                return Answer(response.status, await _json(response), wait)


def activities_url(service_url: str, conversation_id: str) -> str:
    """Where a conversation's activities live."""
    return f"{_conversation_url(service_url, conversation_id)}/activities"


def _conversation_url(service_url: str, conversation_id: str) -> str:
    return f"{service_url.rstrip('/')}/v3/conversations/{_segment(conversation_id)}"


def _reason(body: dict[str, Any]) -> str:
    """What Teams says of its refusal, if that is a word we know: nothing else of the answer is logged or believed."""
    said = json.dumps(body)
    return next((word for word in REASONS if word in said), "")


def _segment(text: str) -> str:
    return quote(text, safe="")


async def _json(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        body = await response.json(content_type=None)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
