"""The whole bot, put together: `python app.py` serves it. The one module that knows all the others."""

from __future__ import annotations

from bot.ops import collector  # before all others

# isort: split
import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import structlog
from aiohttp import web

from bot.commands import commands
from bot.commands.recognition import warm_up
from bot.commands.search import Search
from bot.dispatcher import Dispatcher
from bot.errors import SettingsError
from bot.graph import GraphMeetings, GraphSession, all_scopes
from bot.model import Command, Reply
from bot.net.documents import keys_by_metadata
from bot.net.jwks import SigningKeys
from bot.net.session import open_session
from bot.ops.budgets import DRAIN, INVOKE_COMMAND, LIMITS, PATIENCE, Limits, Patience
from bot.ops.clock import now
from bot.ops.descriptors import connections_allowed
from bot.ops.endpoints import GLOBAL, Endpoints
from bot.ops.health import Health
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings, read_settings
from bot.ops.telemetry import configure_logging, failure
from bot.ports import Store
from bot.records import Records
from bot.selectors import selectors
from bot.signin.assertion import Assertions
from bot.signin.browser import SignInByBrowser
from bot.signin.credential import client_credential
from bot.signin.discovery import Discovery
from bot.signin.entra import Entra
from bot.signin.http import EntraHttp
from bot.signin.msal_runner import MsalRunner
from bot.signin.tokens import PersonTokens
from bot.storage import open_store
from bot.teams.answers import Room
from bot.teams.answers import build as build_answers
from bot.teams.answers.in_flight import ROUND
from bot.teams.answers.runner import Runner
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
from bot.teams.outbound.renderer import Renderer
from bot.teams.sdk.authentication import ChannelAuthentication
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.credential import BotCredential
from bot.teams.sdk.edge import MAX_BODY, Edge
from bot.teams.sdk.seam import Seam, botbuilder
from bot.teams.sign_in.events import SignInEvents
from bot.teams.sign_in.invokes import SignInInvokes
from bot.web.health import Probes
from bot.web.invitation import InvitationPage
from bot.web.messages import Messages
from bot.web.middleware import HTTP_LIMITS, access_log, body_in_time
from bot.web.pages import static_routes
from bot.web.server import REFUSED, background, new_event_loop, serve
from bot.web.signin import SignInPages
from bot.web.startup import MICROSOFT_TIMEOUT, check_microsoft

collector.settle()
log = structlog.get_logger()
HEALTH = web.AppKey("health", Health)
TASKS = web.AppKey("tasks", Tasks)
ANSWERING = web.AppKey("answering", Runner)
SWEEP_EVERY = 600.0
KEYS_EVERY = 2.0
BOT_FRAMEWORK_TENANT = "botframework.com"
Create = Callable[[Settings], Awaitable[web.Application]]


@dataclass(frozen=True, slots=True)
class Base:
    """What everything else stands on."""

    settings: Settings
    endpoints: Endpoints
    limits: Limits
    patience: Patience
    health: Health
    keyring: Keyring
    store: Store
    http: aiohttp.ClientSession


@dataclass(frozen=True, slots=True)
class SignIn:
    """Tokens: people's, and the bot's own."""

    records: Records
    entra: Entra
    discovery: Discovery
    assertions: Assertions
    tokens: PersonTokens
    browser: SignInByBrowser
    credential: BotCredential


@dataclass(frozen=True, slots=True)
class Teams:
    """The chat and its extension, and the edge in front of them."""

    answers: Room
    signing_in: SignInEvents
    edge: Edge
    authentication: ChannelAuthentication
    keys: SigningKeys
    mail: InvitationLinks


