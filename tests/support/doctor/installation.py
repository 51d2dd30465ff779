"""A whole installation on loopback, in order: the pretend Microsoft 365, and the bot behind TLS."""

from __future__ import annotations

import ssl
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiohttp import web
from aiohttp.test_utils import unused_port

from app import create_app
from bot.doctor.__main__ import findings
from bot.doctor.build import Circumstances
from bot.doctor.finding import Finding, Mark
from bot.ops.settings import Settings
from manifest.pack import files, packed
from manifest.settings import PackSettings
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.wiring import endpoints_at
from sandbox.world.people import CLINIC_ID, OSEI
from tests.support.journeys.world import APP_ID, KEYS, SECRET, Server

AUTHORITY = trustme.CA()
SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read", "Calendars.Read")


@dataclass
class Installation:
    """What a fault changes: Microsoft, what serves at PUBLIC_URL, the doctor's settings and circumstances."""

    microsoft365: Microsoft365
    folder: Path
    settings: Settings
    around: Circumstances
    stack: AsyncExitStack
    bot: Server | None = None
    read_fault: Exception | None = None
    found: list[Finding] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.settings.public_url.rpartition(":")[2])

    def configure(self, **changes: Any) -> None:
        """Other settings for the doctor; the bot has been started with the right ones."""
        self.settings = self.settings.model_copy(update=changes)

    async def serve(
        self, app: web.Application, *names: str, ends: datetime | None = None, ca: trustme.CA = AUTHORITY
    ) -> None:
        """Serve `app` at PUBLIC_URL, with a certificate for `names`."""
        await self.stop()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        until = ends or datetime.now(UTC) + timedelta(days=90)
        ca.issue_cert(*(names or ("localhost",)), not_after=until).configure_cert(context)
        self.bot = Server(app, port=self.port, scheme="https", host="localhost")
        await self.bot.start_server(ssl=context)

    async def serve_bot(self, **settings: Any) -> None:
        """The bot itself."""
        await self.serve(await self.bot_application(**settings))

    async def bot_application(self, **settings: Any) -> web.Application:
        return await create_app(self.settings.model_copy(update=settings), self.around.endpoints)

    async def stop(self) -> None:
        if self.bot:
            await self.bot.close()
            self.bot = None

    def pack(self, **changes: str) -> None:
        """The Teams app, packed."""
        values = {
            "MicrosoftAppId": APP_ID,
            "PUBLIC_URL": self.settings.public_url,
            "DEVELOPER_NAME": "Clinic",
            "WEBSITE_URL": "https://clinic.example",
            "PRIVACY_URL": "https://clinic.example/privacy",
            "TERMS_URL": "https://clinic.example/terms",
        }
        settings = PackSettings(_env_file=None, **(values | changes))  # type: ignore[arg-type]
        self.around.package.write_bytes(packed(files(settings)))

    def read(self) -> Settings:
        if self.read_fault:
            raise self.read_fault
        return self.settings

    async def examined(self) -> list[Finding]:
        """What the doctor says."""
        self.found = await findings(self.read, self.around)
        return self.found

    def clock_moves(self, seconds: float) -> None:
        self.around = replace(self.around, now=lambda: datetime.now(UTC) + timedelta(seconds=seconds))

    def without_admin(self) -> None:
        self.around = replace(self.around, admin_token="")


@asynccontextmanager
async def installation(folder: Path) -> AsyncIterator[Installation]:
    """Everything is in order, and an administrator has approved."""
    public_url = f"https://localhost:{unused_port()}"
    registration = AppRegistration(APP_ID, secrets={SECRET}, redirect_uris={f"{public_url}/auth/callback"})
    microsoft365 = Microsoft365(registration, keys=KEYS)
    microsoft365.consents.grant_all(CLINIC_ID, SCOPES)
    trust = ssl.create_default_context()
    AUTHORITY.configure_trust(trust)
    async with AsyncExitStack() as stack:
        server = Server(microsoft365.application())
        await server.start_server()
        stack.push_async_callback(server.close)
        origin = str(server.make_url("")).rstrip("/")
        microsoft365.addresses.move_to(origin)
        around = Circumstances(
            endpoints_at(origin),
            trust,
            admin_token=microsoft365.admin_token(OSEI),
            package=folder / "appPackage.zip",
        )
        here = Installation(microsoft365, folder, settings_for(folder, public_url), around, stack)
        here.pack()
        await here.serve_bot()
        stack.push_async_callback(here.stop)
        yield here


def settings_for(folder: Path, public_url: str) -> Settings:
    """As an operator would have them."""
    return Settings(
        _env_file=None,
        MicrosoftAppId=APP_ID,
        MicrosoftAppPassword=SECRET,
        MicrosoftAppTenantId=CLINIC_ID,
        PUBLIC_URL=public_url,
        STORAGE_URL=f"sqlite:///{folder}/bot.db",
        STORAGE_ENCRYPTION_KEYS=(bytes(range(32)),),
    )


def to_mend(found: list[Finding]) -> list[Finding]:
    """The lines that are not in order."""
    return [finding for finding in found if finding.state is Mark.FIX]


def unpacked(path: Path) -> str:
    """The manifest in a package."""
    with zipfile.ZipFile(path) as package:
        return package.read("manifest.json").decode()
