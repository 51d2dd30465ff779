"""Microsoft is down for everybody: who comes later hears so at once, and all is well with the first answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.net.breaker import FAILING_PEOPLE
from bot.ops.budgets import Limits
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA, BEN, NOOR, OSEI, Person
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import ask, assert_kind, log_lines, logged_under
from tests.support.journeys.world import World, impatient, world

VIEW = "calendarView"
CROWD = (ANNA, BEN, OSEI)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, create=partial(impatient, limits=Limits(graph=0.5))) as built:
        yield built


async def signed_in(here: World, *people: Person) -> list[TeamsClient]:
    clients = []
    for person in people:
        here.consent(person)
        clients.append(here.client(person))
        await ask(clients[-1])
    return clients


def graph_calls(here: World) -> int:
    return len(here.calls("graph"))


async def test_when_graph_answers_nobody_the_next_person_hears_so_unasked(here: World) -> None:
    *crowd, noor = await signed_in(here, *CROWD, NOOR)
    assert len(crowd) == FAILING_PEOPLE
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where=VIEW)
    assert all("Microsoft is busy" in told for told in await asyncio.gather(*map(ask, crowd)))
    before = graph_calls(here)
    with log_lines() as log:
        told = await ask(noor)
    assert "Microsoft is not answering" in told
    assert_kind(told)
    assert "not asked" in logged_under(log, told)
    assert graph_calls(here) == before
    here.microsoft365.troubles.clear()
    await asyncio.sleep(1.1)
    assert "No calendar" in await ask(noor)
    assert "Which meeting?" in await ask(crowd[0])


async def test_one_persons_mailbox_keeps_nobody_else_from_asking(here: World) -> None:
    anna, ben = await signed_in(here, ANNA, BEN)
    here.microsoft365.troubles.on(Trouble.GRAPH_UNAVAILABLE, where=VIEW, person=ANNA.upn)
    told = [await ask(anna) for _ in range(8)]
    assert "Microsoft is busy" in told[0]
    assert "Microsoft is not answering" in told[7]
    assert "Which meeting?" in await ask(ben)


async def test_who_is_throttled_keeps_nobody_else_from_asking(here: World) -> None:
    *crowd, noor = await signed_in(here, *CROWD, NOOR)
    for person in CROWD:
        here.microsoft365.troubles.on(Trouble.GRAPH_THROTTLED, where=VIEW, person=person.upn, retry_after=60)
    assert all("Microsoft is busy" in told for told in await asyncio.gather(*map(ask, crowd)))
    assert "No calendar" in await ask(noor)


async def test_when_entra_answers_nobody_the_next_person_hears_so_unasked(here: World) -> None:
    for person in (*CROWD, NOOR):
        here.consent(person)
    here.microsoft365.troubles.on(Trouble.ENTRA_UNAVAILABLE, where="token")
    crowd = [here.client(person) for person in CROWD]

    async def first_words(person: TeamsClient) -> str:
        await person.say("get link")
        await person.settled(lambda: any("Microsoft" in str(sent.activity) for sent in person.seen), timeout=10)
        return " ".join(str(sent.activity) for sent in person.seen)

    assert all("Microsoft is busy" in told for told in await asyncio.gather(*map(first_words, crowd)))
    assert "Microsoft is not answering" in await first_words(here.client(NOOR))
    assert "What you can type" in await ask(crowd[1], "help")
