"""'try again', typed, is the question before: what each person asked last, in the memory of this process alone."""

from __future__ import annotations

from dataclasses import replace

from cachetools import LRUCache

from bot.commands.recognition import recognize
from bot.commands.repeat import AGAIN, HINT
from bot.commands.small_talk import manner_of
from bot.model import Command
from bot.reading.folding import fold
from bot.selectors.coming_meetings import today_of

LONGEST = 60
"""Characters of a message that only asks for the same again."""
REMEMBERED = 3
"""Messages of one person in one conversation, for the last ones may be but polite."""
MEMORY = 4 * 1024 * 1024
"""Characters of messages that are remembered, the newest ones: some thousand people's."""
ASIDE = 1000
"""Characters that a message takes beside its text."""


class LastAsked:
    """What each person asked last in each conversation."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._asked: LRUCache[tuple[str, str], tuple[Command, ...]] = LRUCache(memory, _size)

    def meant(self, command: Command) -> Command:
        """The command, which is then the newest; where it says *try again*, the last one that asked for something."""
        key = (command.user.key, command.address.conversation_id)
        before = self._asked.get(key, ())
        if _says_again(command):
            asked = (each for each in before if each.press or not manner_of(each.text))
            return next((_once_more(command, each) for each in asked), command)
        kept = (command, *before[: REMEMBERED - 1])
        if _size(kept) <= self._asked.maxsize // 100:  # one message must not push everybody's out
            self._asked[key] = kept
        return command


def _says_again(command: Command) -> bool:
    """Nearly every message is told by one look not to."""
    if command.press or len(command.text) > LONGEST or not HINT.search(fold(command.text)):
        return False
    found = recognize(command)
    return found is not None and found.spec is AGAIN


def _once_more(command: Command, before: Command) -> Command:
    """The question of `before`, asked now; its 'tomorrow' is that of the day on which it was said."""
    return replace(
        command, text=before.text, html=before.html, press=before.press, said_on=before.said_on or today_of(before)
    )


def _size(asked: tuple[Command, ...]) -> int:
    return sum([ASIDE * (1 + _held(command)) + len(command.text) + len(command.html) for command in asked])


def _held(command: Command) -> int:
    return len(command.press.meetings) if command.press else 0
