"""'try again', typed: the last question (bot.teams.inbound.repeats), or that there is none. Pressed, it is `again`."""

from __future__ import annotations

import re

from bot.commands.spec import Audience, CommandSpec
from bot.errors import Denied
from bot.model import Command, Notice, Trouble


async def nothing_to_repeat(_command: Command) -> Notice:
    """Raises Denied: nothing is remembered. It is too long ago, or went well at another process."""
    raise Denied(Trouble.NOTHING_TO_REPEAT, "nothing is remembered")


AGAIN = CommandSpec("again", lambda _services: nothing_to_repeat, audience=Audience.ANYBODY)
_BEGINNINGS = tuple({phrase[:3] for phrase in AGAIN.phrases})
_BEFORE = re.compile(r"\A\W++")


def may_say_again(folded: str) -> bool:
    """Whether a folded text holds one of the phrases, or begins as one that is misspelled; others may, too."""
    return _BEFORE.sub("", folded).startswith(_BEGINNINGS) or any(map(folded.__contains__, AGAIN.phrases))
