"""The store is spoilt while people ask: words or the answer in time, the cause where the operator looks, and an end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sandbox.world.people import ANNA, BEN
from sandbox.world.troubles import Trouble
from tests.support.journeys.spoilt_stores import SPOILT
from tests.support.journeys.stories import answers, ask, assert_kind, log_lines
from tests.support.journeys.world import World

PROMISED = 10.0  # seconds to a message's answer
INVOKE = 4.0
CAUSE = {
    "locked": "the SQLite file is locked (SQLITE_BUSY)",
    "gone": "STORAGE_URL: the SQLite file is gone, or another one is in its place",
    "damaged": "STORAGE_URL: the SQLite file cannot be used (SQLITE_",
}


async def storage(here: World) -> dict[str, Any]:
    async with here.http.get(f"{here.bot_url}/readyz") as ready:
        body = await ready.json()
    state: dict[str, Any] = body["dependencies"]["storage"]
    return state


async def becomes(here: World, state: str) -> dict[str, Any]:
    async with asyncio.timeout(PROMISED):
        while (found := await storage(here))["state"] != state or found.get("fault") == "is slow":  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return found


@pytest.mark.parametrize("kind", SPOILT)
async def test_whoever_asks_reads_something_in_time_and_the_operator_reads_why(
    here: World, tmp_path: Path, kind: str
) -> None:
    here.consent()
    anna, ben = here.client(), here.client(BEN)
    await ask(anna)
    with log_lines() as log, SPOILT[kind](tmp_path / "bot.db"):
        count = len(anna.seen)
        assert (await anna.say("get link")).status == 202
        await anna.settled(lambda: len(anna.seen) > count, timeout=PROMISED)
        told = answers(anna)[-1]
        assert "Which meeting?" in told or "One moment" in told or "our side" in told
        assert_kind(told)
        began = asyncio.get_running_loop().time()
        searched = await ben.extension.search("physio")  # for the first time: a sign-in is to be written down
        assert searched.answer.status in {200, 412}
        assert asyncio.get_running_loop().time() - began < INVOKE
        state = await becomes(here, "failing")
        assert state["fault"].startswith(CAUSE[kind])
        await here.stop_bot()
    assert any(line["event"] == "dependency_failing" and line["dependency"] == "storage" for line in log)
    assert not [line for line in log if line["event"] in {"turn_failed", "request_failed"}]


async def test_slow_services_and_a_slow_store_together_still_keep_the_promise(here: World, tmp_path: Path) -> None:
    ben = here.client(BEN)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=2.5)
    with SPOILT["locked"](tmp_path / "bot.db"):
        began = asyncio.get_running_loop().time()
        searched = await ben.extension.search("physio")
        took = asyncio.get_running_loop().time() - began
    assert took < INVOKE
    assert searched.answer.status in {200, 412}


async def test_when_a_lock_is_over_the_store_is_well_again(here: World, tmp_path: Path) -> None:
    here.consent(ANNA)
    anna = here.client()
    await ask(anna)
    with SPOILT["locked"](tmp_path / "bot.db"):
        await anna.say("help")
        await becomes(here, "failing")
    await becomes(here, "ok")
    await anna.settled(lambda: "What you can type" in " ".join(answers(anna)), timeout=PROMISED)
