"""What time it is; handed to whoever needs to know, so that a test can say otherwise."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)
