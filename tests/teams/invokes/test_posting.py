"""What Teams has taken is said to be posted, and posted once, whatever the store does in that moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any, cast

from bot.errors import Busy, DeliveryUnknown
from bot.model import Action, ActionKind, ChatKind, Command, Confirmation, Meeting, Notice, PostPreview, Surface
from bot.ports import Store
from bot.teams.invokes.posting import LOOK_EVERY, Described, Posting
from bot.teams.outbound.messenger import Again
from tests.support.fakes import PLACE, at, calendar_meeting, command
from tests.support.teams.answers import Desk, Moody, Teams, desk

PRESS = Action(ActionKind.POST_HERE, meeting=calendar_meeting("Physio", at(30, 10)), link="https://visit.example/x")


@dataclass
class ThenLocked(Teams):
    """Takes a message, and then another process locks the store's file."""

    stores: list[Moody] = field(default_factory=list)

    async def send(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again | None = None
    ) -> str:
        id = await super().send(service_url, conversation_id, activity)
        self.stores[0].bad = True
        return id

    def around(self, store: Store) -> Store:
        self.stores.append(Moody(store))
        return cast("Store", self.stores[0])


async def as_it_is(_command: Command, meeting: Meeting) -> Meeting:
    return meeting


async def moved(_command: Command, meeting: Meeting) -> Meeting:
    return replace(meeting, start=at(30, 11))


def posting(here: Desk, described: Described = as_it_is) -> Posting:
    return Posting(here.records, here.room.messenger, here.room.tasks, described, install_url="", chat_url="")


def pressed(delivery: str, press: Action = PRESS) -> Command:
    in_a_group = replace(PLACE, kind=ChatKind.GROUP, activity_id=delivery)
    return replace(command(press=press), surface=Surface.USER_VIEW, address=in_a_group)


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


async def test_try_again_posts_nothing_where_what_was_slow_has_been_posted_since() -> None:
    here = await desk()
    here.teams.holds = asyncio.Event()
    slow = await posting(here)(pressed("1"))
    assert isinstance(slow, Notice)
    here.teams.holds.set()
    await here.settles()
    here.clock.passes(60)
    for delivery in ("2", "3"):
        again = await posting(here)(pressed(delivery, slow.retry or PRESS))
        assert isinstance(again, Confirmation)
        assert again.undo
    assert len(here.teams.sent) == 1
    await here.settles()
    here.clock.passes(60)
    assert isinstance(await posting(here)(pressed("4")), Confirmation)  # *Post here* once more
    assert len(here.teams.sent) == 2


async def test_try_again_posts_what_was_not_posted_and_what_nobody_knows_of() -> None:
    here = await desk()
    here.teams.faults = [lambda: Busy("429"), lambda: DeliveryUnknown("502")]
    press = PRESS
    for delivery in ("1", "2"):
        told = await posting(here)(pressed(delivery, press))
        assert isinstance(told, Notice)
        press = told.retry or PRESS
        here.clock.passes(60)
    assert isinstance(await posting(here)(pressed("3", press)), Confirmation)
    assert len(here.teams.sent) == 1


async def test_what_others_are_about_to_read_is_what_the_calendar_says_now() -> None:
    press = replace(PRESS, verb=ActionKind.PREVIEW)
    shown = await posting(await desk(), moved)(replace(pressed("1"), press=press))
    assert isinstance(shown, PostPreview)
    assert shown.meeting.start == at(30, 11)
