"""Whoever looks after the machine sees that its clock is wrong, or put right, however quiet the night."""

from __future__ import annotations

import pytest

from bot.ops.issuer_time import CLOCK_BEHIND, IssuerTime
from bot.web.server import HEALTH
from tests.support.journeys.stories import ask, eventually
from tests.support.journeys.world import World


@pytest.mark.parametrize("somebody_writes", [True, False])
async def test_a_clock_that_is_wrong_is_told_and_when_it_is_right_again(
    here: World, monkeypatch: pytest.MonkeyPatch, *, somebody_writes: bool
) -> None:
    assert here.bot
    health = here.bot.app[HEALTH]

    async def is_wrong() -> bool:
        return CLOCK_BEHIND in str(health.body())

    async def is_right() -> bool:
        return not await is_wrong()

    monkeypatch.setattr(IssuerTime, "fault", CLOCK_BEHIND)
    if somebody_writes:
        await ask(here.client(), "help")
    await eventually(is_wrong)
    monkeypatch.undo()
    await eventually(is_right)
