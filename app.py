"""The whole bot, put together: `python app.py` serves it. The one module that knows all the others."""

from __future__ import annotations

from bot.ops import collector  # before all others

# isort: split
import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import structlog
from aiohttp import web

from bot.commands import commands
from bot.commands.search import Search
from bot.dispatcher import Dispatcher
from bot.errors import SettingsError
from bot.graph import GraphMeetings, GraphSession, all_scopes
from bot.model import Command, Reply
from bot.net.jwks import SigningKeys, keys_by_metadata
from bot.ops.budgets import DRAIN, INVOKE_COMMAND, LIMITS, PROMISED, Limits
from bot.ops.endpoints import GLOBAL, Endpoints
from bot.ops.health import Health
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings, read_settings
from bot.ops.telemetry import configure_logging, failure, new_reference
from bot.ports import Store
from bot.records.pending import Pending
from bot.selectors import selectors
from bot.signin.assertion import Assertions
from bot.signin.browser import SignInByBrowser
from bot.signin.credential import client_credential
from bot.signin.discovery import Discovery
from bot.signin.entra import Entra
from bot.signin.http import EntraHttp
from bot.signin.tokens import PersonTokens
from bot.storage import open_store
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.runner import Runner
from bot.teams.answers.shared_chats import SharedChats
from bot.teams.answers.tasks import Tasks
from bot.teams.inbound.activities import ActivityReader, Defaults
from bot.teams.inbound.chat import Chat
from bot.teams.inbound.meeting_chats import TeamsMeetingChats
from bot.teams.inbound.roster import Roster
from bot.teams.inbound.routes import Handlers, Invokes
from bot.teams.invokes.card_actions import CardActions
from bot.teams.invokes.extension import Extension
from bot.teams.invokes.invoke_answers import InvokeAnswers
from bot.teams.invokes.posting import Posting
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.invitation_links import InvitationLinks
from bot.teams.outbound.messenger import Messenger
from bot.teams.outbound.renderer import Renderer
from bot.teams.sdk.authentication import ChannelAuthentication
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.credential import BotCredential
from bot.teams.sdk.edge import MAX_BODY, Edge
from bot.teams.sdk.seam import Seam, botbuilder
from bot.teams.sign_in.events import SignInEvents
from bot.teams.sign_in.invokes import SignInInvokes
from bot.web.health import health_routes
from bot.web.invitation import InvitationPage
from bot.web.pages import static_routes
from bot.web.signin import SignInPages

collector.settle()
log = structlog.get_logger()
HEALTH = web.AppKey("health", Health)
TASKS = web.AppKey("tasks", Tasks)
ANSWERING = web.AppKey("answering", Runner)
MICROSOFT_TIMEOUT = 0.6  # seconds that the start waits for Microsoft before it goes on without
RECOVER_EVERY = 1.5
SWEEP_EVERY = 600.0
BOT_FRAMEWORK_TENANT = "botframework.com"


@dataclass(frozen=True, slots=True)
class Base:
    """What everything else stands on."""

    settings: Settings
    endpoints: Endpoints
    limits: Limits
    health: Health
    keyring: Keyring
    store: Store
    http: aiohttp.ClientSession


@dataclass(frozen=True, slots=True)
class SignIn:
    """Tokens: people's, and the bot's own."""

    pending: Pending
    entra: Entra
    discovery: Discovery
    assertions: Assertions
    tokens: PersonTokens
    browser: SignInByBrowser
    credential: BotCredential


@dataclass(frozen=True, slots=True)
class Teams:
    """The chat and its extension, and the edge in front of them."""

    answering: Runner
    signing_in: SignInEvents
    tasks: Tasks
    edge: Edge
    keys: SigningKeys
    mail: InvitationLinks


