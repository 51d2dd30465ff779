"""In a rush the bot hears everybody before it answers many; once it is over, whoever waits is answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.model import User
from bot.net.fair_queue import QueueLimits
from bot.teams.answers.turns import PACE_IN_RUSH, Bounds
from tests.support.fakes import PLACE, TENANT, command
from tests.support.teams.answers import Desk, desk, words

PEOPLE = 5
OTHER = "99999999-9999-4999-8999-999999999999"


async def in_a_rush() -> tuple[Desk, list[bool]]:
    """Some people have asked; whether there is a rush is the last value of the list."""
    rush = [True]
    here = await desk(bounds=Bounds(rush=lambda: rush[-1]))
    for number in range(PEOPLE):
        await here.says("help", User(TENANT, f"person-{number}"))
    await here.settles()
    return here, rush


async def test_commands_are_begun_at_a_pace() -> None:
    here, _ = await in_a_rush()
    assert len(here.asked) == 1
    for begun in range(2, PEOPLE + 1):
        here.clock.passes(PACE_IN_RUSH * 1.01)
        await here.room.runner.recover()
        await here.settles()
        assert len(here.asked) == begun
    assert len(here.teams.sent) == PEOPLE


async def test_once_it_is_over_everybody_who_waits_is_answered() -> None:
    here, rush = await in_a_rush()
    rush.append(False)
    await here.room.runner.recover()
    await here.settles()
    assert len(here.teams.sent) == PEOPLE


async def test_a_tenant_of_hundreds_keeps_no_other_tenant_out_and_waits_in_turn_with_it() -> None:
    limits = QueueLimits(at_work=1, waiting=8)
    rush = [True]
    here = await desk(bounds=Bounds(limits, rush=lambda: rush[-1], pause=no_pause))
    for number in range(30):
        await here.says("help", User(TENANT, f"person-{number}"))
    for number in range(2):
        await here.says("help", User(OTHER, f"guest-{number}"))
    rush.append(False)
    await here.room.runner.recover()
    await here.settles()
    answered = [command.user.tenant_id for command in here.asked]
    assert answered.count(OTHER) == 2
    assert answered.index(OTHER) <= 2
    assert answered.count(TENANT) == 9


async def given_to_many(people: int) -> tuple[Desk, asyncio.Event]:
    """They install the bot at once, while Teams takes nothing until the event is set."""
    here = await desk(bounds=Bounds(QueueLimits(at_work=1, waiting=4), pause=no_pause))
    here.teams.holds = takes = asyncio.Event()
    for number in range(people):
        place = replace(PLACE, conversation_id=f"a:{number}", activity_id=str(number))
        await here.room.reception.welcome(replace(command(""), user=User(TENANT, f"person-{number}"), address=place))
    return here, takes


async def test_who_asks_meanwhile_is_answered_and_not_sent_away() -> None:
    here, takes = await given_to_many(30)
    await here.says("help", User(TENANT, "asks"))
    takes.set()
    await here.settles()
    (answer,) = [message for message in here.teams.sent if message["conversation"]["id"] == "a:asks"]
    assert "too much to do" not in words(answer)


async def test_whom_an_admin_gives_the_bot_together_with_hundreds_is_greeted_and_told_nothing_else() -> None:
    here, takes = await given_to_many(30)
    takes.set()
    await here.passes(30)
    assert len(here.teams.sent) == 30
    assert len({message["conversation"]["id"] for message in here.teams.sent}) == 30
    assert all("Welcome" in words(message) for message in here.teams.sent)


async def no_pause(_seconds: float) -> None:
    await asyncio.sleep(0)
