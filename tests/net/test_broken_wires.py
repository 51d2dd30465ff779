"""Whatever comes over the wire instead of an answer, whoever asked knows it in time, and nobody takes it for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from yarl import URL

from bot.errors import Busy
from bot.graph import GraphSession
from bot.graph.answer import GraphError
from bot.graph.scopes import Permit
from bot.net.session import open_session
from bot.ops.health import Health
from bot.ops.metrics import Metrics
from bot.signin.discovery import AUTHORITY, Discovery
from bot.signin.http import EntraHttp, EntraUnavailable, Question
from bot.teams.sdk.connector_call import ConnectorAnswer, ConnectorHttp
from bot.teams.sdk.credential import BotCredential
from tests.support.fakes import NOW
from tests.support.graph.pretend import ANNA, BASE_SCOPES, PretendTokens
from tests.support.net.raw_answers import ANSWERS, RawServer, raw_server

PATIENCE = 0.4  # seconds; the tests wait for no more
LONGEST = 3.0  # … than this, however slow the machine
CUT = {name for name in ANSWERS if name.startswith("half of a body") or name == "a chunk without an end"}
READ_ALL_THE_SAME = {"an encoding that nobody knows"}  # what is in it can be read
FROM_IN_BETWEEN = {name for name in ANSWERS if name.startswith(("a page", "a redirect"))}


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with raw_server() as built:
        yield built


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session


@pytest.fixture
def health() -> Health:
    return Health(lambda: NOW)


async def graph_says(base: str, http: aiohttp.ClientSession, health: Health) -> None:
    session = GraphSession(http, PretendTokens(), f"{base}/v1.0", health, PATIENCE)
    await session.get(ANNA, "/me/calendarView", Permit(BASE_SCOPES, None))


@pytest.mark.parametrize("name", set(ANSWERS) - READ_ALL_THE_SAME)
async def test_graph_on_a_broken_wire_is_busy_or_unreadable_in_time(
    server: RawServer, http: aiohttp.ClientSession, health: Health, name: str
) -> None:
    server.says = ANSWERS[name]
    async with asyncio.timeout(LONGEST):
        with pytest.raises((Busy, GraphError)) as raised:
            await graph_says(server.url, http, health)
    assert "fault" in health.body()["dependencies"]["graph"]  # type: ignore[index]
    if name in FROM_IN_BETWEEN and name != "a page that calls itself JSON":
        assert raised.type is Busy, "nobody's calendar or link is refused by a page from in between"


@pytest.mark.parametrize("name", ANSWERS)
async def test_entra_on_a_broken_wire_is_unavailable_in_time(
    server: RawServer, http: aiohttp.ClientSession, name: str
) -> None:
    server.says = ANSWERS[name]
    question = Question(f"{AUTHORITY}/t/oauth2/v2.0/token", "a=b", {}, "key")
    async with asyncio.timeout(LONGEST):
        answer = await EntraHttp(http, server.url).ask(question, asyncio.get_running_loop().time() + PATIENCE)
    if name in READ_ALL_THE_SAME:
        assert not isinstance(answer, EntraUnavailable)
    else:
        assert isinstance(answer, EntraUnavailable)


@pytest.mark.parametrize("name", ANSWERS)
async def test_no_discovery_document_comes_over_a_broken_wire(
    server: RawServer, http: aiohttp.ClientSession, name: str
) -> None:
    server.says = ANSWERS[name]
    async with asyncio.timeout(LONGEST):
        with pytest.raises((Busy, TimeoutError)):
            async with asyncio.timeout(PATIENCE):
                await Discovery(http, server.url).document("tenant")


async def connector_says(base: str, http: aiohttp.ClientSession, health: Health) -> ConnectorAnswer:
    async def fetch() -> tuple[str, float]:
        return "a token", 3600.0

    line = ConnectorHttp(http, BotCredential(fetch, health), Metrics())
    url = URL(f"{base}/v3/conversations/a/activities")
    return await line.ask("POST", url, {"type": "message"}, asyncio.get_running_loop().time() + PATIENCE)


@pytest.mark.parametrize("name", ANSWERS)
async def test_no_message_counts_as_delivered_that_something_in_between_has_answered(
    server: RawServer, http: aiohttp.ClientSession, health: Health, name: str
) -> None:
    server.says = ANSWERS[name]
    async with asyncio.timeout(LONGEST):
        answer = await connector_says(server.url, http, health)
    taken = name in READ_ALL_THE_SAME or (name in CUT and name != "half of a body") or name == "an empty answer"
    if name == "half of a body":  # the status counts where the rest of the answer is lost
        assert answer.taken or answer.unknown
    else:
        assert answer.taken is taken
    assert answer.taken or answer.unknown or answer.not_taken, "it is neither sent again nor given up"


@pytest.mark.parametrize("name", [name for name in ANSWERS if name.startswith("a redirect")])
async def test_a_message_that_is_answered_by_a_redirect_was_not_taken(
    server: RawServer, http: aiohttp.ClientSession, health: Health, name: str
) -> None:
    server.says = ANSWERS[name]
    answer = await connector_says(server.url, http, health)
    assert answer.not_taken
    assert not answer.unknown
