"""The life of the server: what it does beside its requests, how it takes connections, and how it ends."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Any, cast

import structlog
from aiohttp import web

from bot.errors import BotError
from bot.net.door import Door
from bot.ops import collector
from bot.ops.budgets import PROMISED
from bot.ops.health import Health
from bot.ops.metrics import Metrics
from bot.ops.telemetry import failure
from bot.web.connections import Connections
from bot.web.listening import BACKLOG, listen
from bot.web.middleware import http_logger, with_plain_expectations

with suppress(ImportError):  # there is none for Windows
    import uvloop

log = structlog.get_logger()
HEALTH = web.AppKey("health", Health)
REFUSED = web.AppKey("refused", Counter[str])
METRICS = web.AppKey("metrics", Metrics)
DOOR = web.AppKey("door", Door)
KEEP_ALIVE = 300.0  # seconds; longer than a proxy keeps a connection, so that it is not cut as the proxy uses it
TAKEN_AT_ONCE = 16  # connections in one turn of the loop; libuv takes one a turn from each socket that it is given
CUT_EVERY = 1.0  # seconds
WARM = 10.0  # seconds from ready until all that is prepared in the background is there
TELL_EVERY = 10.0  # seconds
TELL_FAULT_EVERY = 60.0  # seconds between two lines about one duty
Duty = tuple[float, Callable[[], Awaitable[object]]]
Http = Callable[[], asyncio.Protocol]


def background(
    duties: Sequence[Duty],
    last: Callable[[], Awaitable[object]],
    ends: Sequence[Callable[[], Awaitable[object]]],
    *once: Duty,
) -> Callable[[web.Application], AsyncIterator[None]]:
    """For `cleanup_ctx`: `duties`, each every so many seconds; `once`, each after so many.

    As the server ends, `last` is done beside the duties, which keep what is in flight alive; then `ends`, one by one.
    """

    async def running(app: web.Application) -> AsyncIterator[None]:
        tell = partial(tell_refused, app[REFUSED], Counter())
        telling: Duty = (TELL_EVERY, tell)
        tasks: list[asyncio.Task[Any]] = [
            asyncio.create_task(every(seconds, action)) for seconds, action in (*duties, telling)
        ]
        tasks += [asyncio.create_task(later(seconds, action)) for seconds, action in once]
        yield
        await attempted(last)
        for task in tasks:
            task.cancel()
        for end in ends:
            await attempted(end)
        await tell()

    return running


async def every(seconds: float, action: Callable[[], Awaitable[object]]) -> None:
    """Do something again and again; a failing time is logged, once a minute at most, and does not end it."""
    quiet_until = 0.0
    while True:
        fault = await later(seconds, action, quiet=time.monotonic() < quiet_until)
        quiet_until = max(quiet_until, time.monotonic() + TELL_FAULT_EVERY) if fault else 0.0


async def later(seconds: float, action: Callable[[], Awaitable[object]], *, quiet: bool = False) -> bool:
    """Do something in so many seconds; whether it failed."""
    await asyncio.sleep(seconds)
    return await attempted(action, quiet=quiet)


async def attempted(action: Callable[[], Awaitable[object]], *, quiet: bool = False) -> bool:
    """Whether `action` fails, which is logged unless it is to be `quiet`."""
    try:
        await action()
    except Exception as error:  # noqa: BLE001 — a background duty outlives one bad moment of the store
        cause = {"cause": str(error)} if isinstance(error, BotError) else {}
        note = log.debug if quiet else log.warning
        note("background_duty_failed", duty=getattr(action, "__qualname__", ""), **cause, **failure(error))
        return True
    return False


async def tell_refused(refused: Counter[str], told: Counter[str]) -> None:
    """One line for all that was refused and not `told` yet: a line each would let strangers fill the disk."""
    if lately := refused - told:
        log.warning("refused_at_the_edge", **lately)
        told.update(lately)


def told_to_stop() -> asyncio.Event:
    """From now on SIGTERM and SIGINT are noted here."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def serve(
    app: web.Application, host: str, port: int, most_connections: int, health: Health, stop: asyncio.Event
) -> None:
    """Serve until `stop`; then take nothing new, finish what is being answered, and end.

    Raises OSError in words when the address cannot be had.
    """
    connections = Connections(most_connections, app[REFUSED], door=app[DOOR])
    app[METRICS].connections.reads_number(lambda: len(connections))
    app.middlewares.insert(0, connections.middleware)
    runner = web.AppRunner(
        app,
        access_log=None,
        handle_signals=False,
        shutdown_timeout=PROMISED,
        keepalive_timeout=KEEP_ALIVE,
        logger=http_logger(app[REFUSED]),
    )
    try:
        await runner.setup()
        if runner.server:
            runner.server.request_handler = with_plain_expectations(runner.server.request_handler)
        async with accepting(connections, cast("Http", runner.server), host, port):
            collector.settle()
            asyncio.get_running_loop().call_later(WARM, collector.settle)  # what was made to be warm stays, too
            health.ready = True
            log.info("ready", host=host, port=port)
            await stop.wait()
            health.ready = False
            log.info("stopping")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def accepting(connections: Connections, http: Http, host: str, port: int) -> AsyncIterator[None]:
    """Connections are taken inside, and those with late headers cut. Raises OSError in words."""
    loop = asyncio.get_running_loop()
    with ExitStack() as opened:
        sockets = [opened.enter_context(each) for each in listen(host, port)]
        takers = [each.dup() for each in sockets for _ in range(TAKEN_AT_ONCE)]
    servers = [
        await loop.create_server(lambda: connections.protocol(http), sock=each, backlog=BACKLOG) for each in takers
    ]
    cutting = asyncio.create_task(every(CUT_EVERY, connections.cut_late))
    try:
        yield
    finally:
        cutting.cancel()
        for server in servers:
            server.close()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """uvloop's where it is installed: less processor time for every request."""
    try:
        return uvloop.new_event_loop()
    except NameError:
        return asyncio.new_event_loop()
