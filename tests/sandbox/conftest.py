"""A fresh sandbox for each test, and the people with Teams in front of a small bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from sandbox.client.loopback import LoopbackHttp
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.world.keys import Keys
from tests.support.sandbox.clients import ClientOf, clients
from tests.support.sandbox.small_bot import SmallBot
from tests.support.sandbox.small_extension import SmallExtension
from tests.support.sandbox.world import APP_ID, CALLBACK, SECRET, Clock, World


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.fresh()


@pytest.fixture
async def world(keys: Keys) -> AsyncIterator[World]:
    clock = Clock(datetime.now(UTC))
    app = AppRegistration(APP_ID, secrets={SECRET}, redirect_uris={CALLBACK})
    m365 = Microsoft365(app, keys=keys, clock=clock)
    async with TestServer(m365.application()) as server, aiohttp.ClientSession() as session:
        origin = str(server.make_url("")).rstrip("/")
        m365.addresses.move_to(origin)
        http = LoopbackHttp(origin)
        yield World(m365, origin, session, http, clock)
        http.close()


@pytest.fixture
async def bot(world: World) -> SmallBot:
    return SmallExtension(world.origin, world.session)


@pytest.fixture
async def client_of(world: World, bot: SmallBot) -> AsyncIterator[ClientOf]:
    async with clients(world, bot) as client_of:
        yield client_of
