"""A store that has a bad moment: what comes meanwhile is kept, and what was answered is noted later."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.support.teams.answers import Moody, desk, words


class TestStore:
    async def test_what_comes_while_the_store_has_a_bad_moment_is_kept_and_answered_after_it(self) -> None:
        moody: list[Moody] = []

        def around(store: Any) -> Any:
            moody.append(Moody(store))
            return moody[0]

        here = await desk(around=around)
        moody[0].bad = True
        for id in ("1", "2", "2"):
            await here.says("help", id=id)
        for _ in range(20):
            await asyncio.sleep(0)
        assert "Your question is not lost" in words(here.teams.sent[0])
        assert here.asked == []
        moody[0].bad = False
        await here.settles()
        assert len(here.asked) == 2
        assert (
            len([activity for activity in here.teams.sent if "Your question is not lost" not in words(activity)]) == 2
        )

    async def test_an_answer_that_cannot_be_noted_is_noted_later_and_not_sent_again(self) -> None:
        moody: list[Moody] = []

        def around(store: Any) -> Any:
            moody.append(Moody(store))
            return moody[0]

        here = await desk(around=around)
        here.teams.holds = asyncio.Event()
        await here.says("help")
        moody[0].bad = True
        here.teams.holds.set()
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(here.teams.sent) == 1
        moody[0].bad = False
        await here.settles()
        await here.passes(60)
        assert (len(here.asked), len(here.teams.sent)) == (1, 1)
        there = await here.after_a_crash()
        await there.room.runner.recover()
        await there.settles()
        assert len(there.teams.sent) == 1