async def create_app(
    settings: Settings,
    endpoints: Endpoints = GLOBAL,
    seam: Seam = botbuilder,
    *,
    limits: Limits = LIMITS,
    microsoft_timeout: float = MICROSOFT_TIMEOUT,
    around_store: Callable[[Store], Store] | None = None,
) -> web.Application:
    """The bot as an aiohttp application, its storage open and its keys fetched. Raises SettingsError.

    `seam` is the SDK through which activities take their turns; `around_store` puts something between the bot and its
    storage.
    """
    keyring = Keyring(settings.encryption_keys)
    store = open_store(settings.storage_url, keyring)
    store = around_store(store) if around_store else store
    http = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=200, limit_per_host=100, keepalive_timeout=60),
        cookie_jar=aiohttp.DummyCookieJar(),
    )
    base = Base(settings, endpoints, limits, Health(now), keyring, store, http)
    try:
        sign_in = build_sign_in(base)
        teams = build_teams(base, sign_in, seam)
        await open_storage(store)
        warming = [teams.keys.warm(), sign_in.credential.warm(), sign_in.assertions.warm()]
        await meet_microsoft(base, sign_in.discovery, teams.tasks, warming, microsoft_timeout)
    except BaseException:
        await store.close()
        await http.close()
        raise
    return build_web(base, sign_in, teams)


def build_sign_in(base: Base) -> SignIn:
    """MSAL and what is around it. Raises SettingsError for a certificate that cannot be used."""
    settings, endpoints = base.settings, base.endpoints
    discovery = Discovery(base.http, endpoints.login, tenant_setting(settings))
    http = EntraHttp(base.http, discovery, endpoints.login)
    credential = client_credential(settings)
    redirect_uri = f"{settings.public_url}/auth/callback"
    entra = Entra(settings.app_id, credential, http, redirect_uri, all_scopes(settings.calendar_scope), base.health)
    assertions = Assertions(base.http, endpoints.login, settings.app_id, settings.tenants, base.health)
    tokens = PersonTokens(base.store, entra, assertions)
    pending = Pending(base.store, now)
    browser = SignInByBrowser(base.store, pending, entra, tokens, settings.public_url)
    home = settings.tenant_id if settings.app_type == "SingleTenant" else BOT_FRAMEWORK_TENANT
    bot_credential = BotCredential(lambda: entra.bot_token(home), base.health)
    return SignIn(pending, entra, discovery, assertions, tokens, browser, bot_credential)


def tenant_setting(settings: Settings) -> str:
    """The variable that names the tenants served."""
    return "MicrosoftAppTenantId" if settings.app_type == "SingleTenant" else "ALLOWED_TENANTS"


def build_teams(base: Base, sign_in: SignIn, seam: Seam) -> Teams:
    """From Teams' activity to Graph and back."""
    settings, pending, tokens = base.settings, sign_in.pending, sign_in.tokens
    connector = Connector(base.http, sign_in.credential, base.health, budget=base.limits.send)
    graph = GraphSession(base.http, tokens, base.endpoints.graph, base.health, base.limits.graph)
    meetings = GraphMeetings(graph, settings.calendar_scope, settings.link_hosts)
    chats = TeamsMeetingChats(connector)
    dispatcher = Dispatcher(commands(meetings, tokens, chats))
    quick = Dispatcher(commands(meetings, tokens, chats), budget=INVOKE_COMMAND)
    search = Search(meetings, selectors(meetings, chats), base.limits.search_links)

    async def searched(command: Command, skip: int, count: int) -> Reply:
        return await quick.run(command, lambda asked: search(asked, skip, count))

    buttons = ButtonCodec(base.keyring)
    renderer = Renderer(buttons, settings.app_id)
    messenger, roster = Messenger(connector, renderer), Roster(connector)
    tasks = Tasks()
    finishing = Delivery(pending, sign_in.browser, messenger, roster)
    among_others = SharedChats(
        pending,
        dispatcher,
        messenger,
        finishing,
        for_anybody=dispatcher.for_anybody,
        chat_url=renderer.chat_url,
        targeted=settings.targeted_messages,
    )
    answering = Runner(pending, dispatcher, tokens, messenger, finishing, among_others, tasks)
    signing_in = SignInEvents(pending, tokens, sign_in.browser, answering, messenger, tasks)
    invoke_answers = InvokeAnswers(pending, tokens, sign_in.browser, roster)
    posting = Posting(pending, messenger, tasks, install_url=renderer.install_url, chat_url=renderer.chat_url)
    mail = InvitationLinks(base.keyring, settings.public_url, now)
    handlers = Handlers(
        SignInInvokes(signing_in),
        CardActions(invoke_answers, quick, posting, buttons, renderer),
        Extension(invoke_answers, quick, searched, buttons, renderer, mail),
    )
    defaults = Defaults(settings.default_locale, settings.default_timezone)
    reader = ActivityReader(settings.tenants, buttons, defaults, now)
    chat = Chat(reader, answering, Invokes(handlers, renderer), tokens)
    keys = SigningKeys(keys_by_metadata(base.http, base.endpoints.channel_metadata))
    authentication = ChannelAuthentication(settings.app_id, keys, settings.office_channels)
    edge = Edge(authentication, seam(chat, connector))
    return Teams(answering, signing_in, tasks, edge, keys, mail)


