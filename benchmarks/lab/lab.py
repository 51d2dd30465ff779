"""The lab put together: Microsoft and Teams in this process, the bot of this project beside it, ready to be started."""

from __future__ import annotations

import os
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import certifi
import trustme

from benchmarks.bots import host_names
from benchmarks.lab import store
from benchmarks.lab.calendar import Calendar
from benchmarks.lab.microsoft import Microsoft
from benchmarks.lab.process import LAB_CPU, BotProcess, free_port, pin
from benchmarks.lab.teams import Teams
from benchmarks.lab.tokens import channel_token
from benchmarks.lab.wire import Client, Server
from benchmarks.lab.world import APP_ID, SECRET, TENANT
from sandbox.world.keys import SigningKey

OWN = Path(__file__).parents[1] / "bots" / "own.py"
MANY_FILES = 16_384
MEETINGS = 10  # in each calendar
AUTHORITY, BUNDLE = "authority.pem", "bundle.pem"


@dataclass(slots=True)
class Lab:
    """Microsoft and Teams for one bot after the other."""

    folder: Path
    microsoft: Microsoft
    server: Server
    authority: trustme.CA

    @property
    def service_url(self) -> str:
        return f"https://smba.trafficmanager.net:{self.server.port}/emea/"

    def teams(self, port: int) -> Teams:
        """Teams in front of the bot at `port`; what the bot posts from now on is heard there."""
        token = channel_token(self.microsoft.channel_key, self.service_url)
        teams = Teams(self.service_url, token, Client(port))
        self.microsoft.posted = teams.posted
        return teams

    def environment(self) -> dict[str, str]:
        """What every bot is told: where the names lead, and whom to trust."""
        bundle = str(self.folder / BUNDLE)
        return {
            "PATH": os.environ["PATH"],
            "LAB_PORT": str(self.server.port),
            "SSL_CERT_FILE": bundle,
            "REQUESTS_CA_BUNDLE": bundle,
        }

    def own_bot(self, folder: Path, launch: Path = OWN, *, spoilable: bool = True) -> BotProcess:
        """This project's bot in production settings, its store in `folder`; `launch` is the program that runs it.

        `spoilable`: its clock, names and store can be spoilt from outside, which costs it some processor.
        """
        folder.mkdir(parents=True, exist_ok=True)
        port, metrics = free_port(), free_port()
        environment = {
            **self.environment(),
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppPassword": SECRET,
            "MicrosoftAppTenantId": TENANT,
            "PUBLIC_URL": "https://bot.example",
            "STORAGE_ENCRYPTION_KEYS": store.ENCODED_KEY,
            "PORT": str(port),
            "ENV_FILE": "",
            "STORAGE_URL": f"sqlite:///{folder.resolve()}/data/bot.db",
            "METRICS_PORT": str(metrics),
        }
        if spoilable:
            environment["LAB_SPOILT"] = str(folder)
        return BotProcess([sys.executable, str(launch)], environment, folder, port, "/readyz", metrics)


@asynccontextmanager
async def lab() -> AsyncIterator[Lab]:
    """Everything but a bot; what is written goes into a folder of its own that is thrown away."""
    pin(0, LAB_CPU)
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="bot-lab-") as name:
        folder = Path(name)
        authority = trustme.CA()
        write_authorities(folder, authority.cert_pem.bytes())
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(*sorted(host_names.MICROSOFT), "127.0.0.1").configure_cert(context)
        microsoft = Microsoft(SigningKey.fresh(), SigningKey.fresh(), Calendar(MEETINGS))
        server = Server(microsoft.handler(), context)
        await server.start()
        try:
            yield Lab(folder, microsoft, server, authority)
        finally:
            await server.stop()


def write_authorities(folder: Path, own: bytes) -> None:
    """The lab's own authority alone, and behind all public ones: reading those is part of what a client costs."""
    folder.joinpath(AUTHORITY).write_bytes(own)
    folder.joinpath(BUNDLE).write_bytes(Path(certifi.where()).read_bytes() + own)


def raise_file_limit() -> None:
    """Each sender in flight is an open file."""
    import resource  # noqa: PLC0415 - not on every system, and needed nowhere else

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(MANY_FILES, most), most))
