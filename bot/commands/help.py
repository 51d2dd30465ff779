"""'help', 'hello', or nothing at all: what can be typed."""

from __future__ import annotations

from bot.model import Command, Help


async def give_help(command: Command) -> Help:
    """The same for everybody."""
    return Help()