def build_web(base: Base, sign_in: SignIn, teams: Teams) -> web.Application:
    """The routes, the background duties, and the end."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[one_line_a_request])
    app[HEALTH], app[TASKS], app[ANSWERING] = base.health, teams.tasks, teams.answering

    pages = SignInPages(sign_in.browser, teams.signing_in.signed_in, teams.signing_in.sign_in_ended, now)
    invitation = InvitationPage(teams.mail.opened, now)
    app.add_routes([web.post("/api/messages", teams.edge.answer), *health_routes(base.health, base.store.ping)])
    app.add_routes([*pages.routes(), *invitation.routes(), *static_routes()])

    async def running(_app: web.Application) -> AsyncIterator[None]:
        duties = [
            asyncio.create_task(every(RECOVER_EVERY, teams.answering.recover)),
            asyncio.create_task(every(SWEEP_EVERY, base.store.sweep)),
        ]
        yield
        for duty in duties:
            duty.cancel()
        await teams.tasks.drain(DRAIN)
        await sign_in.credential.close()
        sign_in.entra.close()
        await base.store.close()
        await base.http.close()

    app.cleanup_ctx.append(running)
    return app


async def open_storage(store: Store) -> None:
    """Raises SettingsError when the storage cannot be used."""
    try:
        await store.open()
        await store.ping()
    except Exception as error:
        raise SettingsError([f"STORAGE_URL: cannot be opened ({type(error).__name__})"]) from error


async def meet_microsoft(
    base: Base,
    discovery: Discovery,
    tasks: Tasks,
    preparations: Sequence[Awaitable[None]],
    timeout: float,  # noqa: ASYNC109
) -> None:
    """Refuse tenants of another cloud and make the `preparations`; what takes Microsoft longer goes on beside the work.

    Raises SettingsError.
    """
    checks = (discovery.check(tenant) for tenant in base.settings.tenants)
    checking, preparing = asyncio.gather(*checks), asyncio.gather(*preparations)
    await asyncio.wait((checking, preparing), timeout=timeout)
    if checking.done() and checking.exception():
        preparing.cancel()
        await checking
    if not (checking.done() and preparing.done()):
        log.warning("microsoft_slow_at_start")
        tasks.start(met_late(base.health, checking, preparing))


async def met_late(health: Health, checking: Awaitable[object], preparing: Awaitable[object]) -> None:
    """What Microsoft says too late to refuse the start is seen in /readyz and in the log."""
    try:
        await checking
    except SettingsError as error:
        log.error("misconfigured", detail=str(error))
        health.fails("tenant", str(error))
    await preparing


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


async def serve(settings: Settings, create: Callable[[Settings], Awaitable[web.Application]] = create_app) -> None:
    """Serve until SIGTERM or SIGINT; then take nothing new, finish what is being answered, and stop."""
    app = await create(settings)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=PROMISED)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        collector.settle()
        app[HEALTH].ready = True
        log.info("ready", host=settings.host, port=settings.port, tenants=len(settings.tenants))
        await stop.wait()
        app[HEALTH].ready = False
        log.info("stopping")
    finally:
        await runner.cleanup()


def main(create: Callable[[Settings], Awaitable[web.Application]] = create_app) -> int:
    """Exit code 2 for settings that cannot work, one line a fault; 1 when the address cannot be had; else 0."""
    collector.pause()
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        asyncio.run(serve(settings, create))
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
