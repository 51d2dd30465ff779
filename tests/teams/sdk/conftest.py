"""A bot behind its edge that remembers what got through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.net.access_line import log_request
from bot.net.jwks import SigningKeys
from bot.teams.sdk.authentication import ChannelAuthentication
from bot.teams.sdk.edge import MAX_ACTIVITY, Edge
from bot.teams.sdk.seam import botbuilder
from bot.web.middleware import HTTP_LIMITS
from tests.support.teams.edge import APP, Listener, Unused, published


@pytest.fixture
def listener() -> Listener:
    return Listener()


@web.middleware
async def logged(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    response = await handler(request)
    log_request(request, response.status, 0.0)
    return response


@pytest.fixture
async def bot(listener: Listener) -> AsyncIterator[TestClient[Any, Any]]:
    edge = Edge(ChannelAuthentication(APP, SigningKeys(published)), botbuilder(listener, Unused()), listener.crowded)
    app = web.Application(client_max_size=MAX_ACTIVITY, middlewares=[logged], handler_args=dict(HTTP_LIMITS))
    app.add_routes(edge.routes())
    async with TestClient(TestServer(app)) as client:
        yield client
