"""An answer given up since it may have arrived twice: its person reads words in its place, once Teams takes any."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot.errors import BotError, DeliveryUnknown
from tests.support.teams.answers import Teams, desk


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
