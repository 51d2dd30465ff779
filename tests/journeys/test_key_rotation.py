"""Microsoft changes its signing keys while people are at work: nobody is turned away, and nobody notices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from app import create_app
from sandbox.world.people import CLINIC, Tenant
from tests.support.journeys.instances import Crowd, own_meetings, staff
from tests.support.journeys.standstill import watched_machine
from tests.support.journeys.world import World, world

PEOPLE, NEW, RATE, SEED = 24, 24, 20, 20261128
STAFF = staff(PEOPLE + NEW)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    clinic = Tenant(CLINIC.id, CLINIC.name, CLINIC.domain, CLINIC.zone, (*CLINIC.people, *STAFF))
    async with world(tmp_path, own_meetings(STAFF), create_app, tenants=(clinic,)) as built:
        for person in STAFF:
            built.consent(person)
        yield built


async def rotates(here: World, kind: str, crowds: list[Crowd]) -> None:
    if kind == "Entra":
        here.microsoft365.entra.rotate()
    else:
        here.microsoft365.channel.rotate(overlap=True)  # what is on its way has the old one
    for crowd in crowds:
        crowd.renew()


@pytest.mark.parametrize("kind", ["Entra", "Bot Framework"])
async def test_keys_change_under_load_and_everybody_is_answered_once(here: World, kind: str) -> None:
    known, new = (Crowd(here, people, clients=2, by_hand=True) for people in (STAFF[:PEOPLE], STAFF[PEOPLE:]))
    async with watched_machine() as machine:
        await known.ask_all()
        await known.answered(60)
        asking = asyncio.create_task(known.keep_asking(3.0, RATE, Random(SEED)))  # noqa: S311
        for turn in range(3):
            await asyncio.sleep(0.6)
            await rotates(here, kind, [known, new])
            for person in new.people[turn::3]:  # half of their assertions are signed by an older key
                await new.ask(person)
        await asking
        for crowd in (known, new):
            await crowd.answered(60)
        await here.idle()
    for crowd in (known, new):
        crowd.look()
        assert set(crowd.statuses) == {202}
        assert all(all(crowd.links(person)) for person in crowd.people)
        if not machine.stood_still:
            assert [crowd.links(person) for person in crowd.people] == [
                [True] * crowd.asked[person.oid] for person in crowd.people
            ]
            assert not any(crowd.waiting(person) for person in crowd.people)
            assert not crowd.pressed
