"""GET /healthz says that the process is alive, GET /readyz that it takes part; the body has the dependencies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.ops.health import Health


def health_routes(health: Health, check_store: Callable[[], Awaitable[None]]) -> list[web.RouteDef]:
    """The two probes.

    Readiness is red only before the first complete start and while stopping: a red probe on every instance because of
    a hiccup at Microsoft would turn the hiccup into an outage.
    """

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(_request: web.Request) -> web.Response:
        try:
            await check_store()
            health.works("storage")
        except Exception as error:  # noqa: BLE001 — whatever the back end raises, the probe answers
            health.fails("storage", type(error).__name__)
        return web.json_response(health.body(), status=200 if health.ready else 503)

    return [web.get("/healthz", alive), web.get("/readyz", ready)]
