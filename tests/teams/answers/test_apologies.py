"""Who asks for more than can be done is told so once, however often they ask."""

from __future__ import annotations

from dataclasses import replace

from structlog.testing import capture_logs

from bot.ops.telemetry import bound_reference
from bot.teams.answers.apologies import APOLOGY_PAUSE, TELLING_AT_ONCE
from bot.teams.answers.turns import Bounds
from tests.support.fakes import PLACE, command
from tests.support.teams.answers import desk, words


async def test_a_flood_of_refusals_costs_one_line_of_the_log_a_person_told() -> None:
    here = await desk()
    with capture_logs() as lines:
        for number in range(50):
            with bound_reference(f"REFERENCE-{number}"):
                here.room.reception.refuse(command("get link"))
        await here.settles()
    assert len(here.teams.sent) == 1
    assert [line["reference"] for line in lines] == ["REFERENCE-49"]
    assert "REFERENCE-49" in words(here.teams.sent[0])


async def test_a_crowd_is_told_at_a_pace_that_leaves_time_for_answers() -> None:
    paused: list[float] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    here = await desk(bounds=Bounds(pause=pause))
    for number in range(TELLING_AT_ONCE * 3):
        here.room.reception.refuse(command("get link", address=replace(PLACE, user_id=f"29:{number}")))
    await here.settles()
    assert len(here.teams.sent) == TELLING_AT_ONCE * 3
    assert paused == [APOLOGY_PAUSE] * TELLING_AT_ONCE * 3


async def test_a_question_that_nobody_is_told_about_is_not_even_read() -> None:
    here, read = await desk(), []
    for number in range(50):
        here.room.reception.refuse_unread(("chat", "anna"), lambda number=number: read.append(number))  # type: ignore[misc]
    await here.settles()
    assert read == [49]
    assert here.teams.sent == []
