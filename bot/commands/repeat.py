"""'try again' is the same question once more, never a search for its words."""

from __future__ import annotations

import re
from dataclasses import replace

from cachetools import LRUCache

from bot.commands.spec import Audience, CommandSpec
from bot.errors import Denied
from bot.model import Command, Notice, Trouble
from bot.selectors.coming_meetings import today_of

LONGEST = 60
"""Characters of a message that only asks for the same again."""
REMEMBERED = 3
"""Messages of one person in one conversation, for the last ones may be but polite."""
MEMORY = 4 * 1024 * 1024
"""Characters of messages that are remembered, the newest ones: some thousand people's."""
ASIDE = 1000
"""Characters that a message takes beside its text."""

Key = tuple[str, str]


async def nothing_to_repeat(_command: Command) -> Notice:
    """Raises Denied: nothing is remembered. It is too long ago, or another process was asked."""
    raise Denied(Trouble.NOTHING_TO_REPEAT, "nothing is remembered")


AGAIN = CommandSpec("again", lambda _services: nothing_to_repeat, audience=Audience.ANYBODY)
HINT = re.compile("|".join(map(re.escape, AGAIN.phrases)), re.IGNORECASE)


class LastAsked:
    """What each person asked last in each conversation, in the memory of this process alone."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._asked: LRUCache[Key, tuple[Command, ...]] = LRUCache(memory, _size)

    def before(self, command: Command) -> tuple[Command, ...]:
        """What the person asked before, the newest first."""
        return self._asked.get(_key(command), ())

    def note(self, command: Command) -> None:
        """It is the newest from now on."""
        asked = (command, *self.before(command)[: REMEMBERED - 1])
        if _size(asked) <= self._asked.maxsize // 100:  # one message must not push everybody's out
            self._asked[_key(command)] = asked


def may_ask_again(command: Command) -> bool:
    """Whether it is worth a closer look: nearly every message is not."""
    return command.press is None and len(command.text) <= LONGEST and HINT.search(command.text) is not None


def once_more(command: Command, before: Command) -> Command:
    """The question of `before`, asked now; its 'tomorrow' is that of the day on which it was said."""
    return replace(
        command, text=before.text, html=before.html, press=before.press, said_on=before.said_on or today_of(before)
    )


def _key(command: Command) -> Key:
    return command.user.key, command.address.conversation_id


def _size(asked: tuple[Command, ...]) -> int:
    return sum(ASIDE + len(command.text) + len(command.html) for command in asked)
