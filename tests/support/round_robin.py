"""What stands before several instances of the bot: each request goes to the next one that takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass
class RoundRobin:
    """`origins` are the instances'. What is in `pinned` goes to that instance, by the beginning of its path.

    `served` counts (path, origin). An instance that takes no connection is passed over, as by a balancer; one that
    ends over a request leaves whoever asked with a 502.
    """

    origins: Sequence[str]
    http: aiohttp.ClientSession
    pinned: dict[str, int] = field(default_factory=dict)
    served: Counter[tuple[str, str]] = field(default_factory=Counter)
    _next: int = 0

    def application(self) -> web.Application:
        app = web.Application(client_max_size=1 << 20)
        app.router.add_route("*", "/{path:.*}", self._pass)
        return app

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        for origin in self._turn(request.path):
            try:
                return await self._ask(origin, request, body)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                return web.Response(status=502)
        return web.Response(status=503)

    def _turn(self, path: str) -> Sequence[str]:
        pinned = next((number for beginning, number in self.pinned.items() if path.startswith(beginning)), None)
        if pinned is not None:
            return [self.origins[pinned]]
        self._next += 1
        first = self._next % len(self.origins)
        return [*self.origins[first:], *self.origins[:first]]

    async def _ask(self, origin: str, request: web.Request, body: bytes) -> web.Response:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        url = f"{origin}{request.rel_url}"
        async with self.http.request(request.method, url, headers=headers, data=body, allow_redirects=False) as answer:
            self.served[request.path, origin] += 1
            back = [(name, value) for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP]
            response = web.Response(status=answer.status, body=await answer.read())
        for name, value in back:
            if name != "Content-Type":
                response.headers.add(name, value)
        response.headers["Content-Type"] = answer.headers.get("Content-Type", "application/octet-stream")
        return response
