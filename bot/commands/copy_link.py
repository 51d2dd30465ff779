"""*Copy* answers with the bare link: Teams has no copy action, but a long press on a message copies all of it."""

from __future__ import annotations

from bot.commands.spec import CommandSpec
from bot.errors import Denied
from bot.model import ActionKind, BareLink, Command, Trouble


async def copy_link(command: Command) -> BareLink:
    """The link that the button held."""
    if command.press is None or not command.press.link:
        raise Denied(Trouble.STALE_CARD, "the button holds no link")
    return BareLink(command.press.link)


COPY = CommandSpec("copy", lambda _services: copy_link, action=ActionKind.COPY)
