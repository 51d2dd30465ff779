"""Who has signed out at one instance is not taken for signed in at another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.world.people import ANNA
from tests.support.journeys.instances import instances
from tests.support.journeys.stories import answers, ask
from tests.support.redis_server import shared

pytestmark = pytest.mark.redis
HOOK = "/api/messages"


async def test_a_closed_window_that_is_told_to_the_other_instance_is_called_one(tmp_path: Path) -> None:
    shared().emptied()
    async with instances(tmp_path, shared()) as both:
        both.here.consent()
        anna = both.here.client()
        for number in (0, 1):  # both have her tokens at hand
            both.proxy.pinned = {HOOK: number}
            await ask(anna, "get link")
        both.proxy.pinned = {HOOK: 0}
        assert "Signed out" in await ask(anna, "sign out")
        both.here.microsoft365.consents.withdraw(ANNA)
        cards = len(anna.sign_ins)
        await anna.say("get link")
        await anna.settled(lambda: len(anna.sign_ins) > cards)
        await both.idle()
        before = len(answers(anna))
        both.proxy.pinned = {HOOK: 1}
        await anna.cancel_popup()
        await anna.settled(lambda: len(answers(anna)) > before)
        await both.idle()
        (said,) = answers(anna)[before:]
        assert "not finished" in said
