"""The audit log: one JSON line for each customer's link that is handed out, apart from the log an operator reads."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from bot.errors import SettingsError
from bot.ops.health import Health
from bot.ops.metrics import Metrics
from bot.ops.places import placed

STDERR = "stderr"


class Audit:
    """Writes lines by a handler of logging's."""

    def __init__(self, handler: logging.Handler) -> None:
        self._handler = handler
        self._logger = logging.Logger("audit")
        self._logger.addHandler(handler)

    def note(self, **facts: str) -> None:
        """A line with these facts, and when. Never raises."""
        facts["timestamp"] = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._logger.info(json.dumps(facts, ensure_ascii=False))

    def close(self) -> None:
        """There are no more."""
        with suppress(OSError):  # told already
            self._handler.close()


def watch_audit(health: Health, metrics: Metrics, fault: str) -> None:
    """How a line went, for whoever watches."""
    health.note("audit_log", f"AUDIT_LOG: {fault}" if fault else "")
    if fault:
        metrics.audit_failures.add()


def close_audit(audit: Audit | None) -> None:
    """Close it, where there is one."""
    if audit:
        audit.close()


def open_audit(where: str, told: Callable[[str], None]) -> Audit | None:
    """The log at `where`: 'stderr', or a file that is only added to, and opened anew once it was moved away (rotated).
    None for nowhere.

    `told` hears how each line went: "" or what was wrong. Raises SettingsError for a file that cannot be written.
    """
    if not where:
        return None
    return Audit(_Stderr(told) if where == STDERR else _file(placed(where), told))


def _file(path: Path, told: Callable[[str], None]) -> logging.Handler:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o640))
        return _File(path, told)
    except OSError as error:
        raise SettingsError([f"AUDIT_LOG: {path} cannot be written ({error.strerror})"]) from None


class _Told(logging.Handler):
    """How each line went is told, where logging itself would print a trace."""

    told: Callable[[str], None]
    _failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 — logging's own name
        """A line could not be written."""
        error = sys.exc_info()[1]
        self._failed = True
        self.told(getattr(error, "strerror", None) or type(error).__name__)

    def handle(self, record: logging.LogRecord) -> bool:
        """Write a line."""
        self._failed = False
        done = super().handle(record)
        if not self._failed:
            self.told("")
        return bool(done)


class _File(_Told, WatchedFileHandler):
    def __init__(self, path: Path, told: Callable[[str], None]) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line. logging lets whoever logs know where a file that was moved away cannot be opened anew."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)


class _Stderr(_Told, logging.StreamHandler):  # type: ignore[type-arg]
    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__(sys.stderr)
        self.told = told
