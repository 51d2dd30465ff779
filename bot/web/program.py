"""The program around the server: settings and log first, then the server; how it ends is its exit code."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from aiohttp import web

from bot.errors import SettingsError
from bot.ops import collector
from bot.ops.descriptors import connections_allowed
from bot.ops.exporting import exported
from bot.ops.settings import Settings, nearly_named, read_settings
from bot.ops.telemetry import configure_logging, failure
from bot.web.server import HEALTH, new_event_loop, serve, told_to_stop

log = structlog.get_logger()
Create = Callable[..., Awaitable[web.Application]]


def program(create: Create) -> int:
    """Exit code 2 for settings that cannot work, one line a fault; 1 when the store, or the address, cannot be had now,
    or the store is full; else 0.

    `create` makes the application of settings.
    """
    collector.pause()
    otel = None
    try:
        settings = read_settings()
        otel = exported()
        configure_logging(settings.log_level, otel)
        if settings.unserved_tenants:
            log.warning("tenants_not_served", setting="ALLOWED_TENANTS", tenants=settings.unserved_tenants)
        for variable, setting in nearly_named().items():
            log.warning("not_a_setting", variable=variable, setting=setting)
        if otel and otel.tracing:
            create = partial(create, tracing=otel.tracing)
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(run(settings, create, connections_allowed()))
    except SettingsError as error:
        print(*error.faults, sep="\n", file=sys.stderr)  # noqa: T201 — there is no log yet
        return 1 if error.passing else 2
    except OSError as error:
        log.error("cannot_start", detail=error.strerror, **failure(error))
        return 1
    finally:
        if otel:
            otel.close()
    return 0


async def run(settings: Settings, create: Create, most_connections: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises SettingsError, and OSError in words when the address cannot be had."""
    stop = told_to_stop()  # what is opened is closed, also when that comes first
    app = await create(settings)
    await serve(app, settings.host, settings.port, most_connections, app[HEALTH], stop)
