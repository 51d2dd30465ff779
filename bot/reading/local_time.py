"""The person's own time zone, and their date when they said it."""

from __future__ import annotations

from datetime import UTC, date, tzinfo

from bot.model import Command
from bot.ops.zones import zone_named


def zone_of(command: Command) -> tzinfo:
    """The person's time zone; UTC when Teams names one that nobody knows."""
    return zone_named(command.timezone) or UTC


def today_of(command: Command) -> date:
    """The person's local date when they said it."""
    return command.said_on or command.now.astimezone(zone_of(command)).date()
