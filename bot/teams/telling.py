"""What stands in the way is told with a reference, under which the log has the cause."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.model import Notice, Press
from bot.telemetry import current_reference

log = structlog.get_logger()


def told(notice: Notice, *, retry: Press | None = None) -> Notice:
    """`notice` with its reference, and with `retry` where it has no way to try again of its own."""
    reference = notice.reference or current_reference()
    log.info("told", trouble=str(notice.trouble), reference=reference)
    return replace(notice, retry=notice.retry or retry, reference=reference)
