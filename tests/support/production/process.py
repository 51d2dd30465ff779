"""Starts and stops the bot's own process, and keeps what it writes."""

from __future__ import annotations

import asyncio
import base64
import os
import ssl
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from resource import RLIMIT_NOFILE, setrlimit

import aiohttp
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.client.bot_client import BotClient
from sandbox.client.browser import Browser
from sandbox.client.client import TeamsClient
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.world.keys import Keys
from sandbox.world.meetings import Event
from sandbox.world.people import ANNA, BANK, CLINIC, CLINIC_ID, Person, Tenant
from sandbox.world.troubles import Switch
from tests.support.ports import unused_port

APP_ID = "0b7f6c55-92b1-4ea5-8f5e-3c1f8f6c2a11"
SECRET = "the-apps-own-secret-value"
PUBLIC_URL = "https://bot.example"
KEYS = Keys.fresh()
HERE = Path(__file__).parent
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
AUTHORITY = trustme.CA()


@dataclass
class Production:
    """The pretend Microsoft under its real names behind TLS, and the bot as a process of its own."""

    microsoft365: Microsoft365
    folder: Path
    microsoft_port: int
    http: aiohttp.ClientSession
    server: TestServer
    port: int = field(default_factory=unused_port)
    process: Process | None = None
    output: list[bytes] = field(default_factory=list)
    seconds_to_ready: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What an operator sets, and the test's CA."""
        return {
            "PATH": os.environ["PATH"],
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppPassword": SECRET,
            "MicrosoftAppTenantId": CLINIC_ID,
            "PUBLIC_URL": PUBLIC_URL,
            "STORAGE_ENCRYPTION_KEYS": base64.urlsafe_b64encode(bytes(range(32))).decode(),
            "PORT": str(self.port),
            "ENV_FILE": "",
            "STORAGE_URL": f"sqlite:///{self.folder}/data/bot.db",
            "SSL_CERT_FILE": str(self.folder / "ca.pem"),
            "REQUESTS_CA_BUNDLE": str(self.folder / "ca.pem"),
            "TEST_NAMES_LEAD_TO": str(self.microsoft_port),
        }

    async def start(self, *, open_files: int = 0, **changes: str) -> None:
        """Start the process and wait until it says that it is ready, or ends. `open_files` limits what it may open."""
        began = time.perf_counter()
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(HERE / "launch.py"),
            env=self.environment() | changes,
            cwd=self.folder,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
            preexec_fn=(lambda: setrlimit(RLIMIT_NOFILE, (open_files, open_files))) if open_files else None,
        )
        assert self.process.stdout
        async with asyncio.timeout(20):
            while line := await self.process.stdout.readline():
                self.output.append(line)
                if b'"event": "ready"' in line:
                    break
        self.seconds_to_ready = time.perf_counter() - began
        self._reader = asyncio.create_task(self._read(self.process))

    async def _read(self, process: Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            self.output.append(line)

    async def died(self, seconds: float = 20) -> int:
        """Wait until the process has ended by itself; its exit code."""
        assert self.process
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
            await self._reader
        return code

    async def killed_at(self, switch: Switch, seconds: float = 20) -> int:
        """kill -9 over the call that `switch` holds back, which then is held back no longer; the exit code."""
        assert self.process
        async with asyncio.timeout(seconds):
            await switch.hit.wait()
        self.process.kill()
        code = await self.died()
        self.microsoft365.troubles.clear()
        return code

    async def stop(self) -> int:
        """SIGTERM, as an orchestrator does."""
        if self.process and self.process.returncode is None:
            self.process.terminate()
            try:
                return await self.died()
            except TimeoutError:
                self.process.kill()
                raise
        return self.process.returncode or 0 if self.process else 0

    def client(self, person: Person = ANNA, *, clients: int = 1) -> TeamsClient:
        bot_client = BotClient(self.http, f"{self.url}/api/messages", self.microsoft365.channel, APP_ID, SERVICE_URL)
        origins = {PUBLIC_URL: self.url, "https://login.microsoftonline.com": self.microsoft_url}
        return TeamsClient(self.microsoft365, bot_client, person, Browser(self.http, origins), clients=clients)

    def spoil(self, **what: str) -> None:
        """Say what is spoilt from now on, to a bot that was started with `spoilt`: benchmarks/bots/spoilt.py."""
        for name, how in what.items():
            (self.folder / f"{name}.new").write_text(how)
            (self.folder / f"{name}.new").replace(self.folder / name)

    def hang_up(self) -> None:
        """Microsoft closes every connection that it has."""
        assert self.server.runner
        assert isinstance(self.server.runner.server, web.Server)
        for connection in self.server.runner.server.connections:
            connection.force_close()
            if connection.transport:
                connection.transport.close()

    @property
    def microsoft_url(self) -> str:
        return f"https://127.0.0.1:{self.microsoft_port}"

    @property
    def log(self) -> bytes:
        return b"".join(self.output)


@asynccontextmanager
async def production(
    folder: Path, tenants: Sequence[Tenant] = (CLINIC, BANK), events: Sequence[Event] | None = None
) -> AsyncIterator[Production]:
    """Microsoft is up; the bot is the test's to start."""
    registration = AppRegistration(APP_ID, secrets={SECRET}, redirect_uris={f"{PUBLIC_URL}/auth/callback"})
    microsoft365 = Microsoft365(registration, keys=KEYS, tenants=tenants, events=events)
    AUTHORITY.cert_pem.write_to_path(str(folder / "ca.pem"))
    names = ("login.microsoftonline.com", "graph.microsoft.com", "login.botframework.com", "smba.trafficmanager.net")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(*names, "127.0.0.1").configure_cert(context)
    server = TestServer(microsoft365.application(), scheme="https")
    await server.start_server(ssl=context)
    trusting = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    connector = aiohttp.TCPConnector(ssl=trusting)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), connector=connector) as http:
        assert server.port
        here = Production(microsoft365, folder, server.port, http, server)
        try:
            yield here
        finally:
            await here.stop()
            await server.close()
