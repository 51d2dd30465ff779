"""GET /healthz says that the process is alive, GET /readyz that it takes part; the body has the dependencies."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import BotError
from bot.ops.health import Health

ANSWER_GOOD_FOR = 1.0  # seconds that the store's last answer is good for: probes are many, and cost next to nothing
STORE_TIMEOUT = 0.1  # seconds that a probe waits for the store


class Probes:
    """The two probes.

    Readiness is red only before the first complete start and while stopping: a red probe on every instance because of
    a hiccup at Microsoft would turn the hiccup into an outage. The store is asked once a second at most, by one at a
    time, and a probe does not wait for a slow one.
    """

    def __init__(
        self, health: Health, ping: Callable[[], Awaitable[None]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._health = health
        self._ping = ping
        self._clock = clock
        self._asked = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self._failing = False  # at the last answer

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.get("/healthz", self._alive), web.get("/readyz", self._ready)]

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _ready(self, _request: web.Request) -> web.Response:
        asking = self._store_asked()
        await asyncio.wait({asking}, timeout=STORE_TIMEOUT)
        if not asking.done() and not self._failing:  # why it fails says more
            self._health.fails("storage", "is slow")
        return web.json_response(self._health.body(), status=200 if self._health.ready else 503)

    async def look(self) -> None:
        """Ask the store now and then, so that its state is known though nobody probes."""
        await self._store_asked()

    def _store_asked(self) -> asyncio.Task[None]:
        """The question to the store that is under way or fresh, else a new one."""
        stale = self._clock() - self._asked > ANSWER_GOOD_FOR
        if self._asking is None or (stale and self._asking.done()):
            self._asked = self._clock()
            self._asking = asyncio.create_task(self._ask_store())
        return self._asking

    async def _ask_store(self) -> None:
        try:
            await self._ping()
        except Exception as error:  # noqa: BLE001 — whatever the back end raises, the probe answers
            self._failing = True
            self._health.fails("storage", str(error) if isinstance(error, BotError) else type(error).__name__)
        else:
            self._failing = False
            self._health.works("storage")
