"""One conversation, or one region, in which Teams takes nothing keeps nobody else waiting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.errors import Busy, DeliveryUnknown, Service, Throttled
from bot.model import User
from bot.teams.outbound.messenger import Again
from tests.support.fakes import ANNA, PLACE, command
from tests.support.teams.answers import Desk, Teams, desk

GOOD = User(ANNA.tenant_id, "good")
SOON = 6.0  # seconds


@dataclass
class Refusing(Teams):
    """Takes nothing where `where` stands in the service's address or in the conversation's id."""

    where: str = "bad"
    error: type[Busy] = Busy

    async def send(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again | None = None
    ) -> str:
        if self.where in f"{service_url} {conversation_id}":
            raise self.error("not taken", service=Service.TEAMS)
        return await super().send(service_url, conversation_id, activity)


async def half_a_second(here: Desk) -> None:
    here.clock.passes(0.5)
    await here.room.in_flight.round()
    await here.room.runner.recover()
    await here.settles()


async def waited_for(here: Desk, before: int) -> float:
    """Seconds until somebody has read something; at most two minutes."""
    seconds = 0.0
    while len(here.teams.sent) == before and seconds < 120:
        await half_a_second(here)
        seconds += 0.5
    return seconds


@pytest.mark.parametrize("error", [Busy, DeliveryUnknown])
@pytest.mark.parametrize("backlog", [3, 20])
async def test_nobody_waits_for_one_persons_broken_conversation(backlog: int, error: type[Busy]) -> None:
    here = await desk(teams=Refusing(error=error))
    for _ in range(backlog):
        await here.says("help", User(ANNA.tenant_id, "bad"))
        await here.settles()
    for _ in range(5):
        for _ in range(60):
            await half_a_second(here)
        before = len(here.teams.sent)
        await here.says("help", GOOD)
        await here.settles()
        assert await waited_for(here, before) == 0


async def test_nobody_waits_for_a_tenant_that_is_throttled_though_teams_does_not_say_for_how_long() -> None:
    here = await desk(teams=Refusing(error=Throttled))
    for _ in range(5):
        for number in range(30):
            await here.says("help", User(ANNA.tenant_id, f"bad-{number}"))
        for _ in range(10):
            await half_a_second(here)
        before = len(here.teams.sent)
        await here.says("help", GOOD)
        await here.settles()
        assert await waited_for(here, before) == 0


async def test_a_region_that_was_busy_for_a_second_does_not_wait_for_one_that_is_down() -> None:
    here = await desk(teams=Refusing(where="down"))
    for number in range(120):
        id = str(number)
        there = replace(PLACE, service_url="https://down.example", conversation_id=f"a:{id}", activity_id=id)
        asked = replace(command("help"), user=User(ANNA.tenant_id, id), address=there)
        await here.room.reception.receive(asked)
        if number % 20 == 0:
            await half_a_second(here)
    for _ in range(30):
        await half_a_second(here)
    here.teams.faults = [lambda: Busy("429", service=Service.TEAMS, retry_after=1)]
    await here.says("help", GOOD)
    await here.settles()
    assert 0 < await waited_for(here, 0) <= SOON
