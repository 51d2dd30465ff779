"""GET /metrics, at an address of its own: who can reach the bot from outside does not read how it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack

import structlog
from aiohttp import web

from bot.ops.metrics import Metrics
from bot.web.listening import listen

log = structlog.get_logger()
SETTINGS = "METRICS_HOST/METRICS_PORT"


def metrics_page(metrics: Metrics, host: str, port: int) -> Callable[[web.Application], AsyncIterator[None]]:
    """For `cleanup_ctx`: the page, as long as the application lives. Raises OSError in words, naming the settings."""

    async def served(_app: web.Application) -> AsyncIterator[None]:
        from bot.ops.exposition import Exposition  # noqa: PLC0415 — a tenth of the start, for who wants it

        exposition = Exposition(metrics)

        async def page(request: web.Request) -> web.Response:
            body, content_type = exposition.text(request.headers.get("Accept", ""))
            return web.Response(body=body, headers={"Content-Type": content_type})

        app = web.Application()
        app.add_routes([web.get("/metrics", page)])
        runner = web.AppRunner(app, access_log=None, handle_signals=False)
        with ExitStack() as opened:
            sockets = [opened.enter_context(each) for each in listen(host, port, SETTINGS)]
            await runner.setup()
            try:
                for each in sockets:
                    await web.SockSite(runner, each).start()
                log.info("metrics_served", host=host, port=port)
                yield
            finally:
                await runner.cleanup()

    return served
