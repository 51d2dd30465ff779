"""Starts OpenTelemetry where its variables ask for it, and says what is missing where it cannot."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.ops.otel_settings import ENDPOINT, signals_wanted
from bot.ops.places import PYTHON

if TYPE_CHECKING:
    from bot.ops.otel import Otel

INSTALL = f"{PYTHON} -m pip install --require-hashes -r requirements-otel.txt"


def exported(environment: Mapping[str, str] = os.environ) -> Otel | None:
    """What is exported; None by default. Raises SettingsError where it cannot be."""
    signals = signals_wanted(environment)
    if not (signals.traces or signals.logs):
        return None
    try:
        from bot.ops.otel import otlp  # noqa: PLC0415 — an optional extra
    except ImportError:
        raise SettingsError([f"{ENDPOINT} (or another OTEL_ variable): is set, and needs: {INSTALL}"]) from None
    return otlp(signals)
