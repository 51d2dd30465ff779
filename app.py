"""The whole bot, put together: `python app.py` serves it. The one module that knows all the others."""

from __future__ import annotations

from bot.ops import collector, first_signal  # noqa: F401 — before all others

# isort: split
import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from aiohttp import web

from bot.graph import setup as graph
from bot.net.session import open_session
from bot.ops.audit import close_audit, open_audit, watch_audit
from bot.ops.base import Base
from bot.ops.budgets import DRAIN, LIMITS, PATIENCE, Limits, Patience
from bot.ops.endpoints import GLOBAL, Endpoints
from bot.ops.health import Health
from bot.ops.issuer_time import IssuerTime
from bot.ops.keyring import Keyring
from bot.ops.loop_watch import LoopWatch
from bot.ops.metrics import Metrics
from bot.ops.settings import Settings
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.ports import Store
from bot.records import Records
from bot.signin import setup as signin
from bot.storage import behind_breaker, checked, open_store
from bot.storage.measured import measured
from bot.teams import setup as teams
from bot.teams.answers.in_flight import ROUND
from bot.teams.answers.runner import Runner
from bot.teams.answers.tasks import Tasks
from bot.teams.sdk.credential import BotCredential
from bot.teams.sdk.edge import MAX_ACTIVITY
from bot.teams.sdk.seam import Seam, botbuilder
from bot.web.addresses import AddressGuard, AddressLimit
from bot.web.headers import security_headers
from bot.web.health import Probes
from bot.web.instance import InstancePage
from bot.web.link_pages import LinkPages
from bot.web.metrics import metrics_page
from bot.web.middleware import HTTP_LIMITS, access_log, body_in_time
from bot.web.pages import static_routes
from bot.web.program import Create, program
from bot.web.server import DOOR, HEALTH, METRICS, REFUSED, Duty, background
from bot.web.signin import SignInPages, too_often
from bot.web.startup import MICROSOFT_TIMEOUT, check_microsoft

collector.settle()
TASKS = web.AppKey("tasks", Tasks)
ANSWERING = web.AppKey("answering", Runner)
SWEEP_EVERY, KEYS_EVERY, STORE_EVERY, ENTRA_EVERY = 60.0, 2.0, 2.0, 60.0  # seconds
WARM_AFTER = 0.5  # seconds: the start is not kept waiting


async def create_app(
    settings: Settings,
    endpoints: Endpoints = GLOBAL,
    seam: Seam = botbuilder,
    *,
    limits: Limits = LIMITS,
    patience: Patience = PATIENCE,
    microsoft_timeout: float = MICROSOFT_TIMEOUT,
    around_store: Callable[[Store], Store] = lambda store: store,
    tracing: Tracing = NOT_TRACED,
) -> web.Application:
    """The bot as an aiohttp application, its storage open and its keys asked for. Raises SettingsError.

    `seam` is the SDK through which activities take their turns; `around_store` puts something between the bot and its
    storage. For keys and tenants it waits `microsoft_timeout` seconds; what is not there by then is waited for later.
    """
    keys, clock = Keyring(settings.encryption_keys), IssuerTime()
    metrics, health, refused = Metrics(), Health(clock.date), Counter[str]()
    loop = LoopWatch(metrics.loop_lag)
    audit = open_audit(settings.audit_log, partial(watch_audit, health, metrics))
    rows = open_store(settings.storage_url, keys, clock.now)
    store, http = measured(behind_breaker(around_store(rows)), metrics.store_seconds), open_session()
    base = Base(
        settings, endpoints, limits, patience, health, refused, keys, store, http, audit, clock, tracing, metrics, loop
    )
    try:
        records = Records(store, clock.date, patience)
        sign_in = signin.build(base, records, graph.scopes(settings))
        credential = BotCredential(sign_in.bot_token, base.health)
        meetings = graph.build(base, sign_in.tokens)
        chat = teams.build(base, seam, records, meetings, sign_in.tokens, sign_in.browser, credential)
        await checked(store)
        checks = [sign_in.discovery.check(tenant) for tenant in settings.tenants]
        warming = [chat.keys.warm(), credential.warm(), sign_in.assertions.warm()]
        await check_microsoft(checks, warming, base.health, chat.answers.tasks.start, microsoft_timeout)
    except BaseException:
        close_audit(audit)
        await store.close()
        await base.http.close()
        raise

    metrics.watch(health, refused)
    probes = Probes(base.health, base.store.ping)
    app = web_application(base, sign_in, chat, probes)
    duties: list[Duty] = [
        (patience.recover_every, clock.once_heard(chat.answers.runner.recover)),
        (ROUND, chat.answers.in_flight.round),
        (SWEEP_EVERY, clock.once_heard(store.sweep)),
        (SWEEP_EVERY, collector.give_back),
        (KEYS_EVERY, chat.keys.tend),
        (KEYS_EVERY, chat.authentication.tend),
        (ENTRA_EVERY, sign_in.assertions.tend),
        (ENTRA_EVERY, credential.tend),
        (STORE_EVERY, probes.look),
        (loop.every, loop),
    ]
    audited = partial(asyncio.to_thread, close_audit, audit)
    ends = (credential.close, sign_in.entra.close, store.close, base.http.close, audited)
    app.cleanup_ctx.append(background(duties, partial(chat.answers.stop, DRAIN), ends, (WARM_AFTER, chat.warm)))
    if settings.metrics_port:
        app.cleanup_ctx.append(metrics_page(metrics, settings.metrics_host, settings.metrics_port))
    return app


def web_application(base: Base, sign_in: signin.SignInRoom, chat: teams.TeamsRoom, probes: Probes) -> web.Application:
    """The routes, and what happens around them."""
    around = [access_log(base.metrics), body_in_time()]
    app = web.Application(client_max_size=MAX_ACTIVITY, middlewares=around, handler_args=dict(HTTP_LIMITS))
    app[HEALTH], app[TASKS], app[ANSWERING] = base.health, chat.answers.tasks, chat.answers.runner
    app[REFUSED], app[METRICS], app[DOOR] = base.refused, base.metrics, base.door
    now = base.issuer_time.date
    pages = SignInPages(sign_in.browser, chat.signing_in, chat.approved, chat.readers.chosen, now)
    links = LinkPages(chat.mail.opened, chat.copying.opened, chat.printing.opened, now)
    guard = AddressGuard(AddressLimit(), base.settings.trusted_proxies, partial(too_often, now=now), base.refused)
    instance = InstancePage(base.settings.app_id, base.keyring.prove)
    guarded = guard.around([*pages.routes(), *links.routes(), *instance.routes()])
    app.add_routes([*chat.edge.routes(), *probes.routes(), *guarded, *static_routes()])
    app.on_response_prepare.append(security_headers(base.settings.public_url))
    return app


def main(create: Create = create_app) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    return program(create)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
