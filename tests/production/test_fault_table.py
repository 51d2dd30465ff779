"""Rows of the fault table (bot/ops/faults.py) that need real names, TLS, a disk or a clock: each one happens."""

from __future__ import annotations

import asyncio
import json
import resource
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.ops.faults import FAULTS, ON_THE_WAY, Fault
from bot.ops.metrics import PREFIX
from cards.troubles import TEXTS
from sandbox.client.client import TeamsClient
from sandbox.world.faults import Fault as Slow
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import answers, ask, assert_kind
from tests.support.ports import unused_port
from tests.support.production.process import AUTHORITY, Production
from tests.support.scrape import Scrape, parsed, scrape

PROMISED = 10.0
SETTLED = 30.0
SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
HOSTS = {"Graph": "graph.microsoft.com", "Entra": "login.microsoftonline.com", "Teams": "smba.trafficmanager.net"}
ANSWER = "Which meeting?"
HERE = {*ON_THE_WAY, "disk full", "read-only"}
ROWS = [row for row in FAULTS if (row.what in HERE and row.where != "Redis") or row.where == "Clock"]
UNEXPECTED = {"answer_failed", "failed", "request_failed", "turn_failed", "apology_failed"}


@pytest.fixture
async def metrics(there: Production) -> int:
    """The port of its metrics; the bot has been started, and may be spoilt."""
    port = unused_port()
    there.microsoft365.consents.grant(ANNA, SCOPES)
    await there.start(TEST_SPOILT=str(there.folder), METRICS_PORT=str(port))
    return port


@asynccontextmanager
async def named(there: Production, host: str, what: str) -> AsyncIterator[None]:
    """The name server does this to the host; no connection is left that does not need it."""
    there.spoil(names=f"{host} {what}")
    await asyncio.sleep(0.2)
    there.hang_up()
    yield
    there.spoil(names="")


@asynccontextmanager
async def elsewhere(there: Production, host: str, context: ssl.SSLContext | None) -> AsyncIterator[None]:
    """Another machine has the name: it says nothing, or has this certificate."""

    async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(says_nothing, "127.0.0.1", 0, ssl=context)
    async with named(there, host, f"at {server.sockets[0].getsockname()[1]}"):
        yield
    server.close()


def certificate(*hosts: str, ended: bool = False) -> ssl.SSLContext:
    """Of the authority that the bot trusts."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ends = datetime.now(UTC) - timedelta(days=1) if ended else None
    AUTHORITY.issue_cert(*hosts, not_after=ends).configure_cert(context)
    return context


@asynccontextmanager
async def disk_full(there: Production) -> AsyncIterator[None]:
    """The kernel refuses whatever the process would write into a file."""
    assert there.process
    before = resource.prlimit(there.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(there.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(there.process.pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def read_only(there: Production) -> AsyncIterator[None]:
    there.spoil(store="read-only")
    await asyncio.sleep(0.2)
    yield
    there.spoil(store="")


@asynccontextmanager
async def jumped(there: Production, seconds: float) -> AsyncIterator[None]:
    """The machine's clock, and back while the answer is under way."""
    slow = there.microsoft365.troubles.on(Trouble.GRAPH_FAULT, Slow(seconds=1.0), where="calendarView")
    there.spoil(clock=str(seconds))
    await asyncio.sleep(0.2)
    yield
    await slow.hit.wait()
    there.spoil(clock="")


def happens(there: Production, row: Fault) -> AbstractAsyncContextManager[None]:
    if row.where == "SQLite":
        return disk_full(there) if row.what == "disk full" else read_only(there)
    if row.where == "Clock":
        return jumped(there, -3600 if row.what.endswith("back") else 3600)
    host = HOSTS[row.where]
    return {
        "name not found": partial(named, there, host, "gone"),
        "name slow": partial(named, there, host, "slow 20"),
        "connection taken, and no word": partial(elsewhere, there, host, None),
        "certificate expired": partial(elsewhere, there, host, certificate(host, ended=True)),
        "certificate of another": partial(elsewhere, there, host, certificate("elsewhere.example")),
    }[row.what]()


def lines(there: Production) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in there.output if line.startswith(b"{")]


def is_counted(series: str, before: Scrape, after: Scrape) -> bool:
    """Whether a series, as the table writes it, has a higher number now, or says that something is down."""
    (name, labels), *_ = parsed(f"{PREFIX}{series} 1\n")
    now, then = after.of(name, **dict(labels)), before.of(name, **dict(labels))
    return now < then if name.endswith("_up") else now > then


def is_red(name: str, log: Sequence[Mapping[str, Any]]) -> bool:
    return any(line["event"] == "dependency_failing" and line["dependency"] == name for line in log)


async def asks(person: TeamsClient) -> None:
    assert (await person.say("get link")).status == 202


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.where}: {row.what}")
async def test_each_of_these_faults_is_as_the_table_says(there: Production, metrics: int, row: Fault) -> None:
    anna = there.client()
    if row.where != "Entra":
        await ask(anna)
    before, counted = len(answers(anna)), await scrape(there.http, metrics)
    async with happens(there, row):
        began = asyncio.get_running_loop().time()
        await asks(anna)
        if row.words:
            await anna.settled(lambda: len(answers(anna)) > before, timeout=PROMISED)
            assert asyncio.get_running_loop().time() - began < PROMISED
        async with asyncio.timeout(PROMISED):
            while not is_red(row.health, lines(there)):  # noqa: ASYNC110 - another process's log
                await asyncio.sleep(0.05)
    await anna.settled(lambda: len(answers(anna)) > before, timeout=SETTLED)
    told = answers(anna)[before]
    assert_kind(told)
    assert (TEXTS[row.words].heading if row.words else ANSWER) in told
    assert is_counted(row.series, counted, await scrape(there.http, metrics))
    await anna.settled(lambda: ANSWER in answers(anna)[-1] or row.where != "SQLite", timeout=SETTLED)
    await there.stop()
    assert len(answers(anna)) - before == (2 if row.where == "SQLite" else 1), "an answer, and what promised it"
    log = lines(there)
    assert any(line["event"] == row.log for line in log), sorted({line["event"] for line in log})
    assert not [line for line in log if line["event"] in UNEXPECTED]
    assert b"Traceback" not in there.log
