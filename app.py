"""The whole bot, put together: `python app.py` serves it. The one module that knows all the others."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime

import aiohttp
import structlog
from aiohttp import web
from bot.dispatcher import Dispatcher

from bot.commands import commands
from bot.crypto import Keyring
from bot.endpoints import GLOBAL, Endpoints
from bot.errors import SettingsError
from bot.graph import GraphMeetings, GraphSession
from bot.health import Health
from bot.jwks import SigningKeys, keys_by_metadata
from bot.pending import Pending
from bot.ports import Store
from bot.settings import Settings, read_settings
from bot.signin.assertion import Assertions
from bot.signin.browser import SignInByBrowser
from bot.signin.cloud import check_cloud
from bot.signin.credential import client_credential
from bot.signin.entra import Entra
from bot.signin.http import EntraHttp
from bot.signin.tokens import PersonTokens
from bot.storage import open_store
from bot.teams.activities import Defaults
from bot.teams.answering import Answering
from bot.teams.chat import Chat
from bot.teams.outbox import Outbox
from bot.teams.presses import Presses
from bot.teams.sdk.adapter import MAX_BODY, TeamsAdapter
from bot.teams.sdk.authentication import ChannelAuthentication
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.credential import BotCredential
from bot.telemetry import configure_logging, failure, new_reference
from bot.web.health import health_routes
from bot.web.signin import SignInPages

log = structlog.get_logger()
HEALTH = web.AppKey("health", Health)
ANSWERING = web.AppKey("answering", Answering)
PATIENCE = 0.6  # seconds that the start waits for Microsoft before it goes on without
RECOVER_EVERY = 1.5
SWEEP_EVERY = 600.0
DRAIN = 12.0
BOT_FRAMEWORK_TENANT = "botframework.com"


async def create_app(settings: Settings, endpoints: Endpoints = GLOBAL) -> web.Application:
    """The bot as an aiohttp application, its storage open and its keys fetched. Raises SettingsError."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[one_line_a_request])
    health = app[HEALTH] = Health(now)
    keyring = Keyring(settings.encryption_keys)
    entra_http = endpoints.entra_http() if endpoints.entra_http else EntraHttp()
    credential = client_credential(settings, entra_http)
    store = open_store(settings.storage_url, keyring)
    http = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=200, limit_per_host=100, keepalive_timeout=60),
        cookie_jar=aiohttp.DummyCookieJar(),
    )
    app.on_cleanup.append(lambda _app: http.close())

    # Sign-in: people's tokens, and the bot's own
    redirect_uri = f"{settings.public_url}/auth/callback"
    scopes = ("VirtualAppointment.Read", settings.calendar_scope, "OnlineMeetings.Read")
    entra = Entra(settings.app_id, credential, entra_http, redirect_uri, scopes, health)
    assertions = Assertions(http, endpoints.login, settings.app_id, settings.tenants)
    tokens = PersonTokens(store, entra, assertions)
    pending = Pending(store, now)
    sign_in = SignInByBrowser(store, pending, entra, tokens, settings.public_url)
    home = settings.tenant_id if settings.app_type == "SingleTenant" else BOT_FRAMEWORK_TENANT
    bot_credential = BotCredential(lambda: entra.bot_token(home), health)

    # The middle: a command becomes a reply
    graph = GraphSession(http, tokens, endpoints.graph, health=health)
    meetings = GraphMeetings(graph, settings.calendar_scope, settings.link_hosts)
    dispatcher = Dispatcher(commands(meetings, tokens))

    # Teams
    connector = Connector(http, bot_credential, health)
    channel_keys = SigningKeys(keys_by_metadata(http, endpoints.channel_metadata))
    authentication = ChannelAuthentication(settings.app_id, channel_keys, connector)
    presses = Presses(keyring)
    outbox = Outbox(connector, presses, settings.app_id)
    answering = app[ANSWERING] = Answering(pending, dispatcher, tokens, sign_in, outbox)
    defaults = Defaults(settings.default_locale, settings.default_timezone)
    chat = Chat(answering, tokens, presses, settings.tenants, defaults, now)
    adapter = TeamsAdapter(authentication)

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, chat)

    pages = SignInPages(sign_in, answering.signed_in, answering.sign_in_ended, now)
    app.add_routes([web.post("/api/messages", messages), *pages.routes(), *health_routes(health, store.ping)])

    async def running(_app: web.Application) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(every(RECOVER_EVERY, answering.recover)),
            asyncio.create_task(every(SWEEP_EVERY, store.sweep)),
        ]
        yield
        for task in tasks:
            task.cancel()
        await answering.drain(DRAIN)
        await bot_credential.close()
        entra.close()
        await store.close()

    app.cleanup_ctx.append(running)
    try:
        await open_storage(store)
        await meet_microsoft(http, endpoints.login, settings, [channel_keys.warm(), bot_credential.warm()])
    except BaseException:
        await store.close()
        await http.close()
        raise
    return app


