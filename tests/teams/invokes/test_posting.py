"""What Teams has taken is said to be posted, and posted once, whatever the store does in that moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any, cast

from bot.model import Action, ActionKind, ChatKind, Command, Confirmation, Meeting, Surface
from bot.ports import Store
from bot.teams.invokes.posting import LOOK_EVERY, Posting
from tests.support.fakes import PLACE, at, calendar_meeting, command
from tests.support.teams.answers import Desk, Moody, Teams, desk

PRESS = Action(ActionKind.POST_HERE, meeting=calendar_meeting("Physio", at(30, 10)), link="https://visit.example/x")


@dataclass
class ThenLocked(Teams):
    """Takes a message, and then another process locks the store's file."""

    stores: list[Moody] = field(default_factory=list)

    async def send(self, service_url: str, conversation_id: str, activity: dict[str, Any]) -> str:
        id = await super().send(service_url, conversation_id, activity)
        self.stores[0].bad = True
        return id

    def around(self, store: Store) -> Store:
        self.stores.append(Moody(store))
        return cast("Store", self.stores[0])


async def as_it_is(_command: Command, meeting: Meeting) -> Meeting:
    return meeting


def posting(here: Desk) -> Posting:
    return Posting(here.records, here.room.messenger, here.room.tasks, as_it_is, install_url="", chat_url="")


def pressed(delivery: str) -> Command:
    in_a_group = replace(PLACE, kind=ChatKind.GROUP, activity_id=delivery)
    return replace(command(press=PRESS), surface=Surface.USER_VIEW, address=in_a_group)


async def test_a_store_that_is_locked_the_moment_after_costs_nobody_a_second_message() -> None:
    teams = ThenLocked()
    here = await desk(teams=teams, around=teams.around)
    assert isinstance(await posting(here)(pressed("1")), Confirmation)
    teams.stores[0].bad = False
    await asyncio.sleep(2 * LOOK_EVERY)
    assert isinstance(await posting(here)(pressed("1")), Confirmation)  # Teams sends the invoke once more
    assert isinstance(await posting(here)(pressed("2")), Confirmation)  # a double click
    assert len(teams.sent) == 1


async def test_a_double_click_posts_once_and_a_later_one_again() -> None:
    here = await desk()
    both = await asyncio.gather(posting(here)(pressed("1")), posting(here)(pressed("2")))
    assert all(isinstance(said, Confirmation) for said in both)
    assert len(here.teams.sent) == 1
    await here.settles()
    here.clock.passes(60)
    assert isinstance(await posting(here)(pressed("3")), Confirmation)
    assert len(here.teams.sent) == 2
