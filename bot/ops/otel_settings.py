"""OpenTelemetry's own variables (`OTEL_…`), as far as the bot heeds them: what is exported, and what refuses the start.

OpenTelemetry, *Environment Variable Specification* and *Protocol Exporter*.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import SettingsError
from bot.model.values import value

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
PROTOCOL = "http/protobuf"


@value
class Signals:
    """What is to be exported."""

    traces: bool
    logs: bool


def signals_wanted(environment: Mapping[str, str]) -> Signals:
    """What the variables ask for; by default nothing. Raises SettingsError for what the bot cannot do."""
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return Signals(traces=False, logs=False)
    wanted = Signals(_is_wanted(environment, "TRACES"), _is_wanted(environment, "LOGS"))
    if wanted.traces or wanted.logs:
        _check_protocol(environment)
    return wanted


def _is_wanted(environment: Mapping[str, str], signal: str) -> bool:
    name = f"OTEL_{signal}_EXPORTER"
    exporter = environment.get(name, "").strip().lower()
    if exporter not in {"", "otlp", "none"}:
        raise SettingsError([f"{name}: must be otlp or none (it is {exporter[:60]!r})"])
    endpoints = (ENDPOINT, f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")
    return exporter == "otlp" or (not exporter and any(environment.get(each) for each in endpoints))


def _check_protocol(environment: Mapping[str, str]) -> None:
    for name in ("PROTOCOL", "TRACES_PROTOCOL", "LOGS_PROTOCOL"):
        variable = f"OTEL_EXPORTER_OTLP_{name}"
        protocol = environment.get(variable, "") or PROTOCOL
        if protocol != PROTOCOL:
            hint = "collectors take it at port 4318"
            raise SettingsError([f"{variable}: must be {PROTOCOL}; {hint} (it is {protocol[:60]!r})"])
