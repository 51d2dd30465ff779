"""With OpenTelemetry's own variables set, one trace tells the way of a command, and the log goes with it."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest

from tests.support.collector import collector
from tests.support.production.first_use import first_use
from tests.support.production.process import SECRET, Production

ROOT = Path(__file__).parents[2]


async def test_one_trace_tells_the_way_of_a_command_and_graph_hears_of_it(there: Production) -> None:
    async with collector() as otlp:
        await there.start(OTEL_EXPORTER_OTLP_ENDPOINT=otlp.url, OTEL_SERVICE_NAME="front-desk", LOG_LEVEL="DEBUG")
        link, secrets = await first_use(there)
        assert await there.stop() == 0
    assert otlp.services == {"front-desk"}
    asked = otlp.named("inbound")[0]
    answer = otlp.named("answer")[0]
    assert answer.trace_id == asked.trace_id
    assert answer.parent_span_id == asked.span_id
    by_graph = {seen.headers["traceparent"].rpartition("-")[0] for seen in there.microsoft365.requests.of("graph")}
    spans = {f"00-{span.trace_id.hex()}-{span.span_id.hex()}" for span in otlp.named("graph ")}
    assert by_graph == spans
    assert otlp.named("entra token")
    assert {span.trace_id for span in otlp.named("connector POST")} <= {span.trace_id for span in otlp.spans}
    lines = [json.loads(line) for line in there.log.splitlines()]
    answered = [line for line in lines if line["event"] == "answered"]
    assert {line["trace_id"] for line in answered} <= {span.trace_id.hex() for span in otlp.named("answer")}
    assert {record.body.string_value for record in otlp.logs} >= {"ready", "answered", "signed_in", "stopping"}
    titles = [event.meeting.subject for event in there.microsoft365.events if event.meeting]
    readable = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), otlp.text)
    for secret in [link, SECRET, *secrets, *titles, "Anna"]:
        assert secret not in readable


async def test_a_collector_that_is_away_costs_nobody_an_answer(there: Production) -> None:
    await there.start(OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9", OTEL_EXPORTER_OTLP_TIMEOUT="1")
    link, _ = await first_use(there)
    assert link


async def test_without_them_nothing_of_it_is_imported_and_graph_hears_nothing(there: Production) -> None:
    await there.start()
    await first_use(there)
    assert not any("traceparent" in seen.headers for seen in there.microsoft365.requests.of("graph"))
    told = "import sys, app; print([name for name in sys.modules if name.startswith('opentelemetry')])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", told, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.strip() == b"[]"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"OTEL_TRACES_EXPORTER": "jaeger"}, b"OTEL_TRACES_EXPORTER: must be otlp or none (it is 'jaeger')"),
        (
            {"OTEL_LOGS_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
            b"OTEL_EXPORTER_OTLP_PROTOCOL: must be http/protobuf; collectors take it at port 4318 (it is 'grpc')",
        ),
    ],
)
async def test_what_cannot_be_exported_refuses_the_start(
    there: Production, changes: dict[str, str], words: bytes
) -> None:
    await there.start(**changes)  # type: ignore[arg-type]
    assert await there.died() == 2
    assert there.log.strip() == words
