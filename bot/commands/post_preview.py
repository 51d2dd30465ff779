"""*Post here* first shows what everybody will see; nothing is posted by it."""

from __future__ import annotations

from bot.commands.spec import CommandSpec
from bot.errors import Denied
from bot.model import ActionKind, Command, PostPreview, Trouble


async def post_preview(command: Command) -> PostPreview:
    """The meeting and the link that the button held."""
    press = command.press
    if press is None or press.meeting is None or not press.link:
        raise Denied(Trouble.STALE_CARD, "the button holds no link")
    return PostPreview(press.meeting, press.link)


POST_PREVIEW = CommandSpec("post_preview", lambda _services: post_preview, action=ActionKind.PREVIEW)
