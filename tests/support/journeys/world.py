"""A world for one story: the pretend Microsoft 365, the real bot in front of it, and people with Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from app import TASKS, create_app
from bot.ops.budgets import Limits, Patience, Rates
from bot.ops.endpoints import Endpoints
from bot.ops.settings import Settings
from bot.teams.sdk.seam import Seam
from sandbox.client.bot_client import BotClient
from sandbox.client.browser import Browser
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.teams.record import Sent
from sandbox.wiring import endpoints_at
from sandbox.world.keys import Keys
from sandbox.world.meetings import Event
from sandbox.world.people import ANNA, BANK, BANK_ID, CLINIC, CLINIC_ID, Person, Tenant
from tests.support.ports import unused_port
from tests.support.seam import seam_under_test

APP_ID = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
SECRET = "a-secret-of-the-tests"
KEYS = Keys.fresh()
IMPATIENT = Patience(
    back_off=(0.05, 0.1, 0.2), keep_trying=5, probes=(0.05, 0.1), quiet=0.3, quiet_alone=0.3, recover_every=0.05
)
"""Twenty times faster than production, but for the lease."""
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


Create = Callable[[Settings, Endpoints, Seam], Awaitable[web.Application]]
"""How the bot is made: `impatient`, or with other timings `partial(create_app, …)`."""
QUICK = Rates(((140, 1.0), (160, 2.0), (1200, 30.0)), ((1000, 1.0),))
"""What Teams takes, twenty times as much."""
impatient = partial(create_app, patience=IMPATIENT, limits=Limits(rates=QUICK))


class Server(TestServer):
    """A server that, as in production, goes on with a request whose caller has hung up."""

    async def _make_runner(self, **options: Any) -> web.AppRunner:
        options["handler_cancellation"] = False
        return await super()._make_runner(**options)  # type: ignore[return-value]


@dataclass
class World:
    """Everything a story turns and reads."""

    microsoft365: Microsoft365
    settings: Settings
    endpoints: Endpoints
    http: aiohttp.ClientSession
    stack: AsyncExitStack
    create: Create = impatient
    bot: TestServer | None = None
    teams: list[TeamsClient] = field(default_factory=list)

    async def start_bot(self, **changes: Any) -> None:
        """Start the bot, or another instance of it after a stop."""
        settings = self.settings.model_copy(update=changes)
        app = await self.create(settings, self.endpoints, seam_under_test())
        self.bot = Server(app, port=self.port)
        await self.bot.start_server()

    async def stop_bot(self) -> None:
        if self.bot:
            await self.bot.close()
            self.bot = None

    @property
    def port(self) -> int:
        return int(self.settings.port)

    @property
    def bot_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(
        self, person: Person = ANNA, *, clients: int = 1, chat: Chat | None = None, **sender: Any
    ) -> TeamsClient:
        """A person with Teams open on `clients` devices."""
        microsoft365 = self.microsoft365
        bot_client = BotClient(
            self.http, f"{self.bot_url}/api/messages", microsoft365.channel, APP_ID, microsoft365.addresses.service
        )
        return TeamsClient(microsoft365, bot_client, person, self.browser(), clients=clients, chat=chat, **sender)

    def browser(self) -> Browser:
        """A browser with an empty cookie jar."""
        return Browser(self.http)

    def consent(self, person: Person = ANNA, *scopes: str) -> None:
        """The person has agreed before."""
        self.microsoft365.consents.grant(person, scopes or ("VirtualAppointment.Read", "Calendars.ReadBasic"))

    async def idle(self) -> None:
        """Wait until no answer is under way."""
        assert self.bot
        await self.bot.app[TASKS].drain(15)

    def calls(self, service: str) -> list[Any]:
        """What was asked of a service so far ('graph', 'entra', 'connector', 'channel')."""
        return list(self.microsoft365.requests.of(service))


@asynccontextmanager
async def world(
    folder: Path,
    events: list[Event] | None = None,
    create: Create = impatient,
    *,
    tenants: Sequence[Tenant] = (CLINIC, BANK),
    start: bool = True,
    **changes: Any,
) -> AsyncIterator[World]:
    """The world, with the bot started unless `start` is false."""
    port = unused_port()
    registration = AppRegistration(APP_ID, secrets={SECRET}, redirect_uris={f"http://127.0.0.1:{port}/auth/callback"})
    microsoft365 = Microsoft365(registration, keys=KEYS, tenants=tenants, events=events)
    async with AsyncExitStack() as stack:
        server = Server(microsoft365.application())
        await server.start_server()
        stack.push_async_callback(server.close)
        origin = str(server.make_url("")).rstrip("/")
        microsoft365.addresses.move_to(origin)
        http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        endpoints = endpoints_at(origin)
        settings = settings_for(folder, port).model_copy(update=changes)
        here = World(microsoft365, settings, endpoints, http, stack, create)
        if start:
            await here.start_bot()
        stack.push_async_callback(here.stop_bot)
        yield here


def settings_for(folder: Path, port: int) -> Settings:
    """Production settings, but for the address of the bot itself."""
    settings = Settings(
        _env_file=None,
        MicrosoftAppId=APP_ID,
        MicrosoftAppPassword=SECRET,
        MicrosoftAppTenantId=CLINIC_ID,
        PUBLIC_URL="https://bot.example",
        PORT=port,
        STORAGE_URL=f"sqlite:///{folder}/bot.db",
        STORAGE_ENCRYPTION_KEYS=(bytes(range(32)),),
    )
    return settings.model_copy(update={"public_url": f"http://127.0.0.1:{port}"})


def card(sent: Sent) -> dict[str, Any]:
    """The Adaptive Card of a message."""
    (content,) = sent.contents(ADAPTIVE)
    return dict(content)


def words_on(sent: Sent) -> str:
    """Everything that a person can read in a message."""
    return " ".join(_texts(list(sent.contents(ADAPTIVE)) or sent.activity.get("text", "")))


def _texts(node: Any) -> list[str]:
    match node:
        case str():
            return [node]
        case list():
            return [text for item in node for text in _texts(item)]
        case dict():
            own = [node[name] for name in ("text", "title") if isinstance(node.get(name), str)]
            parts = ("body", "items", "columns", "inlines", "actions", "card", "selectAction", "choices", "facts")
            return own + [text for name in parts for text in _texts(node.get(name))]
    return []


__all__ = ["ANNA", "BANK_ID", "World", "card", "words_on", "world"]
