"""An answer given up since it may have arrived twice: its person reads words in its place, once Teams takes any."""

from __future__ import annotations

from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.errors import BotError, Busy, DeliveryUnknown
from bot.ports import Store
from tests.support.teams.answers import Moody, Teams, desk


def uncertain() -> BotError:
    return DeliveryUnknown("502")


async def test_one_alone_whose_messages_fail_for_nine_seconds_is_answered_though_typing_is_taken_all_the_while() -> (
    None
):
    here = await desk(teams=Teams(always=uncertain))
    await here.says("help")
    await here.passes(9)
    here.teams.always = None
    await here.passes(5)
    assert (here.teams.tried, len(here.teams.sent)) == (2, 1)
    assert "Teams is busy" not in str(here.teams.sent)


async def test_whose_answer_was_given_up_reads_so_and_can_ask_again() -> None:
    here = await desk(teams=Teams(always=uncertain))
    await here.says("help")
    await here.passes(40)
    here.teams.always = None
    await here.passes(60)
    (told,) = here.teams.sent
    assert "Teams is busy" in str(told)
    assert "Try again" in str(told)
    assert len(here.asked) == 2
    await here.passes(900)
    assert len(here.teams.sent) == 1


async def test_the_words_are_sent_twice_at_most_too() -> None:
    here = await desk(teams=Teams(always=uncertain))
    await here.says("help")
    await here.passes(2000)
    assert here.teams.tried == 4
    assert not here.room.in_flight.ids


async def test_the_log_has_a_line_for_each_try_and_none_for_each_look_whether_there_may_be_one() -> None:
    with capture_logs() as lines:
        here = await desk(teams=Teams(always=uncertain))
        await here.says("help")
        await here.passes(60)
    taken_up = [line for line in lines if line["event"] == "command_taken_up"]
    assert len(taken_up) == here.teams.tried - 1


class Unending(Moody):
    """Does not take for a while that a command is over; all else it does."""

    locked = 20

    def __getattr__(self, name: str) -> Any:
        operation = getattr(self.store, name)

        async def ended(*args: Any) -> None:
            if self.locked:
                self.locked -= 1
                raise Busy("the SQLite file is locked")
            await operation(*args)

        return ended if name == "done" else operation


def unending(store: Store) -> Store:
    return cast("Store", Unending(store))


async def test_whose_question_is_too_much_for_the_bot_is_told_once_whatever_the_store_does_then() -> None:
    here = await desk(around=unending)
    here.replies["help"] = RuntimeError("a bug")
    await here.says("help")
    await here.passes(60)
    (told,) = here.teams.sent
    assert "went wrong" in str(told)
    assert here.metrics.answers.values["personal", "given_up"] == 1
    assert not here.room.in_flight.ids


@pytest.mark.parametrize("fault", [Busy("down"), Busy("throttled", retry_after=30)])
async def test_what_teams_never_takes_is_counted_as_given_up_once(fault: BotError) -> None:
    here = await desk(teams=Teams(always=lambda: fault), around=unending)
    with capture_logs() as lines:
        await here.says("help")
        await here.passes(2000)
    assert here.metrics.answers.values["personal", "given_up"] == 1
    assert [line["event"] for line in lines].count("answer_given_up") == 1
    assert not here.room.in_flight.ids
