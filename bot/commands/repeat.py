"""'try again' is the same question once more (bot.teams.inbound.repeats); with no question before it, that is said."""

from __future__ import annotations

import re

from bot.commands.spec import Audience, CommandSpec
from bot.errors import Denied
from bot.model import Command, Notice, Trouble


async def nothing_to_repeat(_command: Command) -> Notice:
    """Raises Denied: nothing is remembered. It is too long ago, or went well at another process."""
    raise Denied(Trouble.NOTHING_TO_REPEAT, "nothing is remembered")


AGAIN = CommandSpec("again", lambda _services: nothing_to_repeat, audience=Audience.ANYBODY)
_BEGINNINGS = "|".join(sorted({re.escape(phrase[:3]) for phrase in AGAIN.phrases}))
HINT = re.compile(rf"{'|'.join(map(re.escape, AGAIN.phrases))}|\A\W*+(?:{_BEGINNINGS})", re.IGNORECASE)
"""What a message holds, or how it begins if it is misspelled, that says *try again*; others may, too."""
