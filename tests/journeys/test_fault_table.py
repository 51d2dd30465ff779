"""Each row of the fault table (bot/ops/faults.py) happens: words in time, and what the operator sees of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port

from bot.ops.budgets import Limits
from bot.ops.faults import FAULTS, ON_THE_WAY, Fault, page
from bot.ops.metrics import PREFIX
from cards.troubles import TEXTS
from sandbox.client.client import TeamsClient
from sandbox.world import faults as sandbox
from sandbox.world.faults import Ending
from sandbox.world.people import ANNA, BEN, NOOR, OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import said
from tests.support.journeys.spoilt_stores import REDIS_NAME, SPOILT, SPOILT_REDIS, name_server
from tests.support.journeys.stories import answers, ask, assert_kind, log_lines
from tests.support.journeys.world import World, impatient, world
from tests.support.redis_server import RedisServer
from tests.support.scrape import Scrape, parsed, scrape

PORT = unused_port()
PROMISED = 10.0
HTML = "<html><body>Sign in to the guest network</body></html>"
ANSWER = "Which meeting?"
SERVICES = {"Graph": Trouble.GRAPH_FAULT, "Entra": Trouble.ENTRA_FAULT, "Teams": Trouble.CONNECTOR_FAULT}
PLACES = {"Graph": "calendarView", "Entra": "oauth2/v2.0/token", "Teams": "message"}
INJECTED: Mapping[str, sandbox.Fault] = {
    "silence": sandbox.Fault(ending=Ending.SILENCE),
    "connection reset": sandbox.Fault(ending=Ending.RESET),
    "hangs up": sandbox.Fault(ending=Ending.HANG_UP),
    "body cut off": sandbox.Fault(ending=Ending.TRUNCATED),
    "body without an end": sandbox.Fault(ending=Ending.ENDLESS),
    "page with 200": sandbox.Fault(200, body=HTML, content_type="text/html"),
    "redirect": sandbox.Fault(302, body=""),
    "JSON of another kind": sandbox.Fault(200, body="[7]"),
    "429": sandbox.Fault(429),
    "412, 429": sandbox.Fault(412),
    "500, 502, 503, 504": sandbox.Fault(503),
}
STORES = {"SQLite", "Redis"}
UNEXPECTED = {"answer_failed", "failed", "request_failed", "turn_failed", "apology_failed"}


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    server = RedisServer("--appendonly", "yes", "--appendfsync", "always").start()
    with name_server():
        yield server
    server.end()


@pytest.fixture
async def here(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """Two seconds for all that a command asks of Graph, one for a send; on SQLite, but where the row is about Redis."""
    hasty = partial(impatient, limits=Limits(graph=2.0, send=1.0))
    store: dict[str, Any] = (
        {"storage_url": named(request.getfixturevalue("own_redis").url)} if "own_redis" in request.fixturenames else {}
    )
    async with world(tmp_path, create=hasty, metrics_port=PORT, **store) as built:
        yield built


def named(url: str) -> str:
    """Redis by its name, as in production."""
    return url.replace("127.0.0.1", REDIS_NAME)


def happens(here: World, row: Fault, folder: Path) -> AbstractContextManager[None]:
    """From now on, and while the block lasts where it is the store."""
    if row.where == "SQLite":
        return SPOILT[row.what.split(",")[0]](folder / "bot.db")
    troubles = here.microsoft365.troubles
    if row.what == "401 to every token":
        troubles.on(Trouble.GRAPH_UNAUTHORIZED)
    elif row.what == "the app's secret is refused":
        troubles.on(Trouble.ENTRA_INVALID_CLIENT)
    elif row.what == "down for several people":
        troubles.on(Trouble.GRAPH_FAULT, INJECTED["silence"], where=PLACES["Graph"])
    else:
        person = ANNA.upn if row.where == "Entra" else ""
        troubles.on(SERVICES[row.where], INJECTED[row.what], where=PLACES[row.where], person=person)
    return nullcontext()


async def prepared(here: World, row: Fault) -> TeamsClient:
    """Who will ask: signed in, unless it is the sign-in that is to fail."""
    for person in (ANNA, BEN, OSEI, NOOR):
        here.consent(person)
    anna = here.client()
    if row.where != "Entra":
        await ask(anna)
    return anna


async def others_wait(here: World) -> None:
    """Three people whom Graph does not answer."""
    crowd = [here.client(person) for person in (BEN, OSEI, NOOR)]
    for person in crowd:
        await person.say("get link")
        await person.settled(lambda person=person: bool(answers(person)), timeout=PROMISED)  # type: ignore[misc]


async def dependency(here: World, name: str) -> str:
    async with here.http.get(f"{here.bot_url}/readyz") as ready:
        return str((await ready.json())["dependencies"].get(name, {}).get("state"))


async def is_red(here: World, name: str, log: Sequence[Mapping[str, Any]]) -> None:
    """In /readyz, or at least for a moment that the log tells of: what Teams chokes on is one message, perhaps."""
    async with asyncio.timeout(PROMISED):
        while await dependency(here, name) != "failing":
            if any(line["event"] == "dependency_failing" and line["dependency"] == name for line in log):
                return
            await asyncio.sleep(0.05)


def name(row: Fault) -> str:
    return f"{row.where}: {row.what}"


def grown(before: Scrape, after: Scrape) -> Callable[[str], bool]:
    """Whether a series, as the table writes it, has a higher number now."""

    def grew(series: str) -> bool:
        (name, labels), *_ = parsed(f"{PREFIX}{series} 1\n")
        return after.of(name, **dict(labels)) > before.of(name, **dict(labels))

    return grew


ELSEWHERE = {*ON_THE_WAY, "disk full"}  # tests/production/test_fault_table.py has names, TLS, a disk and a clock
HERE = [
    row for row in FAULTS if row.where != "Clock" and row.what not in ELSEWHERE and name(row) != "SQLite: read-only"
]


@pytest.mark.parametrize("row", [row for row in HERE if row.where != "Redis"], ids=name)
async def test_each_fault_is_as_the_table_says(here: World, tmp_path: Path, row: Fault) -> None:
    await meets(here, row, partial(happens, here, row, tmp_path))


@pytest.mark.redis
@pytest.mark.parametrize("row", [row for row in FAULTS if row.where == "Redis"], ids=name)
async def test_each_fault_of_redis_is_as_the_table_says(own_redis: RedisServer, here: World, row: Fault) -> None:
    await meets(here, row, partial(SPOILT_REDIS[row.what], own_redis))


async def meets(here: World, row: Fault, happening: Callable[[], AbstractContextManager[None]]) -> None:
    """Somebody asks while it happens, and reads what the table says; so does the operator."""
    anna = await prepared(here, row)
    before, counted = len(answers(anna)), await scrape(here.http, PORT)
    with log_lines() as log, happening():
        if row.what == "down for several people":
            await others_wait(here)
        assert (await anna.say("get link")).status == 202
        if row.words or row.where in STORES:
            await anna.settled(lambda: len(answers(anna)) > before, timeout=PROMISED)
        await is_red(here, row.health, log)
        here.microsoft365.troubles.clear()
    await anna.settled(lambda: len(answers(anna)) > before, timeout=30)
    told = answers(anna)[before]
    assert_kind(told)
    assert (TEXTS[row.words].heading if row.words else ANSWER) in told
    assert any(line["event"] == row.log for line in log), sorted({line["event"] for line in log})
    assert not [line for line in log if line["event"] in UNEXPECTED]
    grew = grown(counted, await scrape(here.http, PORT))
    assert grew(row.series)
    if row.words and row.where not in STORES:
        assert grew(f'troubles_total{{trouble="{row.words}"}}')
    assert "Traceback" not in said([str(line) for line in log])


def test_the_page_says_what_the_table_says() -> None:
    written = Path(__file__).parents[2] / "docs" / "faults.md"
    assert written.read_text(encoding="utf-8") == page(), "python -m bot.ops.faults"


def test_every_fault_is_named_once() -> None:
    assert len({(row.where, row.what) for row in FAULTS}) == len(FAULTS)
