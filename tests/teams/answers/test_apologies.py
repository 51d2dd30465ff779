"""Who asks for more than can be done is told so once, however often they ask."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot.ops.telemetry import bound_reference
from tests.support.fakes import command
from tests.support.teams.answers import desk, words


async def test_a_flood_of_refusals_costs_one_line_of_the_log_a_person_told() -> None:
    here = await desk()
    with capture_logs() as lines:
        for number in range(50):
            with bound_reference(f"REFERENCE-{number}"):
                here.room.runner.refuse(command("get link"))
        await here.settles()
    assert len(here.teams.sent) == 1
    assert [line["reference"] for line in lines] == ["REFERENCE-49"]
    assert "REFERENCE-49" in words(here.teams.sent[0])
