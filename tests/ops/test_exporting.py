"""OpenTelemetry's variables: what they ask for, and what is said where its packages are missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.ops.exporting import exported
from bot.ops.otel_settings import Signals, signals_wanted
from bot.ops.tracing import NOT_TRACED

ROOT = Path(__file__).parents[2]
WITHOUT = """
import sys
sys.modules["opentelemetry"] = None
from bot.errors import SettingsError
from bot.ops.exporting import exported
try:
    exported({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
except SettingsError as error:
    print(*error.faults)
"""
BOTH, NONE = Signals(traces=True, logs=True), Signals(traces=False, logs=False)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, NONE),
        ({"OTEL_SERVICE_NAME": "bot"}, NONE),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"}, BOTH),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_SDK_DISABLED": "true"}, NONE),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_LOGS_EXPORTER": "none"}, Signals(True, False)),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c:4318/v1/traces"}, Signals(True, False)),
        ({"OTEL_LOGS_EXPORTER": "otlp"}, Signals(False, True)),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}, BOTH),
    ],
)
def test_what_they_ask_for(environment: dict[str, str], wanted: Signals) -> None:
    assert signals_wanted(environment) == wanted


@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"])
def test_another_protocol_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        signals_wanted({"OTEL_TRACES_EXPORTER": "otlp", name: "grpc"})


def test_by_default_nothing_is_exported_and_nothing_is_traced() -> None:
    assert exported({}) is None
    with NOT_TRACED.span("anything", kind="client", some="thing") as span:
        span.note("ok")
    assert NOT_TRACED.here() is None
    assert NOT_TRACED.headers() == {}


def test_missing_packages_are_named() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 — our own text
    assert done.stdout.startswith("OTEL_EXPORTER_OTLP_ENDPOINT")
    assert f"{sys.executable} -m pip install --require-hashes -r requirements-otel.txt" in done.stdout
