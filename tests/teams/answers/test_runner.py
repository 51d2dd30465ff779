"""Every command that was taken on is answered: in turn, once, and again where Teams did not take it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.errors import BotError, Busy, DeliveryUnknown, Undeliverable
from bot.model import Help, SignedOut, User
from bot.net.fair_queue import QueueLimits
from bot.records.attempts import MOST_DEATHS
from bot.teams.answers.turns import Bounds
from tests.support.fakes import ANNA, BEN, TENANT
from tests.support.teams.answers import Desk, Teams, desk, words


def throttled() -> BotError:
    return Busy("429", retry_after=90)


def unreachable() -> BotError:
    return Busy("nobody there")


def uncertain() -> BotError:
    return DeliveryUnknown("502")


def refused() -> BotError:
    return Undeliverable("403", "MessageWritesBlocked")


async def no_pause(_seconds: float) -> None:
    await asyncio.sleep(0)


def bounds(**limits: int) -> Bounds:
    return Bounds(replace(QueueLimits(), **limits), pause=no_pause)


class TestOnce:
    async def test_a_message_is_answered_once_however_often_it_is_delivered(self) -> None:
        here = await desk()
        for _ in range(3):
            await here.says("help", id="same")
        await here.settles()
        assert (len(here.asked), len(here.teams.sent)) == (1, 1)

    async def test_our_own_late_work_is_never_taken_up_a_second_time(self) -> None:
        here = await desk()
        here.teams.holds = asyncio.Event()
        await here.says("help")
        for _ in range(3):
            here.clock.passes(60)
            await here.room.runner.recover()
        here.teams.holds.set()
        await here.settles()
        assert (len(here.asked), len(here.teams.sent)) == (1, 1)

    async def test_what_another_process_has_taken_over_is_not_sent_by_the_late_one(self) -> None:
        here = await desk()
        here.waits["help"] = asyncio.Event()
        await here.says("help")
        await asyncio.sleep(0)
        there = await here.after_a_crash()
        await there.room.runner.recover()
        await there.settles()
        assert len(here.teams.sent) == 1
        here.waits["help"].set()
        await here.settles()
        assert len(here.teams.sent) == 1


class TestTurns:
    async def test_two_of_one_person_are_at_work_and_others_do_not_wait_for_them(self) -> None:
        here = await desk()
        for number in range(5):
            here.waits[f"slow {number}"] = asyncio.Event()
            await here.says(f"slow {number}")
        await here.says("quick", BEN)
        for _ in range(20):
            await asyncio.sleep(0)
        assert [command.text for command in here.asked] == ["slow 0", "slow 1", "quick"]
        assert len(here.teams.sent) == 1
        for wait in here.waits.values():
            wait.set()
        await here.settles()
        assert len(here.teams.sent) == 6

    async def test_who_asks_for_more_than_may_wait_is_told_once_and_nothing_of_it_is_kept(self) -> None:
        here = await desk(bounds=bounds(waiting_each=3))
        here.waits["slow"] = asyncio.Event()
        for _ in range(10):
            await here.says("slow")
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        told = [words(activity) for activity in here.teams.sent]
        assert 1 <= len(told) <= 5
        assert all("One after the other, please" in each for each in told)
        here.waits["slow"].set()
        await here.settles()
        assert len(here.asked) == 5

    async def test_a_rush_of_many_people_is_told_that_the_bot_has_too_much_to_do(self) -> None:
        here = await desk(bounds=bounds(at_work=2, waiting=3))
        here.waits["slow"] = asyncio.Event()
        people = [User(TENANT, f"person-{number}") for number in range(10)]
        for person in people:
            await here.says("slow", person)
        await asyncio.sleep(0.01)
        told = [activity["conversation"]["id"] for activity in here.teams.sent]
        assert len(told) == len(set(told)) == 5
        here.waits["slow"].set()
        await here.settles()
        answered = {activity["conversation"]["id"] for activity in here.teams.sent}
        assert answered == {f"a:{person.id}" for person in people}

    async def test_while_somebody_waits_for_an_invoke_fewer_commands_are_begun(self) -> None:
        here = await desk()
        here.waits["slow"] = asyncio.Event()
        with here.room.invokes.one("somebody"):
            for number in range(100):
                await here.says("slow", User(TENANT, f"person-{number}"))
            await asyncio.sleep(0)
            assert len(here.asked) == 64
        here.waits["slow"].set()
        await here.settles()
        assert len(here.teams.sent) == 100


class TestTriedAgain:
    async def test_what_teams_has_not_taken_is_answered_later(self) -> None:
        here = await desk(teams=Teams(faults=[unreachable, unreachable]))
        await here.says("help")
        await here.settles()
        assert here.teams.sent == []
        await here.passes(10)
        assert len(here.teams.sent) == 1
        await here.passes(100)
        assert len(here.teams.sent) == 1

    async def test_as_late_as_teams_asks_for(self) -> None:
        here = await desk(teams=Teams(faults=[throttled, throttled]))
        await here.says("help")
        await here.passes(89)
        assert here.teams.tried == 1
        await here.passes(95)
        assert (here.teams.tried, len(here.teams.sent)) == (3, 0 + 1)

    async def test_what_may_have_arrived_is_sent_once_more_when_others_arrive(self) -> None:
        here = await desk(teams=Teams(faults=[uncertain], types=False))
        await here.says("help")
        await here.passes(30)
        assert here.teams.tried == 1
        await here.says("help", BEN)
        await here.passes(3)
        assert here.teams.tried == 3
        assert {activity["conversation"]["id"] for activity in here.teams.sent} == {"a:1chat", f"a:{BEN.id}"}

    async def test_or_after_a_while_when_typing_is_taken(self) -> None:
        here = await desk(teams=Teams(faults=[uncertain]))
        await here.says("help")
        await here.passes(9)
        assert here.teams.tried == 1
        await here.passes(5)
        assert (here.teams.tried, len(here.teams.sent)) == (2, 1)

    async def test_and_never_a_third_time_and_that_is_called_given_up(self) -> None:
        here = await desk(teams=Teams(always=uncertain))
        with capture_logs() as log:
            await here.says("help")
            await here.passes(60)
        assert here.teams.tried == 2
        events = [line["event"] for line in log]
        assert events.count("answer_given_up") == 1
        assert "answered" not in events

    async def test_for_a_quarter_of_an_hour_and_then_it_is_given_up(self) -> None:
        here = await desk(teams=Teams(always=unreachable))
        with capture_logs() as log:
            await here.says("help")
            await here.passes(890)
            assert "answer_given_up" not in [line["event"] for line in log]
            await here.passes(120)
        assert [line["event"] for line in log].count("answer_given_up") == 1
        here.teams.always = None
        await here.passes(200)
        assert here.teams.sent == []

    async def test_what_teams_will_never_take_is_not_tried_again(self) -> None:
        here = await desk(teams=Teams(faults=[refused]))
        await here.says("help")
        await here.passes(100)
        assert here.teams.tried == 1

    async def test_a_service_that_is_down_is_tried_by_one_and_the_rest_follows_when_it_is_back(self) -> None:
        here = await desk(teams=Teams(always=unreachable))
        for number in range(50):
            await here.says("help", User(TENANT, f"person-{number}"))
        await here.passes(60)
        assert here.teams.tried < 70
        here.teams.always = None
        await here.passes(20)
        assert len(here.teams.sent) == 50


class TestFaultsOfOurOwn:
    async def test_a_command_that_breaks_us_is_tried_three_times_and_then_its_person_is_told(self) -> None:
        here = await desk()
        here.replies["odd"] = RuntimeError("a bug")
        with capture_logs() as log:
            await here.says("odd")
            await here.passes(100)
        assert len(here.asked) == 3
        assert "Something went wrong on our side" in words(here.teams.sent[0])
        assert [line["event"] for line in log].count("command_given_up") == 1

    async def test_a_command_that_ends_processes_is_given_up(self) -> None:
        here = await desk()
        never = here.waits["deadly"] = asyncio.Event()
        await here.says("deadly")
        dead = [here]
        for _ in range(MOST_DEATHS - 1):
            here = await here.after_a_crash()
            here.waits["deadly"] = never
            await here.room.runner.recover()
            await asyncio.sleep(0)
            assert here.teams.sent == []
            dead.append(here)
        here = await here.after_a_crash()
        await here.room.runner.recover()
        await here.settles()
        assert here.asked == []
        assert "Something went wrong on our side" in words(here.teams.sent[0])
        never.set()  # so that no task of theirs is left behind; they have lost it long ago
        for each in dead:
            await each.settles()
        assert len(here.teams.sent) == 1


class TestRecovery:
    async def test_what_a_dead_process_has_left_is_worked_off_at_once_however_much_it_is(self) -> None:
        here = await desk(bounds=bounds(at_work=500, waiting=500))
        here.teams.holds = asyncio.Event()
        for number in range(300):
            await here.says("help", User(TENANT, f"person-{number}"))
        there = await here.after_a_crash(bounds=bounds(at_work=20))
        there.teams.holds = None
        await there.room.runner.recover()
        await there.settles()
        assert len({activity["conversation"]["id"] for activity in there.teams.sent}) >= 20
        await there.passes(16)
        assert len({activity["conversation"]["id"] for activity in there.teams.sent}) == 300

    async def test_a_process_that_stops_leaves_the_rest_to_the_next_one_without_a_lease(self) -> None:
        here = await desk()
        here.waits["slow"] = asyncio.Event()
        for _ in range(4):
            await here.says("slow")
        await here.room.stop(0.01)
        there = await desk(rows=here.rows, clock=here.clock, teams=here.teams)
        await there.room.runner.recover()
        await there.settles()
        assert len(there.asked) == 4


class TestTyping:
    async def test_who_waits_for_longer_than_half_a_second_sees_typing_once(self) -> None:
        here = await desk()
        here.waits["slow"] = asyncio.Event()
        await here.says("slow")
        await asyncio.sleep(0)
        for _ in range(4):
            here.clock.passes(0.25)
            await here.room.in_flight.round()
            await asyncio.sleep(0)
        assert here.teams.typed == 1
        here.waits["slow"].set()
        await here.settles()
        assert here.teams.typed == 1

    @pytest.mark.parametrize("reply", [Help(), SignedOut()])
    async def test_whoever_is_answered_at_once_sees_none(self, reply: Any) -> None:
        here: Desk = await desk()
        here.replies["quick"] = reply
        await here.says("quick", ANNA)
        await here.settles()
        here.clock.passes(1)
        await here.room.in_flight.round()
        assert here.teams.typed == 0
