"""'help', or nothing at all: what can be typed."""

from __future__ import annotations

from bot.commands.spec import Audience, CommandSpec, Follows, Menu
from bot.model import Command, Help


async def give_help(command: Command) -> Help:
    """The same for everybody."""
    return Help()


HELP = CommandSpec(
    "help",
    lambda _services: give_help,
    follows=Follows.ANYTHING,
    audience=Audience.ANYBODY,
    menu=(Menu.PERSONAL, Menu.SHARED),
    for_nothing=True,
)
