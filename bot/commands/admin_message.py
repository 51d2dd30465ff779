"""*Message for my admin*: what somebody without an admin's rights passes on, so that nobody has to explain anything."""

from __future__ import annotations

from bot.commands.spec import CommandSpec
from bot.errors import Denied
from bot.model import ActionKind, AdminMessage, Command, Trouble


async def admin_message(command: Command) -> AdminMessage:
    """With the link that the button held."""
    if command.press is None or not command.press.link:
        raise Denied(Trouble.STALE_CARD, "the button holds no link")
    return AdminMessage(command.press.link)


ADMIN_MESSAGE = CommandSpec("admin_message", lambda _services: admin_message, action=ActionKind.ADMIN_MESSAGE)