async def create_app(
    settings: Settings,
    endpoints: Endpoints = GLOBAL,
    seam: Seam = botbuilder,
    *,
    limits: Limits = LIMITS,
    patience: Patience = PATIENCE,
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
    base = Base(settings, endpoints, limits, patience, Health(now), keyring, store, open_session())
    try:
        sign_in = build_sign_in(base)
        teams = build_teams(base, sign_in, seam)
        await open_storage(store)
        checks = [sign_in.discovery.check(tenant) for tenant in settings.tenants]
        warming = [teams.keys.warm(), sign_in.credential.warm(), sign_in.assertions.warm()]
        await check_microsoft(checks, warming, base.health, teams.answers.tasks.start, microsoft_timeout)
        teams.answers.tasks.start(asyncio.to_thread(warm_up))
    except BaseException:
        await store.close()
        await base.http.close()
        raise
    return build_web(base, sign_in, teams)


def build_sign_in(base: Base) -> SignIn:
    """MSAL and what is around it. Raises SettingsError for a certificate that cannot be used."""
    settings, endpoints = base.settings, base.endpoints
    discovery = Discovery(base.http, endpoints.login, tenant_setting(settings))
    http = EntraHttp(base.http, endpoints.login)
    credential = client_credential(settings)
    redirect_uri = f"{settings.public_url}/auth/callback"
    runner = MsalRunner(settings.app_id, credential, http, discovery, base.health)
    entra = Entra(runner, redirect_uri, all_scopes(settings.calendar_scope), base.health)
    assertions = Assertions(base.http, endpoints.login, settings.app_id, settings.tenants, base.health)
    tokens = PersonTokens(base.store, entra, assertions)
    records = Records(base.store, now, base.patience)
    browser = SignInByBrowser(base.store, records, entra, tokens, settings.public_url)
    home = settings.tenant_id if settings.app_type == "SingleTenant" else BOT_FRAMEWORK_TENANT
    bot_credential = BotCredential(lambda: entra.bot_token(home), base.health)
    return SignIn(records, entra, discovery, assertions, tokens, browser, bot_credential)


def tenant_setting(settings: Settings) -> str:
    """The variable that names the tenants served."""
    return "MicrosoftAppTenantId" if settings.app_type == "SingleTenant" else "ALLOWED_TENANTS"


def build_teams(base: Base, sign_in: SignIn, seam: Seam) -> Teams:
    """From Teams' activity to Graph and back."""
    settings, records, tokens = base.settings, sign_in.records, sign_in.tokens
    connector = Connector(base.http, sign_in.credential, base.health)
    graph = GraphSession(base.http, tokens, base.endpoints.graph, base.health, base.limits.graph)
    meetings = GraphMeetings(graph, settings.calendar_scope, settings.link_hosts)
    chats = TeamsMeetingChats(connector)
    dispatcher = Dispatcher(commands(meetings, tokens, chats))
    quick = Dispatcher(commands(meetings, tokens, chats), budget=INVOKE_COMMAND)
    search = Search(meetings, selectors(meetings, chats), base.limits.search_links)

    async def searched(command: Command, skip: int, count: int) -> Reply:
        return await quick.run(command, lambda asked: search(asked, skip, count))

    buttons = ButtonCodec(base.keyring)
    renderer, roster = Renderer(buttons, settings.app_id), Roster(connector)
    answers = build_answers(
        records,
        dispatcher,
        tokens,
        sign_in.browser,
        connector,
        renderer,
        roster,
        for_anybody=dispatcher.for_anybody,
        targeted=settings.targeted_messages,
        patience=base.patience,
    )
    messenger, tasks = answers.messenger, answers.tasks
    signing_in = SignInEvents(records, tokens, sign_in.browser, answers.runner, messenger, tasks)
    invoke_answers = InvokeAnswers(records, tokens, sign_in.browser, roster)
    posting = Posting(records, messenger, tasks, install_url=renderer.install_url, chat_url=renderer.chat_url)
    mail = InvitationLinks(base.keyring, settings.public_url, now)
    handlers = Handlers(
        SignInInvokes(signing_in),
        CardActions(invoke_answers, quick, posting, buttons, renderer),
        Extension(invoke_answers, quick, searched, buttons, renderer, mail),
    )
    defaults = Defaults(settings.default_locale, settings.default_timezone)
    reader = ActivityReader(settings.tenants, buttons, defaults, now)
    chat = Chat(reader, answers.runner, Invokes(handlers, renderer, answers.invokes), tokens)
    keys = signing_keys(base)
    authentication = ChannelAuthentication(settings.app_id, keys, settings.office_channels)
    edge = Edge(authentication, seam(chat, connector))
    return Teams(answers, signing_in, edge, authentication, keys, mail)


def signing_keys(base: Base) -> SigningKeys:
    """The Bot Connector's keys; their state and age are in /readyz."""
    name = "bot_framework_keys"
    fetch = keys_by_metadata(base.http, base.endpoints.channel_metadata)
    keys = SigningKeys(fetch, report=lambda fault: base.health.note(name, fault))
    base.health.describe(name, keys.details)
    return keys


def build_web(base: Base, sign_in: SignIn, teams: Teams) -> web.Application:
    """The routes, the background duties, and the end."""
    app = web.Application(
        client_max_size=MAX_BODY, middlewares=[access_log, body_in_time()], handler_args=dict(HTTP_LIMITS)
    )
    app[HEALTH], app[TASKS], app[ANSWERING] = base.health, teams.answers.tasks, teams.answers.runner
    app[REFUSED] = Counter()
    messages = Messages(teams.edge.answer, teams.authentication.authenticate, app[REFUSED])
    probes = Probes(base.health, base.store.ping)
    pages = SignInPages(sign_in.browser, teams.signing_in.signed_in, teams.signing_in.sign_in_ended, now)
    invitation = InvitationPage(teams.mail.opened, now)
    app.add_routes([*messages.routes(), *probes.routes(), *pages.routes(), *invitation.routes(), *static_routes()])
    duties = [
        (base.patience.recover_every, teams.answers.runner.recover),
        (ROUND, teams.answers.in_flight.round),
        (SWEEP_EVERY, base.store.sweep),
        (KEYS_EVERY, teams.keys.tend),
    ]

    async def end() -> None:
        await teams.answers.runner.stop(DRAIN)
        await sign_in.credential.close()
        sign_in.entra.close()
        await base.store.close()
        await base.http.close()

    app.cleanup_ctx.append(background(duties, end))
    return app


async def open_storage(store: Store) -> None:
    """Raises SettingsError when the storage cannot be used."""
    try:
        await store.open()
        await store.ping()
    except Exception as error:
        raise SettingsError([f"STORAGE_URL: cannot be opened ({type(error).__name__})"]) from error


async def run(settings: Settings, create: Create, most_connections: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises SettingsError, and OSError in words when the address cannot be had."""
    app = await create(settings)
    await serve(app, settings.host, settings.port, most_connections, app[HEALTH])


def main(create: Create = create_app) -> int:
    """Exit code 2 for settings that cannot work, one line a fault; 1 when the address cannot be had; else 0."""
    collector.pause()
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(run(settings, create, connections_allowed()))
    except SettingsError as error:
        print(*error.faults, sep="\n", file=sys.stderr)  # noqa: T201 — there is no log yet
        return 2
    except OSError as error:
        log.error("cannot_start", detail=error.strerror, **failure(error))
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
