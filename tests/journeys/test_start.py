"""What Microsoft is too slow to say at the start is known as soon as it is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from app import create_app
from bot.web.server import HEALTH
from tests.support.journeys.stories import ask
from tests.support.journeys.world import World, world

AT_ONCE = partial(create_app, microsoft_timeout=0.0)


async def readiness(here: World) -> str:
    await here.idle()
    assert here.bot
    return str(here.bot.app[HEALTH].body())


async def test_a_start_that_did_not_wait_for_microsoft_is_a_start_all_the_same(tmp_path: Path) -> None:
    async with world(tmp_path, create=AT_ONCE) as here:
        assert "tenant" not in await readiness(here)
        assert "What you can type" in await ask(here.client(), "help")


async def test_another_clouds_tenant_that_was_let_pass_shows_in_the_readiness(tmp_path: Path) -> None:
    async with world(tmp_path, create=AT_ONCE) as here:
        assert here.bot
        await here.stop_bot()
        here.microsoft365.entra.discovery.update(msgraph_host="graph.microsoft.us")
        await here.start_bot()
        assert "exists in the Global cloud only" in await readiness(here)
