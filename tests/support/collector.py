"""An OpenTelemetry collector that takes OTLP over HTTP and keeps what it is sent."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass
class Collector:
    """What it was sent so far, and all of that as text."""

    url: str = ""
    spans: list[Span] = field(default_factory=list)
    logs: list[LogRecord] = field(default_factory=list)
    services: set[str] = field(default_factory=set)
    text: str = ""

    def named(self, name: str) -> list[Span]:
        """The spans whose names begin so, in the order in which they began."""
        return sorted((s for s in self.spans if s.name.startswith(name)), key=lambda s: s.start_time_unix_nano)

    async def _traces(self, request: web.Request) -> web.Response:
        sent = ExportTraceServiceRequest.FromString(await _body(request))
        for each in sent.resource_spans:
            self.services |= {a.value.string_value for a in each.resource.attributes if a.key == "service.name"}
            self.spans += [span for scope in each.scope_spans for span in scope.spans]
        self.text += str(sent)
        return web.Response(content_type="application/x-protobuf")

    async def _logs(self, request: web.Request) -> web.Response:
        sent = ExportLogsServiceRequest.FromString(await _body(request))
        for each in sent.resource_logs:
            self.logs += [record for scope in each.scope_logs for record in scope.log_records]
        self.text += str(sent)
        return web.Response(content_type="application/x-protobuf")


async def _body(request: web.Request) -> bytes:
    body = await request.read()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@asynccontextmanager
async def collector() -> AsyncIterator[Collector]:
    """A collector on loopback."""
    here = Collector()
    app = web.Application()
    app.add_routes([web.post("/v1/traces", here._traces), web.post("/v1/logs", here._logs)])
    async with TestServer(app) as server:
        here.url = str(server.make_url("")).rstrip("/")
        yield here
