"""Traces and logs by OpenTelemetry's SDK, an optional extra: imported only where its variables ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from opentelemetry import context, trace
from opentelemetry._logs import Logger, LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from bot.ops.otel_settings import Signals
from bot.ops.tracing import Span, Where

SERVICE = "appointment-link"
KINDS = {"internal": SpanKind.INTERNAL, "server": SpanKind.SERVER, "client": SpanKind.CLIENT}
SEVERITIES = {
    "debug": SeverityNumber.DEBUG,
    "info": SeverityNumber.INFO,
    "warning": SeverityNumber.WARN,
    "error": SeverityNumber.ERROR,
    "critical": SeverityNumber.FATAL,
}
ENDED_WELL = {"ok", "refused", "answered"}
EXPORTERS_LOGGERS = "opentelemetry"  # what the exporter says of itself would make it say more


class OtelSpan:
    """`bot.ops.tracing.Span`."""

    def __init__(self, span: trace.Span) -> None:
        self._span = span

    def note(self, outcome: str) -> None:
        """How it ended."""
        self._span.set_attribute("outcome", outcome)
        if outcome not in ENDED_WELL:
            self._span.set_status(trace.StatusCode.ERROR)


class OtelTracing:
    """`bot.ops.tracing.Tracing`."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    def span(
        self, name: str, *, kind: str = "internal", after: Where = None, **attributes: str
    ) -> AbstractContextManager[Span]:
        """As Tracing says. Of an exception only that there was one: its text may quote a title or a link."""
        return self._span(name, kind, after if isinstance(after, context.Context) else None, attributes)

    @contextmanager
    def _span(
        self, name: str, kind: str, after: context.Context | None, attributes: Mapping[str, str]
    ) -> Iterator[Span]:
        with self._tracer.start_as_current_span(
            name, after, KINDS[kind], attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            yield OtelSpan(span)

    def here(self) -> Where:
        """As Tracing says."""
        return context.get_current()

    def headers(self) -> Mapping[str, str]:
        """As Tracing says."""
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier)
        return carrier


class OtelLog:
    """Takes the finished lines of the log, redacted as they are, and exports each with its place in the trace."""

    def __init__(self, logger: Logger) -> None:
        self._logger = logger

    def __call__(self, line: str) -> None:
        """A line."""
        facts: dict[str, Any] = json.loads(line)
        if str(facts.get("logger", "")).startswith(EXPORTERS_LOGGERS):
            return
        level = str(facts.pop("level", "info"))
        said = str(facts.pop("event", ""))
        written = datetime.fromisoformat(facts.pop("timestamp"))
        self._logger.emit(
            LogRecord(
                timestamp=int(written.timestamp() * 1e9),
                context=context.get_current(),
                severity_text=level,
                severity_number=SEVERITIES.get(level, SeverityNumber.INFO),
                body=said,
                attributes={
                    name: value if isinstance(value, (bool, int, float)) else str(value)
                    for name, value in facts.items()
                },
            )
        )


class Otel:
    """What is exported, by providers of one's own: nothing global is touched."""

    def __init__(self, tracer: TracerProvider | None, logger: LoggerProvider | None) -> None:
        self._providers = [each for each in (tracer, logger) if each]
        self.tracing = OtelTracing(tracer.get_tracer(SERVICE)) if tracer else None
        self.log = OtelLog(logger.get_logger(SERVICE)) if logger else None

    def add(self, _logger: Any, _level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """A line of the log has the trace that it belongs to."""
        here = trace.get_current_span().get_span_context()
        if here.is_valid:
            event["trace_id"] = trace.format_trace_id(here.trace_id)
        return event

    def write(self, line: str) -> None:
        """A line of the log, as it is written."""
        if self.log:
            self.log(line)

    def close(self) -> None:
        """Send what waits."""
        for provider in self._providers:
            provider.shutdown()


def otlp(signals: Signals) -> Otel:
    """Exports by OTLP over HTTP to where the variables say, in threads of its own."""
    resource = Resource({SERVICE_NAME: SERVICE}).merge(OTELResourceDetector().detect())
    return Otel(_traces(resource) if signals.traces else None, _logs(resource) if signals.logs else None)


def _traces(resource: Resource) -> TracerProvider:
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def _logs(resource: Resource) -> LoggerProvider:
    provider = LoggerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    return provider
