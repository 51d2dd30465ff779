"""SIGTERM in bad moments: what is in flight is finished, nobody is left without words, and the end comes in time."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.ops.places import HOME
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA, BEN, OSEI, Person
from sandbox.world.troubles import Trouble
from tests.support.ports import unused_port
from tests.support.production.process import Production
from tests.support.settings import PRODUCTION

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
END_WITHIN = 25.0  # seconds from SIGTERM, after which an orchestrator kills
PROMISED = 10.0  # seconds to the answer, or the words in its place


@contextmanager
def locked(there: Production) -> Iterator[None]:
    """Another process holds the store's write lock."""
    with closing(sqlite3.connect(there.folder / "data" / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def ends_in_time(there: Production) -> None:
    began = time.monotonic()
    assert there.process
    there.process.terminate()
    assert await there.died(END_WITHIN) == 0
    assert time.monotonic() - began < END_WITHIN
    assert b"Traceback" not in there.log


async def signed_in(there: Production, person: Person = ANNA) -> TeamsClient:
    there.microsoft365.consents.grant(person, SCOPES)
    client = there.client(person)
    await client.say("get link")
    await client.settled()
    return client


async def test_a_name_server_that_takes_a_minute_keeps_nobody_waiting_for_words_or_for_the_end(
    there: Production,
) -> None:
    await there.start(SLOW_NAMES="graph.microsoft.com")
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    began = time.monotonic()
    await anna.say("get link")
    await anna.settled(lambda: "Microsoft" in str(anna.seen[-1].activity) if anna.seen else False, timeout=PROMISED)
    assert time.monotonic() - began < PROMISED
    assert "busy" in str(anna.seen[-1].activity)
    await anna.say("help")
    assert "What you can type" in str((await anna.settled())[-1].activity)
    await ends_in_time(there)


async def test_the_end_comes_in_time_and_in_order_while_the_store_is_locked(there: Production) -> None:
    await there.start()
    anna = await signed_in(there)
    with locked(there):
        await anna.say("help")
        await ends_in_time(there)


@pytest.mark.parametrize("trouble", [Trouble.CONNECTOR_SLOW, Trouble.GRAPH_SLOW])
async def test_what_is_in_flight_is_answered_before_the_end(there: Production, trouble: Trouble) -> None:
    await there.start()
    people = [await signed_in(there, person) for person in (ANNA, BEN, OSEI)]
    before = [len(person.seen) for person in people]
    there.microsoft365.troubles.on(trouble, seconds=2)
    searching = asyncio.create_task(people[0].extension.search("physio"))
    for person in people:
        assert (await person.say("get link")).status == 202
    await ends_in_time(there)
    assert (await searching).answer.status == 200
    for person, count in zip(people, before, strict=True):
        await person.settled(lambda: True)
        assert len(person.seen) > count


WHILE = {
    "it is imported": """
import os, signal, app
os.kill(os.getpid(), signal.SIGTERM)
raise SystemExit("went on")
""",
    "its store is opened": """
import os, signal, sys, app
from sandbox.wiring import endpoints_at
async def create(settings):
    os.kill(os.getpid(), signal.SIGTERM)
    return await app.create_app(settings, endpoints_at("http://127.0.0.1:9"))
sys.exit(app.main(create))
""",
}


@pytest.mark.parametrize("phase", WHILE)
def test_told_to_stop_while_it_starts_it_ends_in_order(phase: str) -> None:
    """As the first process of a container it would else not hear of it, and be killed when the time to stop is over."""
    env = {**PRODUCTION, "ENV_FILE": "", "STORAGE_URL": "memory://", "PORT": str(unused_port()), "HOST": "127.0.0.1"}
    command = [sys.executable, "-c", WHILE[phase]]
    done = subprocess.run(command, cwd=HOME, env=env, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 — ours
    assert (done.returncode, done.stderr) == (0, "")
    assert ('"event": "stopping"' in done.stdout) is (phase == "its store is opened")


@pytest.mark.parametrize(("store", "code"), [("redis://127.0.0.1:1/0", 1), ("redis://127.0.0.1:1/0?protocol=3", 2)])
def test_the_start_is_tried_again_where_the_store_may_be_there_later(store: str, code: int) -> None:
    """As after a power cut, when Redis comes up after the bot."""
    env = {**PRODUCTION, "ENV_FILE": "", "STORAGE_URL": store, "PORT": str(unused_port())}
    command = [sys.executable, str(HOME / "app.py")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 — ours
    assert (done.returncode, done.stderr.partition(":")[0]) == (code, "STORAGE_URL")
    assert "RestartPreventExitStatus=2\n" in (HOME / "deploy/appointment-link.service").read_text()