async def open_storage(store: Store) -> None:
    """Raises SettingsError when the storage cannot be used."""
    try:
        await store.open()
        await store.ping()
    except Exception as error:
        raise SettingsError([f"STORAGE_URL: cannot be opened ({type(error).__name__})"]) from error


async def meet_microsoft(
    http: aiohttp.ClientSession, login: str, settings: Settings, preparations: Sequence[Awaitable[None]]
) -> None:
    """Refuse tenants of another cloud and make the `preparations`, as far as Microsoft answers quickly."""
    setting = "MicrosoftAppTenantId" if settings.app_type == "SingleTenant" else "ALLOWED_TENANTS"
    checks = [check_cloud(http, login, tenant, setting) for tenant in settings.tenants]
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*checks, *preparations)
    except TimeoutError:
        log.warning("microsoft_slow_at_start")


def now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


async def every(seconds: float, action: Callable[[], Awaitable[object]]) -> None:
    """Do something again and again; a failing time is logged and does not end it."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await action()
        except Exception as error:  # noqa: BLE001 — a background duty outlives one bad moment of the store
            log.warning("background_duty_failed", duty=action.__qualname__, **failure(error))


@web.middleware
async def one_line_a_request(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """A reference for everything logged on the way, one line at the end, and no stack trace for anybody."""
    started = time.perf_counter()
    status = 500
    with structlog.contextvars.bound_contextvars(reference=new_reference()):
        try:
            response = await handler(request)
            status = response.status
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        except Exception as error:  # noqa: BLE001 — the edge of the program
            log.error("request_failed", **failure(error))
            response = web.Response(status=500)
        finally:
            took = round((time.perf_counter() - started) * 1000, 1)
            level = log.debug if request.path in {"/healthz", "/readyz"} else log.info
            level("request", method=request.method, route=_route(request), status=status, ms=took)
    return response


def _route(request: web.Request) -> str:
    """The route, not the path: a path may hold anything, and a query holds secrets."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


async def serve(settings: Settings, endpoints: Endpoints = GLOBAL) -> None:
    """Serve until SIGTERM or SIGINT; then finish what is being answered, and stop."""
    app = await create_app(settings, endpoints)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        gc.collect()
        gc.freeze()  # what is alive now stays: collecting it again only makes pauses (performance.md)
        app[HEALTH].ready = True
        log.info("ready", host=settings.host, port=settings.port, tenants=len(settings.tenants))
        await stop.wait()
        app[HEALTH].ready = False
        log.info("stopping")
        await app[ANSWERING].drain(DRAIN)
    finally:
        await runner.cleanup()


def main() -> int:
    """Exit code 2 for settings that cannot work, one line a fault; 1 when the address cannot be had; else 0."""
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        asyncio.run(serve(settings))
    except SettingsError as error:
        print(*error.faults, sep="\n", file=sys.stderr)  # noqa: T201 — there is no log yet
        return 2
    except OSError as error:
        log.error("cannot_start", **failure(error), errno=error.errno)
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
