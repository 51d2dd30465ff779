"""What the bot says reaches Teams: one connection, one token, and another try whenever the service asks for one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import Busy, DeliveryUnknown, Misconfigured, Undeliverable
from bot.ops.health import Health
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.conversations import client_of
from bot.teams.sdk.credential import BotCredential

CONVERSATION = "19:a/b;messageid=1@thread.v2"
HELLO = {"type": "message", "text": "hello"}


class Service:
    """A connector that answers as told, then well after so many `seconds`, and remembers what it was sent."""

    def __init__(self, *answers: tuple[int, dict[str, str]], seconds: float = 0) -> None:
        self.answers = list(answers)
        self.seconds = seconds
        self.id: str | None = "42"
        self.seen: list[tuple[str, str, str, Any]] = []
        self.peers: set[object] = set()

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.seen.append((request.method, request.raw_path, request.headers["Authorization"], body))
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        await asyncio.sleep(0 if self.answers else self.seconds)
        status, headers = self.answers.pop(0) if self.answers else (201, {})
        body = {"id": self.id} if status < 300 and self.id else {}
        return web.json_response(body, status=status, headers=headers)


class Token:
    """Hands out numbered tokens."""

    def __init__(self) -> None:
        self.fetched = 0
        self.fault: Misconfigured | None = None
        self.lifetime = 3600.0
        self.seconds = 0.0

    def __call__(self) -> tuple[str, float]:
        self.fetched += 1
        time.sleep(self.seconds)  # as MSAL does, on a thread
        if self.fault:
            raise self.fault
        return f"token-{self.fetched}", self.lifetime


def health() -> Health:
    return Health(lambda: datetime.now(UTC))


class Line:
    """A connector in front of a service, and the pauses it made."""

    def __init__(self, service: Service, http: aiohttp.ClientSession, url: str, budget: float = 5.0) -> None:
        self.service, self.url, self.token, self.pauses = service, url, Token(), list[float]()
        credential = BotCredential(self.token, health())
        self.connector = Connector(http, credential, health(), budget=budget, sleep=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def send(self) -> str:
        return await self.connector.send(self.url, CONVERSATION, HELLO)


@pytest.fixture
async def lines() -> AsyncIterator[Any]:
    """A maker of lines, all closed in the end."""
    servers: list[TestServer] = []
    async with aiohttp.ClientSession() as http:

        async def make(*answers: tuple[int, dict[str, str]], seconds: float = 0, budget: float = 5.0) -> Line:
            service, app = Service(*answers, seconds=seconds), web.Application()
            app.router.add_route("*", "/{path:.*}", service.answer)
            servers.append(TestServer(app))
            await servers[-1].start_server()
            return Line(service, http, str(servers[-1].make_url("/emea/")), budget)

        yield make
        for server in servers:
            await server.close()


async def test_a_message_arrives_at_its_conversation_and_has_an_id(lines: Any) -> None:
    line = await lines()
    assert await line.send() == "42"
    path = "/emea/v3/conversations/19%3Aa%2Fb%3Bmessageid%3D1%40thread.v2/activities"
    assert line.service.seen == [("POST", path, "Bearer token-1", HELLO)]


async def test_many_messages_share_one_token_and_one_connection(lines: Any) -> None:
    line = await lines()
    for _ in range(5):
        await line.send()
    assert line.token.fetched == 1
    assert len(line.service.peers) == 1


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_a_passing_trouble_is_tried_again(lines: Any, status: int) -> None:
    line = await lines((status, {}), (status, {}))
    assert await line.send() == "42"
    assert len(line.service.seen) == 3
    assert 0 < line.pauses[0] < line.pauses[1]


async def test_an_answer_that_may_have_arrived_is_not_sent_a_dozen_times(lines: Any) -> None:
    line = await lines(*[(504, {})] * 9)
    with pytest.raises(DeliveryUnknown):
        await line.send()
    assert len(line.service.seen) == 3


@pytest.mark.parametrize("status", [400, 413, 405, 403, 404])
async def test_who_cannot_be_reached_and_what_is_rejected_is_not_tried_again(lines: Any, status: int) -> None:
    line = await lines((status, {}))
    with pytest.raises(Undeliverable):
        await line.send()
    assert len(line.service.seen) == 1


async def test_the_service_says_how_long_to_wait(lines: Any) -> None:
    line = await lines((429, {"Retry-After": "2"}))
    await line.send()
    assert line.pauses == [2]


async def test_a_nonsensical_wait_is_ignored(lines: Any) -> None:
    line = await lines((429, {"Retry-After": "soon"}))
    await line.send()
    assert line.pauses[0] < 1


async def test_a_refused_token_is_fetched_anew_once(lines: Any) -> None:
    line = await lines((401, {}))
    assert await line.send() == "42"
    assert [auth for _, _, auth, _ in line.service.seen] == ["Bearer token-1", "Bearer token-2"]
    stubborn = await lines((401, {}), (401, {}))
    with pytest.raises(Busy):
        await stubborn.send()


async def test_a_silent_service_is_given_up_inside_the_budget(lines: Any) -> None:
    line = await lines(seconds=0.5, budget=0.05)
    with pytest.raises(Busy):
        await line.send()


async def test_typing_and_roster_never_do_harm(lines: Any) -> None:
    line = await lines((500, {}), (501, {}))
    await line.connector.typing(line.url, CONVERSATION)
    assert await line.connector.member(line.url, CONVERSATION, "29:anna") == {}
    line.token.fault = Misconfigured("MicrosoftAppPassword", "wrong")
    line.connector._credential.renew()
    await line.connector.typing(line.url, CONVERSATION)
    assert await line.connector.member(line.url, CONVERSATION, "29:anna") == {}


async def test_the_sdks_own_client_speaks_through_the_same_line(lines: Any) -> None:
    from botbuilder.schema import Activity  # noqa: PLC0415 — the archived SDK, for this one test

    line = await lines()
    client = client_of(line.connector, line.url)
    sent = await client.conversations.send_to_conversation(CONVERSATION, Activity(type="message", text="hello"))
    await client.conversations.reply_to_activity(CONVERSATION, "7", Activity(type="message", text="hello"))
    await client.conversations.update_activity(CONVERSATION, "8", Activity(type="message", text="hello"))
    await client.conversations.delete_activity(CONVERSATION, "9")
    assert sent.id == "42"
    assert [method for method, *_ in line.service.seen] == ["POST", "POST", "PUT", "DELETE"]


async def test_a_slow_token_counts_as_time_of_the_call(lines: Any) -> None:
    line = await lines((401, {}), seconds=30, budget=0.3)
    line.token.seconds = 0.6
    with pytest.raises(Busy):
        async with asyncio.timeout(10):
            await line.send()


async def test_a_conversation_without_an_id_is_none(lines: Any) -> None:
    line = await lines()
    line.service.id = None
    with pytest.raises(Undeliverable):
        await line.connector.personal_chat(line.url, "28:bot", "29:anna", "tenant")


async def test_the_bots_token_is_renewed_ahead_of_its_end_by_one_flight() -> None:
    token, now = Token(), 0.0
    credential = BotCredential(token, health(), clock=lambda: now)
    assert set(await asyncio.gather(*(credential.token() for _ in range(20)))) == {"token-1"}
    now = 3400.0  # still valid, soon to end: the old one serves while the new one is on its way
    assert await credential.token() == "token-1"
    await credential.close()
    assert await credential.token() == "token-2"


async def test_a_failing_credential_is_known_to_health_and_raised() -> None:
    token, watched = Token(), health()
    token.fault = Misconfigured("MicrosoftAppPassword", "wrong secret")
    credential = BotCredential(token, watched)
    await credential.warm()
    assert "MicrosoftAppPassword" in str(watched.body())
    with pytest.raises(Misconfigured):
        await credential.token()
