"""What an operator sees of a command: counted once, as what it was, and nobody's name in it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from bot.ops.budgets import Limits
from bot.ops.metrics import PREFIX, Metrics
from sandbox.world.faults import Fault
from sandbox.world.troubles import Trouble
from scripts.dashboard_rules import expressions
from tests.support.deployment import read_json, text
from tests.support.journeys.outages import at_work, breaks, is_over, lasts
from tests.support.journeys.world import ANNA, World, impatient, world
from tests.support.scrape import Scrape, scrape

PORT = unused_port()
LINK = "getVirtualAppointmentJoinWebUrl"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, metrics_port=PORT) as built:
        yield built


async def seen(here: World) -> Scrape:
    return await scrape(here.http, PORT)


async def test_a_link_is_counted_step_by_step(here: World) -> None:
    here.consent()
    anna = here.client()
    before = await seen(here)
    await anna.say("get link next")
    await anna.settled()
    after = await seen(here)

    def more(named: str, /, **labels: str) -> float:
        return after.of(PREFIX + named, **labels) - before.of(PREFIX + named, **labels)

    assert more("activities_total", type="message") == 1
    assert more("commands_total", command="get_link", surface="personal", outcome="sign_in") == 1
    assert more("commands_total", command="get_link", surface="personal", outcome="answered") == 1
    assert more("answers_total", surface="personal", outcome="waits_for_sign_in") == 1
    assert more("answers_total", surface="personal", outcome="answered") == 1
    assert more("invokes_total", name="signin/tokenExchange", status="200") == 1
    assert more("tokens_total", source="exchange") == 1
    assert more("tokens_total", source="memory") >= 1
    assert {
        step: more("step_seconds_count", step=step) for step in ("inbound", "queue", "dispatch", "send", "total")
    } == {
        "inbound": 1,
        "queue": 2,
        "dispatch": 2,
        "send": 2,
        "total": 1,
    }
    assert more("upstream_seconds_count", service="graph", outcome="ok") == len(here.calls("graph"))
    assert more("store_seconds_count", operation="record", outcome="ok") == 1
    assert more("store_seconds_count", operation="done", outcome="ok") == 1
    assert after.of(f"{PREFIX}ready") in {0, 1}
    assert after.of(f"{PREFIX}dependency_up", dependency="graph") == 1
    assert after.of(f"{PREFIX}commands_held") == 0


FAULTS: dict[str, tuple[Trouble, dict[str, object], dict[str, str], dict[str, str]]] = {
    "Graph throttles": (
        Trouble.GRAPH_THROTTLED,
        {"retry_after": 3600},
        {"service": "graph", "outcome": "throttled"},
        {"outcome": "busy"},
    ),
    "Graph is unavailable": (
        Trouble.GRAPH_UNAVAILABLE,
        {},
        {"service": "graph", "outcome": "error"},
        {"outcome": "busy"},
    ),
    "Graph hangs up": (
        Trouble.GRAPH_DROPPED,
        {},
        {"service": "graph", "outcome": "silent"},
        {"outcome": "busy"},
    ),
    "Graph says that there is no licence": (
        Trouble.GRAPH_NO_LICENCE,
        {},
        {"service": "graph", "outcome": "refused"},
        {"outcome": "refused"},
    ),
    "Graph's answer is no link": (
        Trouble.GRAPH_NULL_LINK,
        {"where": ""},
        {"service": "graph", "outcome": "ok"},
        {"outcome": "refused"},
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
async def test_a_fault_of_graph_is_counted_as_what_it_was(tmp_path: Path, kind: str) -> None:
    trouble, detail, call, command = FAULTS[kind]
    async with world(tmp_path, create=partial(impatient, limits=Limits(graph=0.3)), metrics_port=PORT) as here:
        anna = await at_work(here)
        before = await seen(here)
        here.microsoft365.troubles.on(trouble, **{"where": LINK, **detail})  # type: ignore[arg-type]
        await anna.say("get link dietary")
        await anna.settled()
        after = await seen(here)
        for name, labels in (("upstream_seconds_count", call), ("commands_total", {"command": "get_link", **command})):
            assert after.of(f"{PREFIX}{name}", **labels) > before.of(f"{PREFIX}{name}", **labels)
        assert after.of(f"{PREFIX}troubles_total") == before.of(f"{PREFIX}troubles_total") + 1
        if call["outcome"] in {"error", "silent"}:
            assert after.of(f"{PREFIX}retries_total", service="graph") > 0


async def test_an_outage_of_teams_is_seen_while_it_lasts_and_the_answer_afterwards(here: World) -> None:
    anna = await at_work(here)
    before = await seen(here)
    switch = breaks(here, Fault(429))
    await anna.say("get link dietary")
    await lasts(here, switch, 6)
    during = await seen(here)
    assert during.of(f"{PREFIX}upstream_seconds_count", service="connector", outcome="throttled") >= 5
    assert during.of(f"{PREFIX}retries_total", service="connector") > 0
    assert during.of(f"{PREFIX}dependency_up", dependency="connector") in {0, 1}
    await is_over(here, anna, 2)
    after = await seen(here)
    answered = {"surface": "personal", "outcome": "answered"}
    assert after.of(f"{PREFIX}answers_total", **answered) == before.of(f"{PREFIX}answers_total", **answered) + 1
    assert after.of(f"{PREFIX}answers_total", outcome="given_up") == 0


async def test_what_is_given_up_is_counted_so_and_never_as_answered(here: World) -> None:
    anna = await at_work(here)
    before = await seen(here)
    breaks(here, Fault(403))
    await anna.say("get link dietary")
    await here.idle()
    after = await seen(here)
    assert after.of(f"{PREFIX}answers_total", outcome="undeliverable") == 1
    assert after.of(f"{PREFIX}answers_total", outcome="answered") == before.of(
        f"{PREFIX}answers_total", outcome="answered"
    )


async def test_entra_that_refuses_the_apps_secret_is_an_outcome_too(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_INVALID_CLIENT)
    anna = here.client()
    await anna.say("get link next")
    await anna.settled()
    after = await seen(here)
    assert after.of(f"{PREFIX}upstream_seconds_count", service="entra", outcome="refused") >= 1
    assert after.of(f"{PREFIX}dependency_up", dependency="entra") == 0
    assert after.of(f"{PREFIX}tokens_total", source="exchange") == 0


async def test_labels_are_words_of_our_own(here: World) -> None:
    anna = await at_work(here)
    await anna.say("get link dietary")
    await anna.say("zebra crossing")
    await anna.settled()
    here_is = await seen(here)
    values = {value for name, labels in here_is if name.startswith(PREFIX) for _, value in labels}
    known = re.compile(r"[a-zA-Z_]+|[a-z]+/[a-zA-Z]+|(/[a-z]+)+|\d{3}|[\d.]+|\+Inf|\d+(\.\d+)?e-\d+")
    assert [value for value in values if not known.fullmatch(value)] == []
    secret = {ANNA.oid, ANNA.name, "zebra", "dietary", here.settings.tenant_id, "Dietary"}
    assert not [value for value in values for told in secret if told.lower() in value.lower()]


async def test_every_metric_is_there_and_the_process_with_it(here: World) -> None:
    await at_work(here)
    found = await seen(here)
    assert {metric.name for metric in Metrics()} <= found.declared
    assert {"process_resident_memory_bytes", "process_cpu_seconds_total", "python_info"} <= found.names


async def test_every_name_on_the_dashboard_and_in_the_alerts_is_in_a_scrape(here: World) -> None:
    await at_work(here)
    found = await seen(here)
    uses = " ".join(
        [*expressions(read_json("deploy/monitoring/dashboard.json")), text("deploy/monitoring/alerts.yaml")]
    )
    named = set(re.findall(rf"\b(?:{PREFIX}|process_|python_)\w+", uses))
    histograms = {name + part for name in found.declared for part in ("_bucket", "_count", "_sum")}
    assert len(named) > 25
    assert named - found.declared - histograms == set()


async def test_the_public_port_tells_nobody(here: World) -> None:
    async with here.http.get(f"{here.bot_url}/metrics") as answer:
        assert answer.status == 404


async def test_who_asks_for_open_metrics_gets_them(here: World) -> None:
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    async with here.http.get(f"http://127.0.0.1:{PORT}/metrics", headers=accept) as answer:
        assert answer.content_type == "application/openmetrics-text"
        assert (await answer.text()).endswith("# EOF\n")
