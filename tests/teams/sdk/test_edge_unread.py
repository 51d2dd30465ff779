"""What a stranger sends to the bot is refused unread, and a rush of genuine messages is told to come again."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from bot.errors import KeysUnavailable, Unauthorized
from bot.net.fair_queue import QueueLimits
from bot.net.gate import LIMITS, Gate
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.sdk.authentication import Caller
from bot.teams.sdk.edge import Edge
from bot.web.middleware import HTTP_LIMITS

LARGEST = 1000
MOST = 3
JSON = {"Content-Type": "application/json"}
MESSAGE = b'{"type":"message","channelId":"msteams","serviceUrl":"https://smba.example/","conversation":{"id":"a:1"}}'
GENUINE = {**JSON, "Authorization": "genuine"}


class Bot:
    """Takes the token `genuine`, knows nothing of `too early`, and answers when it may."""

    def __init__(self) -> None:
        self.read: list[Inbound] = []
        self.told: list[Inbound] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.refused = Counter[str]()

    async def authenticate(self, header: str) -> Caller:
        if header == "too early":
            raise KeysUnavailable("no keys")
        if header != "genuine":
            raise Unauthorized("unknown key")
        return Caller({}, 0.0, frozenset(), 0)

    def authorize(self, caller: Caller, activity: Inbound) -> None: ...

    async def turn(self, _claims: object, activity: Inbound) -> None:
        self.read.append(activity)
        await self.may_answer.wait()

    async def crowded(self, activity: Inbound) -> InvokeAnswer:
        self.told.append(activity)
        return InvokeAnswer(202)


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def gate_limits() -> QueueLimits:
    return LIMITS


@pytest.fixture
async def client(bot: Bot, gate_limits: QueueLimits) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application(client_max_size=LARGEST, handler_args=dict(HTTP_LIMITS))
    app.add_routes(Edge(bot, bot.turn, bot.crowded, bot.refused, MOST, Gate(gate_limits)).routes())
    async with TestClient(TestServer(app)) as made:
        yield made


async def post(client: TestClient[Any, Any], headers: dict[str, str], body: bytes = MESSAGE) -> Any:
    return await client.post("/api/messages", data=body, headers=headers)


@pytest.mark.parametrize(
    ("headers", "size", "status"),
    [
        (GENUINE, 10, 202),
        ({**GENUINE, "Content-Type": "text/plain"}, 10, 415),
        ({**GENUINE, "Content-Type": "text/plain"}, LARGEST + 1, 415),
        ({**GENUINE, "Content-Encoding": "gzip"}, 10, 415),
        ({**JSON, "Content-Encoding": "br"}, 10, 415),
        (GENUINE, LARGEST + 1, 413),
        (JSON, LARGEST + 1, 413),
        (JSON, 10, 401),
        ({**JSON, "Authorization": "a stranger's"}, 10, 401),
        ({**JSON, "Authorization": "too early"}, 10, 503),
    ],
)
async def test_what_headers_give_away_is_refused_unread_in_this_order(
    client: TestClient[Any, Any], bot: Bot, headers: dict[str, str], size: int, status: int
) -> None:
    answer = await post(client, headers, MESSAGE.ljust(size))
    assert answer.status == status
    assert len(bot.read) == (status == 202)
    assert ("Retry-After" in answer.headers) == (status == 503)


async def test_a_compressed_body_stays_packed(client: TestClient[Any, Any], bot: Bot) -> None:
    bomb = gzip.compress(b"[" + b"1," * 100_000 + b"1]")
    assert len(bomb) < LARGEST
    assert (await post(client, {**JSON, "Content-Encoding": "gzip"}, bomb)).status == 415
    assert bot.read == []


async def test_a_stranger_is_answered_before_the_body_has_come(client: TestClient[Any, Any]) -> None:
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
    )
    assert b" 401 " in await reader.readline()
    writer.close()


async def test_more_at_once_than_the_bot_can_take_are_told_to_come_again(
    client: TestClient[Any, Any], bot: Bot
) -> None:
    bot.may_answer.clear()
    taken = [asyncio.create_task(post(client, GENUINE)) for _ in range(MOST)]
    while len(bot.read) < MOST:  # noqa: ASYNC110
        await asyncio.sleep(0)
    beyond = await asyncio.gather(*(post(client, GENUINE) for _ in range(20)))
    assert {(answer.status, answer.headers["Retry-After"]) for answer in beyond} == {(503, "1")}
    assert (await post(client, JSON)).status == 401
    assert bot.refused == {"busy": 20}
    bot.may_answer.set()
    assert [(await answer).status for answer in taken] == [202] * MOST
    assert (await post(client, GENUINE)).status == 202


@pytest.mark.parametrize("gate_limits", [QueueLimits(at_work=1, waiting=0)])
async def test_who_finds_no_place_in_a_rush_is_told_so_in_words_and_not_by_a_status(
    client: TestClient[Any, Any], bot: Bot
) -> None:
    answers = await asyncio.gather(*(post(client, GENUINE) for _ in range(MOST)))
    assert {answer.status for answer in answers} == {202}
    assert len(bot.read) + len(bot.told) == MOST
    assert bot.refused["crowded"] == len(bot.told)


async def test_who_hangs_up_before_the_body_is_asked_for_is_no_failure_of_ours(bot: Bot) -> None:
    gone = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)  # of no connection
    request = make_mocked_request("POST", "/api/messages", headers=GENUINE, payload=gone)
    answer = await Edge(bot, bot.turn, bot.crowded).answer(request)
    assert answer.status == 400
    assert bot.read == []
