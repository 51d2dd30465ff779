"""A message goes through the house from door to door, and not to and fro (docs/architecture.md)."""

from __future__ import annotations

from itertools import groupby

from tests.support.journeys.ways import steps_between_rooms
from tests.support.journeys.world import World

MOST = 17
"""A card's buttons, sealed one after the other, are one step. 36 when it was counted first, each button by itself.
One is for the language that the person has chosen.
"""


async def test_the_way_of_a_message_takes_few_returns_between_rooms(here: World) -> None:
    anna = here.client()
    await anna.say("help")
    await anna.settled()
    await here.idle()
    with steps_between_rooms() as steps:
        await anna.say("help")
        await anna.settled()
        await here.idle()
    assert {step.room for step in steps} >= {"teams/sdk", "teams/inbound", "teams/answers", "teams/outbound", "cards"}
    taken = [step for step, _ in groupby(steps)]
    assert len(taken) <= MOST, "\n".join(f"{n} {s.origin} -> {s.room} {s.function}" for n, s in enumerate(taken, 1))
