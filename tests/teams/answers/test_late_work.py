"""Whoever is late, or was left behind, says nothing any more; and nobody's end is taken for another's."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.errors import BotError, Busy, DeliveryUnknown
from bot.model import ChatKind, Help, Notice, SignInNeeded, Trouble
from tests.support.fakes import ANNA, PLACE, command
from tests.support.teams.answers import Desk, Moody, Teams, desk

SCOPES = SignInNeeded(("VirtualAppointment.Read",))


def uncertain() -> BotError:
    return DeliveryUnknown("502")


def broken() -> Any:
    return RuntimeError("a bug")


async def turns(number: int = 20) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


def texts(here: Desk) -> list[str]:
    return [str(activity["attachments"]) for activity in here.teams.sent]


async def test_a_process_that_learns_in_its_round_that_it_is_late_sends_nothing() -> None:
    here = await desk()
    here.waits["help"] = asyncio.Event()
    await here.says("help")
    await turns()
    there = await here.after_a_crash()
    await there.room.runner.recover()
    await there.settles()
    await here.room.in_flight.round()
    here.waits["help"].set()
    await here.settles()
    assert len(here.teams.sent) == 1


async def test_nor_to_one_person_alone_in_a_chat_of_many() -> None:
    here = await desk()
    here.waits["link"] = asyncio.Event()
    address = replace(PLACE, conversation_id="19:group", kind=ChatKind.GROUP, activity_id="targeted")
    await here.room.reception.receive(command("link", address=address, targeted=True))
    await turns()
    there = await here.after_a_crash()
    await there.room.runner.recover()
    await there.settles()
    assert len(here.teams.sent) == 1
    here.waits["link"].set()
    await here.settles()
    assert len(here.teams.sent) == 1


async def signed_in_while_the_card_is_on_its_way(here: Desk) -> None:
    """Teams has shown the card, and has not yet said so; the answer that follows is slow."""
    here.replies["link"] = SCOPES
    here.teams.holds = asyncio.Event()
    await here.says("link")
    await turns()
    (waiting,) = await here.records.waiting(ANNA)
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.replies["link"], here.waits["link"] = Help(), asyncio.Event()
    here.room.runner.go_on(claimed)
    await turns()
    here.teams.holds.set()
    await turns()


async def test_a_card_that_is_late_does_not_end_the_answer_that_has_begun_meanwhile() -> None:
    here = await desk()
    await signed_in_while_the_card_is_on_its_way(here)
    for _ in range(3):
        here.clock.passes(20)
        await here.room.runner.recover()
        await turns()
    here.waits["link"].set()
    await here.settles()
    assert (len(here.asked), len(here.teams.sent)) == (2, 2)


async def test_nor_is_it_put_off_because_nobody_knows_of_the_card() -> None:
    here = await desk(teams=Teams(faults=[uncertain]))
    await signed_in_while_the_card_is_on_its_way(here)
    for _ in range(5):
        here.clock.passes(1)
        await here.room.in_flight.round()
        await here.room.runner.recover()
        await turns()
    here.waits["link"].set()
    await here.settles()
    assert (len(here.asked), len(here.teams.sent)) == (2, 1)


async def test_an_answer_is_not_given_up_because_its_sign_in_card_was_uncertain() -> None:
    here = await desk(teams=Teams(faults=[uncertain, uncertain]))
    here.replies["link"] = SCOPES
    await here.says("link")
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    here.replies["link"] = Help()
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.room.runner.go_on(claimed)
    await here.passes(30)
    assert len(here.teams.sent) == 1


async def test_who_signs_in_with_a_card_of_which_nobody_knew_is_answered() -> None:
    here = await desk(teams=Teams(faults=[uncertain, uncertain]))
    here.replies["link"] = SCOPES
    await here.says("link")
    await here.passes(40)
    here.replies["link"] = Help()
    (waiting,) = await here.records.waiting(ANNA)
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.room.runner.go_on(claimed)
    await here.settles()
    assert here.teams.tried == 3
    assert len(here.teams.sent) == 1


async def ended_sign_in(here: Desk) -> None:
    here.replies["link"] = SCOPES
    await here.says("link")
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.teams.sent.clear()
    await here.room.runner.end_sign_in(claimed, Notice(Trouble.SIGN_IN_DECLINED))


async def test_the_bad_end_of_a_sign_in_is_told_again_where_teams_did_not_take_it() -> None:
    here = await desk(teams=Teams(faults=[None, lambda: Busy("429", retry_after=3)]))
    await ended_sign_in(here)
    await here.passes(10)
    assert len(here.teams.sent) == 1
    assert here.room.in_flight.ids == {}.keys()


async def test_and_where_the_store_has_a_bad_moment_nothing_of_it_stays_behind() -> None:
    moody: list[Moody] = []

    def around(store: Any) -> Any:
        moody.append(Moody(store))
        return moody[0]

    here = await desk(around=around)
    here.replies["link"] = SCOPES
    await here.says("link")
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    claimed = await here.records.resume(waiting.id, ANNA, None)
    assert claimed
    here.teams.sent.clear()
    moody[0].bad = True
    with suppress(Busy):
        await here.room.runner.end_sign_in(claimed, Notice(Trouble.SIGN_IN_DECLINED))
    await turns()
    moody[0].bad = False
    await here.passes(10)
    assert len(here.teams.sent) == 1
    assert not here.room.in_flight.ids


async def test_a_command_whose_apology_breaks_us_too_does_not_stay_at_work() -> None:
    here = await desk(teams=Teams(always=broken))
    here.replies["odd"] = RuntimeError("a bug")
    await here.says("odd")
    await here.passes(100)
    assert not here.room.in_flight.ids
    before = len(here.asked)
    await here.passes(100)
    assert len(here.asked) == before == 3
