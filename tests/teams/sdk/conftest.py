"""A bot behind its edge that remembers what got through."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.net.jwks import SigningKeys
from bot.teams.sdk.adapter import MAX_BODY, TeamsAdapter
from bot.teams.sdk.authentication import ChannelAuthentication
from tests.support.teams.edge import APP, Listener, Unused, published


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def bot(listener: Listener) -> AsyncIterator[TestClient[Any, Any]]:
    adapter = TeamsAdapter(ChannelAuthentication(APP, SigningKeys(published), Unused()))

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, listener)

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post("/api/messages", messages)
    async with TestClient(TestServer(app)) as client:
        yield client
