"""What can be done to an installation, one thing at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import trustme
from aiohttp import web
from pydantic import SecretStr

from bot.errors import SettingsError
from bot.ops.keyring import Keyring
from bot.storage import open_store
from sandbox.entra.app_registration import CLIENTS
from sandbox.world.people import CLINIC_ID, guid
from sandbox.world.troubles import Trouble
from tests.support.doctor.installation import SCOPES, Installation

OTHER_KEYS = (bytes(range(1, 33)),)


async def other_keys(here: Installation) -> None:
    """The store was written under keys that are gone."""
    url = f"sqlite:///{here.folder}/older.db"
    store = open_store(url, Keyring(OTHER_KEYS), time.time)
    await store.open()
    await store.close()
    here.configure(storage_url=url)


def newer_release(here: Installation) -> None:
    _new_file(here, "PRAGMA user_version=99")


def corrupt(here: Installation) -> None:
    (here.folder / "bad.db").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    here.configure(storage_url=f"sqlite:///{here.folder}/bad.db")


def _new_file(here: Installation, statement: str) -> None:
    with closing(sqlite3.connect(here.folder / "newer.db")) as connection:
        connection.execute(statement)
    here.configure(storage_url=f"sqlite:///{here.folder}/newer.db")


async def certified(here: Installation, *names: str, days: float = 90, ca: trustme.CA | None = None) -> None:
    ends = datetime.now(UTC) + timedelta(days=days)
    app = await here.bot_application()
    await (here.serve(app, *names, ends=ends, ca=ca) if ca else here.serve(app, *names, ends=ends))


async def something_else(here: Installation) -> None:
    """A server that has a page for everything, and asks everybody who posts for their password."""
    await here.serve(_site(posted=401))


async def messages_lost(here: Installation) -> None:
    """A proxy that passes on what browsers want, and nothing else."""
    app = await here.bot_application()

    @web.middleware
    async def around(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        return web.Response(status=404) if request.path == "/api/messages" else await handler(request)

    app.middlewares.append(around)
    await here.serve(app)


def _site(posted: int) -> web.Application:
    async def page(request: web.Request) -> web.Response:
        return web.Response(text="Welcome!", status=200 if request.method == "GET" else posted)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    return app


async def stopped(here: Installation) -> None:
    await here.stop()


def secret(value: str) -> Callable[[Installation], None]:
    return lambda here: here.configure(app_password=SecretStr(value))


def another_app(here: Installation) -> None:
    here.microsoft365.registration.id = guid("another app")


def set_up(**fields: object) -> Callable[[Installation], None]:
    """The app registration, otherwise."""

    def do(here: Installation) -> None:
        for name, value in fields.items():
            setattr(here.microsoft365.registration, name, value)

    return do


def redirects(*, spa: bool) -> Callable[[Installation], None]:
    def do(here: Installation) -> None:
        app = here.microsoft365.registration
        if spa:
            app.spa_redirect_uris = set(app.redirect_uris)
        else:
            app.redirect_uris = {f"{uri}/" for uri in app.redirect_uris}

    return do


def not_granted(*scopes: str) -> Callable[[Installation], None]:
    def do(here: Installation) -> None:
        consents = here.microsoft365.consents
        consents._of_tenant[CLINIC_ID] = set(SCOPES) - set(scopes)

    return do


def not_endorsed(here: Installation) -> None:
    here.microsoft365.channel.endorsements = {kid: ["webchat"] for kid in here.microsoft365.channel.endorsements}


def trouble(kind: Trouble, **detail: Any) -> Callable[[Installation], None]:
    def do(here: Installation) -> None:
        here.microsoft365.troubles.on(kind, **detail)

    return do


def no_package(here: Installation) -> None:
    here.around.package.write_bytes(b"PK")


def elsewhere(here: Installation) -> None:
    here.microsoft365.entra.discovery = {"tenant_region_sub_scope": "DODCON"}


def misread(*faults: str) -> Callable[[Installation], None]:
    def do(here: Installation) -> None:
        here.read_fault = SettingsError(faults)

    return do


def office(here: Installation) -> None:
    here.microsoft365.registration.clients = set(CLIENTS[:2])
    here.configure(office_channels=("outlook",))
