"""Three colleagues in one group chat do whatever comes to mind: nobody reads there what is another's business."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.world.people import ANNA
from tests.support.journeys.afternoon import ACTIONS, ACTIONS_OF_PEOPLE, Afternoon
from tests.support.journeys.colleagues import PEOPLE, a_week_of_three
from tests.support.journeys.world import world


@pytest.fixture
async def afternoon(tmp_path: Path) -> Any:
    async with world(tmp_path, a_week_of_three(datetime.now(UTC)), storage_url="memory://") as here:
        here.consent(ANNA)
        yield Afternoon(here)


async def test_nobody_reads_in_the_group_what_is_another_persons_business(afternoon: Afternoon) -> None:
    for _ in range(ACTIONS):
        await afternoon.act()
    counts = afternoon.counts
    assert len(afternoon.bot_client.heard) > ACTIONS
    assert {action.__name__ for action in ACTIONS_OF_PEOPLE} <= set(counts)
    for person in PEOPLE:
        assert counts[f"{person.name} was shown meetings"] > 10
    assert counts["links posted"] > 5
    assert counts["sign-ins offered"] > 10
