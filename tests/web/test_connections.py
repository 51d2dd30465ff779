"""Many who say little keep nobody waiting: connections are counted, headers have a time, and the oldest go first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.net.door import Door, Enter
from bot.web.connections import HEADER_TIMEOUT, LARGEST_HEADER
from tests.support.web.raw import GET, HALF, Edge, Line, edge

MOST = 8


@pytest.fixture
async def here() -> AsyncIterator[Edge]:
    async with edge(MOST) as built:
        yield built


async def test_a_probe_is_answered_while_every_place_is_taken_by_unfinished_headers(here: Edge) -> None:
    for _ in range(3 * MOST):
        await here.connect(HALF)
    for _ in range(MOST):
        line = await here.connect()
        assert await line.ask() == 200
    assert len(here.connections) <= MOST
    assert here.refused["connections"] >= 2 * MOST


async def test_the_oldest_unfinished_one_goes_first_and_who_has_spoken_stays(here: Edge) -> None:
    teams = await here.connect()
    assert await teams.ask() == 200
    first = await here.connect(HALF)
    await here.until(lambda: len(here.connections) == 2)
    for _ in range(MOST):
        await here.connect(HALF)
    assert await first.closed()
    assert await teams.ask() == 200


async def test_who_is_idle_makes_room_where_nobody_is_unfinished(here: Edge) -> None:
    idle = [await here.connect() for _ in range(MOST)]
    for line in idle:
        assert await line.ask() == 200
    newcomer = await here.connect()
    assert await newcomer.ask() == 200
    assert await idle[0].closed()
    assert await idle[1].ask() == 200


async def test_a_request_that_is_being_answered_is_never_cut() -> None:
    going, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        going.set()
        await go_on.wait()
        return web.Response()

    async with edge(2, web.get("/slow", slow)) as here:
        lines = [await here.connect(GET.replace(b"/healthz", b"/slow")) for _ in range(2)]
        await here.until(lambda: len(here.connections) == 2)
        await going.wait()
        await here.until(lambda: len(here.connections._busy) == 2)
        refused = await here.connect()
        assert await refused.closed()
        go_on.set()
        assert [await line.status() for line in lines] == [200, 200]
        assert here.refused == {"connections": 1}


async def test_headers_that_take_too_long_are_not_waited_for(here: Edge) -> None:
    slow, silent = await here.connect(HALF), await here.connect()
    await here.until(lambda: len(here.connections) == 2)
    here.time[0] += HEADER_TIMEOUT - 1
    await here.connections.cut_late()
    await slow.say(b"drop by drop")
    assert len(here.connections) == 2
    here.time[0] += 2
    await here.connections.cut_late()
    assert await slow.closed()
    assert await silent.closed()
    assert here.refused == {"late_headers": 2}


async def test_the_second_request_of_a_connection_has_a_time_of_its_own(here: Edge) -> None:
    line = await here.connect()
    assert await line.ask() == 200
    here.time[0] += 10 * HEADER_TIMEOUT
    await here.connections.cut_late()
    assert await line.ask() == 200
    await line.say(HALF)
    await here.until(lambda: len(here.connections._reading) == 1)
    here.time[0] += HEADER_TIMEOUT + 1
    await here.connections.cut_late()
    assert await line.closed()


async def test_headers_without_end_are_cut_and_large_bodies_are_not(here: Edge) -> None:
    endless = await here.connect(HALF)
    for _ in range(LARGEST_HEADER // 1000 + 2):
        await endless.say(b"a: " + b"x" * 1000 + b"\r\n")
    assert await endless.closed()
    assert here.refused["long_headers"] + here.refused["malformed"] == 1
    body = b"y" * 250_000
    large = await here.connect()
    assert await large.ask(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 250000\r\n\r\n" + body) == 200
    assert await large.ask() == 200


async def test_who_hangs_up_leaves_a_place(here: Edge) -> None:
    for _ in range(4 * MOST):
        line = await here.connect(HALF)
        await here.until(lambda: len(here.connections) == 1)
        line.close()
        await here.until(lambda: len(here.connections) == 0)
    assert not here.refused


class Shut(Door):
    """Nobody comes in until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[Enter] = []

    @property
    def waiting(self) -> int:
        return len(self.waits)

    def let_in_now(self) -> bool:
        return False

    def wait(self, enter: Enter) -> None:
        self.waits.append(enter)

    def open(self) -> None:
        for enter in self.waits:
            enter()


def posted(body: bytes) -> bytes:
    return b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


async def in_a_rush(here: Edge, requests: list[bytes]) -> list[Line]:
    """All connected first and said at once, so that most of them wait at the door."""
    lines = [await here.connect() for _ in requests]
    await here.until(lambda: len(here.connections) == len(requests))
    for line, said in zip(lines, requests, strict=True):
        line.writer.write(said)
    return lines


async def echoed(line: Line) -> bytes:
    head = await line.reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    return await line.reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))


async def test_what_is_posted_in_a_rush_is_heard_whole_and_by_its_own_connection() -> None:
    async with edge(200) as here:
        bodies = [b"%d says " % number + b"x" * number * 700 for number in range(100)]
        lines = await in_a_rush(here, [posted(body) for body in bodies])
        assert [await echoed(line) for line in lines] == bodies
        assert here.connections.door.waiting == 0
        for line in lines:
            line.writer.write(posted(b"again"))
        assert [await echoed(line) for line in lines] == [b"again"] * len(lines)


async def test_who_waits_at_the_door_is_not_cut_however_many_come_and_who_hangs_up_there_is_forgotten() -> None:
    async with edge(MOST) as here:
        door = here.connections.door = Shut()
        lines = await in_a_rush(here, [posted(b"hello")] * (MOST - 1))
        await here.until(lambda: door.waiting == MOST - 1)
        here.time[0] += 2 * HEADER_TIMEOUT
        await here.connections.cut_late()
        assert await (await here.connect()).ask() == 200  # a probe passes by
        for _ in range(2):
            await here.connect(HALF)  # these have one place among them
        assert door.waiting == MOST - 1
        lines[0].close()
        door.open()
        assert [await echoed(line) for line in lines[1:]] == [b"hello"] * (MOST - 2)


async def test_who_was_just_let_in_does_not_make_room_for_whoever_comes() -> None:
    async with edge(MOST) as here:
        assert await (await here.connect()).ask() == 200  # it is idle from now on
        door = here.connections.door = Shut()
        lines = [await here.connect(posted(b"hello")) for _ in range(MOST - 1)]
        await here.until(lambda: door.waiting == MOST - 1)
        door.open()
        assert here.connections._evict()  # the idle one
        assert not here.connections._evict()
        assert [await echoed(line) for line in lines] == [b"hello"] * (MOST - 1)
