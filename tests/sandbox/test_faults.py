"""A fault is a value: whatever of it is combined, every service does it, as often and as long as told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from sandbox.world.faults import FOREVER, Ending, Fault
from sandbox.world.people import ANNA, BEN, CLINIC_ID
from sandbox.world.troubles import Trouble
from tests.support.sandbox.connector import CHAT, answered, chat, post
from tests.support.sandbox.world import World

ACTIVITIES = f"v3/conversations/{CHAT}/activities"
HELLO = {"type": "message", "text": "hello"}
TRUE, BUSY = 201, 503


@pytest.mark.parametrize("delivers", [True, False])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_the_connector_refuses_and_delivers_or_not(world: World, status: int, delivers: bool) -> None:
    world.m365.troubles.on(Trouble.CONNECTOR_FAULT, Fault(status, delivers=delivers, retry_after=7), times=2)
    for _ in range(2):
        told, _, headers = await answered(world, "POST", ACTIVITIES, HELLO)
        assert (told, headers["Retry-After"]) == (status, "7")
    assert (await post(world, "well again"))[0] == TRUE
    assert chat(world) == ["hello"] * 2 * delivers + ["well again"]
    assert [sent.status for sent in world.m365.record.sent] == [status, status, TRUE]


@pytest.mark.parametrize("delivers", [True, False])
@pytest.mark.parametrize("ending", [Ending.HANG_UP, Ending.RESET])
async def test_a_connection_that_breaks_leaves_it_open_whether_it_delivered(
    world: World, ending: Ending, delivers: bool
) -> None:
    world.m365.troubles.on(Trouble.CONNECTOR_FAULT, Fault(ending=ending, delivers=delivers), times=1)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionResetError)):
        await post(world)
    assert chat(world) == ["hello"] * delivers
    assert world.m365.record.sent[0].status == 0


@pytest.mark.parametrize("delivers", [True, False])
async def test_silence_ends_when_it_is_switched_off(world: World, delivers: bool) -> None:
    switch = world.m365.troubles.on(Trouble.CONNECTOR_FAULT, Fault(ending=Ending.SILENCE, delivers=delivers))
    asking = asyncio.create_task(post(world))
    await switch.hit.wait()
    await world.m365.record.until(lambda: bool(world.m365.record.sent))
    assert not asking.done()
    assert chat(world) == ["hello"] * delivers
    world.m365.troubles.clear()
    with pytest.raises(aiohttp.ClientError):
        await asking


Ask = Callable[[World], Coroutine[Any, Any, aiohttp.ClientResponse]]


async def graph(world: World) -> aiohttp.ClientResponse:
    token = world.token(ANNA)
    day = "startDateTime=2020-01-01T00:00:00Z&endDateTime=2040-01-01T00:00:00Z"
    url = f"{world.origin}/v1.0/me/calendarView?{day}"
    return await world.session.get(url, headers={"Authorization": f"Bearer {token}"})


async def discovery(world: World) -> aiohttp.ClientResponse:
    return await world.session.get(f"{world.origin}/{CLINIC_ID}/v2.0/.well-known/openid-configuration")


async def channel_keys(world: World) -> aiohttp.ClientResponse:
    return await world.session.get(f"{world.origin}/v1/.well-known/keys")


SERVICES: dict[str, tuple[Trouble, Ask]] = {
    "graph": (Trouble.GRAPH_FAULT, graph),
    "entra": (Trouble.ENTRA_FAULT, discovery),
    "channel": (Trouble.CHANNEL_FAULT, channel_keys),
}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> tuple[Trouble, Ask]:
    return SERVICES[request.param]


async def test_a_page_stands_in_place_of_json(world: World, service: tuple[Trouble, Ask]) -> None:
    trouble, ask = service
    world.m365.troubles.on(trouble, Fault(200, body="<html>sorry</html>", content_type="text/html"), times=1)
    async with await ask(world) as answer:
        assert (answer.status, answer.content_type, await answer.text()) == (200, "text/html", "<html>sorry</html>")
    async with await ask(world) as answer:
        assert await answer.json()


async def test_a_body_breaks_off(world: World, service: tuple[Trouble, Ask]) -> None:
    trouble, ask = service
    world.m365.troubles.on(trouble, Fault(ending=Ending.TRUNCATED))
    async with await ask(world) as answer:
        assert answer.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()


async def test_a_body_never_ends(world: World, service: tuple[Trouble, Ask]) -> None:
    trouble, ask = service
    world.m365.troubles.on(trouble, Fault(ending=Ending.ENDLESS))
    async with await ask(world) as answer:
        assert len(await answer.content.readexactly(1_000_000)) == 1_000_000


async def test_slow_ones_are_waited_for_before_the_next_fault(world: World, service: tuple[Trouble, Ask]) -> None:
    trouble, ask = service
    slow = world.m365.troubles.on(trouble, Fault(seconds=FOREVER))
    world.m365.troubles.on(trouble, Fault(BUSY, retry_after=3))
    asking = asyncio.create_task(ask(world))
    await slow.hit.wait()
    assert not asking.done()
    slow.over.set()
    async with await asking as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (BUSY, "3")


async def test_what_is_switched_on_first_strikes_first_and_then_the_next(world: World) -> None:
    for status in (429, 502):
        world.m365.troubles.on(Trouble.CONNECTOR_FAULT, Fault(status), times=1)
    assert [(await post(world))[0] for _ in range(3)] == [429, 502, TRUE]


async def test_a_fault_is_narrowed_to_a_person_or_to_what_is_sent(world: World) -> None:
    world.m365.troubles.on(Trouble.GRAPH_FAULT, Fault(BUSY), person=BEN.upn)
    async with await graph(world) as answer:
        assert answer.status == 200
    world.m365.troubles.on(Trouble.CONNECTOR_FAULT, Fault(BUSY), where="message")
    assert (await post(world, type="typing"))[0] == TRUE
    assert (await post(world))[0] == BUSY


async def test_any_fault_can_be_switched_on_over_http(world: World) -> None:
    async def wish(**body: Any) -> int:
        async with world.session.post(f"{world.origin}/sandbox/troubles", json=body) as answer:
            return answer.status

    assert await wish(name="connector.fault", status=502, delivers=True, retry_after=2, times=1) == 200
    assert (await answered(world, "POST", ACTIVITIES, HELLO))[0] == 502
    assert chat(world) == ["hello"]
    assert await wish(name="connector.fault", ending="explodes") == 400
    assert await wish(name="connector.fault", colour="red") == 400
    assert await wish(name="graph.fault", status="no number") == 400
