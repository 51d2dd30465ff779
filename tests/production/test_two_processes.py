"""Two processes with one Redis behind a balancer: one is killed with -9, and everybody is answered by the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from aiohttp.test_utils import TestServer, unused_port

from sandbox.world.people import Person
from tests.support.journeys.instances import Crowd, clinic_of, own_meetings, staff
from tests.support.production.process import Production, production
from tests.support.redis_server import shared
from tests.support.round_robin import RoundRobin

pytestmark = pytest.mark.redis
SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
RATE, SEED = 15, 20261128
AT_WORK = 5  # answers of one process that may be on their way to Teams in one moment


@dataclass
class Two:
    """Both processes, and where Teams thinks that the bot is."""

    one: Production
    two: Production
    front: Production


@asynccontextmanager
async def two(folder: Path, people: list[Person]) -> AsyncIterator[Two]:
    """They are running."""
    url = shared().emptied()
    async with production(folder, [clinic_of(people)], own_meetings(people)) as one:
        another = replace(one, port=unused_port(), process=None, output=[])
        async with ClientSession(cookie_jar=DummyCookieJar(), connector=TCPConnector(limit=0)) as http:
            front = TestServer(RoundRobin([one.url, another.url], http).application())
            await front.start_server()
            try:
                await asyncio.gather(one.start(STORAGE_URL=url), another.start(STORAGE_URL=url))
                yield Two(one, another, replace(one, port=front.port or 0))
            finally:
                await another.stop()
                await front.close()


async def test_one_is_killed_under_load_and_everybody_is_answered(tmp_path: Path) -> None:
    people = staff(60)
    async with two(tmp_path, people) as both:
        for person in people:
            both.front.microsoft365.consents.grant(person, SCOPES)
        crowd = Crowd(both.front, people, clients=2, by_hand=True)
        asking = asyncio.create_task(crowd.keep_asking(6, RATE, Random(SEED)))  # noqa: S311 — the same each time
        await asyncio.sleep(2)
        assert both.one.process
        both.one.process.kill()
        assert await both.one.died() == -9
        await asking
        await crowd.answered(40)
        await asyncio.sleep(7)  # what a dead process held has run out
        crowd.look()

        waiting = [crowd.waiting(person) for person in people]
        assert max(waiting) == 0
        assert -sum(waiting) <= AT_WORK  # sent, and not noted as sent
        assert all(link for person in people for link in crowd.links(person))
        assert sum(crowd.asked.values()) > 20
        assert b"Traceback" not in both.one.log + both.two.log
