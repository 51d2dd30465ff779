"""People with Teams in front of a small bot, served at the address that its cards name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp.test_utils import TestServer

from sandbox.client.bot_client import BotClient
from sandbox.client.browser import Browser
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from tests.support.sandbox.small_bot import PUBLIC, SmallBot
from tests.support.sandbox.world import APP_ID, World

ClientOf = Callable[..., TeamsClient]
ENTRA = "https://login.microsoftonline.com"


@asynccontextmanager
async def clients(world: World, bot: SmallBot) -> AsyncIterator[ClientOf]:
    """Serve the bot; the result makes a client of a person, Anna by default, with TeamsClient's options."""
    world.m365.addresses.pages = ENTRA
    async with TestServer(bot.application()) as server:
        url = str(server.make_url("/api/messages"))
        bot_client = BotClient(world.session, url, world.m365.channel, APP_ID, world.m365.addresses.service)
        served = {PUBLIC: str(server.make_url("")), ENTRA: world.origin}

        def client_of(person: Any = ANNA, **options: Any) -> TeamsClient:
            return TeamsClient(world.m365, bot_client, person, Browser(world.session, served), **options)

        yield client_of
