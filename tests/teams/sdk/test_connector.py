"""What the bot says reaches Teams: one connection, one token, and another try whenever the service asks for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.errors import Busy, DeliveryUnknown, Misconfigured, Service, Throttled, Undeliverable
from bot.teams.sdk.conversations import client_of
from tests.support.teams.connector_line import CONVERSATION, HELLO, Line, PretendService

CUT = {"Content-Length": "4000"}


@pytest.fixture
async def lines() -> AsyncIterator[Any]:
    """A maker of lines, all closed in the end."""
    servers: list[TestServer] = []
    async with aiohttp.ClientSession() as http:

        async def make(*answers: tuple[int, dict[str, str]], seconds: float = 0, budget: float = 5.0) -> Line:
            service, app = PretendService(*answers, seconds=seconds), web.Application()
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


@pytest.mark.parametrize("status", [408, 412, 429])
async def test_what_teams_has_not_taken_is_sent_again(lines: Any, status: int) -> None:
    line = await lines((status, {}), (status, {}))
    assert await line.send() == "42"
    assert len(line.service.seen) == 3
    assert 0 < line.pauses[0] < line.pauses[1]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_what_teams_may_have_taken_is_not_sent_again_here(lines: Any, status: int) -> None:
    line = await lines((status, {"Retry-After": "7"}))
    with pytest.raises(DeliveryUnknown) as raised:
        await line.send()
    assert len(line.service.seen) == 1
    assert (raised.value.retry_after, raised.value.service) == (7, Service.TEAMS)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_what_does_no_harm_twice_is_asked_again(lines: Any, status: int) -> None:
    line = await lines(*[(status, {})] * 3)
    await line.connector.update(line.url, CONVERSATION, "8", HELLO)
    line.service.answers = [(status, {})] * 3
    await line.connector.delete(line.url, CONVERSATION, "8")
    line.service.answers = [(status, {})] * 3
    assert await line.connector.personal_chat(line.url, "28:bot", "29:anna", "tenant") == "42"
    assert len(line.service.seen) == 12


async def test_a_connection_that_never_came_about_has_delivered_nothing(lines: Any) -> None:
    line = await lines(budget=2.0)
    line.url = f"http://127.0.0.1:{unused_port()}/emea/"
    with pytest.raises(Busy) as raised:
        await line.send()
    assert type(raised.value) is Busy
    assert len(line.pauses) >= 2


async def test_a_connection_that_ends_before_the_answer_may_have_delivered(lines: Any) -> None:
    line = await lines((0, {}))
    with pytest.raises(DeliveryUnknown):
        await line.send()
    assert len(line.service.seen) == 1


async def test_a_message_whose_receipt_is_cut_short_is_delivered(lines: Any) -> None:
    line = await lines((201, CUT))
    assert await line.send() == ""


async def test_a_message_whose_receipt_stands_still_is_delivered_too(lines: Any) -> None:
    line = await lines((201, CUT), seconds=30, budget=0.2)
    line.service.stalls = True
    async with asyncio.timeout(10):
        assert await line.send() == ""
    assert len(line.service.seen) == 1


async def test_and_so_a_refusal_is_one_of_which_no_more_comes_than_its_status(lines: Any) -> None:
    line = await lines((403, CUT), seconds=30, budget=0.2)
    line.service.stalls = True
    with pytest.raises(Undeliverable):
        async with asyncio.timeout(10):
            await line.send()


async def test_what_is_asked_for_its_answer_is_asked_again_where_that_is_cut_short(lines: Any) -> None:
    line = await lines((201, CUT))
    assert await line.connector.personal_chat(line.url, "28:bot", "29:anna", "tenant") == "42"
    line.service.answers = [(200, CUT)]
    assert await line.connector.meeting(line.url, "meeting") == (0, {})


async def test_who_asks_for_patience_is_given_it_also_where_their_words_are_cut_short(lines: Any) -> None:
    line = await lines((429, CUT | {"Retry-After": "2"}))
    await line.connector.update(line.url, CONVERSATION, "8", HELLO)
    assert line.pauses == [2]


async def test_and_who_refuses_the_token_is_shown_another_one(lines: Any) -> None:
    line = await lines((401, CUT))
    await line.connector.update(line.url, CONVERSATION, "8", HELLO)
    assert [auth for _, _, auth, _ in line.service.seen] == ["Bearer token-1", "Bearer token-2"]


@pytest.mark.parametrize("stalls", [False, True])
async def test_the_beginning_of_a_page_is_no_receipt(lines: Any, stalls: bool) -> None:
    line = await lines((200, CUT | {"Content-Type": "text/html; charset=utf-8"}), seconds=30, budget=0.2)
    line.service.stalls = stalls
    with pytest.raises(DeliveryUnknown):
        async with asyncio.timeout(10):
            await line.send()


async def test_a_wait_that_is_longer_than_the_budget_is_left_to_the_caller(lines: Any) -> None:
    line = await lines((429, {"Retry-After": "60"}))
    with pytest.raises(Busy) as raised:
        await line.send()
    assert (type(raised.value), raised.value.retry_after) == (Throttled, 60)
    assert line.pauses == []


async def test_what_teams_has_had_too_much_of_is_sent_again_in_its_turn(lines: Any) -> None:
    line = await lines((429, {}), (429, {}), (412, {}))
    turns: list[int] = []

    async def again() -> float:
        turns.append(len(line.service.seen))
        return 0.0

    assert await line.connector.send(line.url, CONVERSATION, HELLO, again) == "42"
    assert (turns, len(line.service.seen)) == ([1, 2], 4)


async def test_and_is_left_to_the_caller_where_its_turn_is_far_away(lines: Any) -> None:
    async def again() -> float:
        return 20.0

    line = await lines((429, {}))
    with pytest.raises(Throttled) as raised:
        await line.connector.send(line.url, CONVERSATION, HELLO, again)
    assert (raised.value.retry_after, len(line.service.seen)) == (20, 1)


async def test_nobody_waits_for_it_longer_than_for_the_whole_call(lines: Any) -> None:
    async def again() -> float:
        await asyncio.Event().wait()
        return 0.0

    line = await lines((429, {}), budget=0.9)
    with pytest.raises(Throttled):
        async with asyncio.timeout(5):
            await line.connector.send(line.url, CONVERSATION, HELLO, again)
    assert len(line.service.seen) == 1


async def test_a_title_with_half_a_sign_in_it_is_sent_all_the_same(lines: Any) -> None:
    line = await lines()
    await line.connector.send(line.url, CONVERSATION, {"text": "\ud83d"})
    assert line.service.seen[0][3] == {"text": "\ud83d"}


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
    with pytest.raises(DeliveryUnknown):
        await line.send()


async def test_typing_and_roster_never_do_harm(lines: Any) -> None:
    line = await lines((500, {}), (501, {}))
    await line.connector.typing(line.url, CONVERSATION)
    assert await line.connector.member(line.url, CONVERSATION, "29:anna") == {}
    line.token.fault = Misconfigured("MicrosoftAppPassword", "wrong")
    line.credential.refused("token-1")
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
    with pytest.raises(Busy) as raised:
        async with asyncio.timeout(10):
            await line.send()
    assert (type(raised.value), raised.value.service) == (Busy, Service.ENTRA)


async def test_a_conversation_without_an_id_is_none(lines: Any) -> None:
    line = await lines()
    line.service.id = None
    with pytest.raises(Undeliverable):
        await line.connector.personal_chat(line.url, "28:bot", "29:anna", "tenant")
