"""'try again', typed, is the question before: what each person asked last, as far as this process knows.

Another process may have been asked: a question that failed is therefore in the store, and counts if it is newer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from cachetools import TTLCache

from bot.commands.recognition import recognize
from bot.commands.repeat import AGAIN, may_say_again
from bot.commands.small_talk import manner_of
from bot.model import Command
from bot.ops.at_hand import at_hand
from bot.reading.folding import fold
from bot.reading.local_time import today_of
from bot.records.failed_questions import FailedQuestion, FailedQuestions

MAX_REPEAT = 60
"""Characters of a message that only asks for the same again."""
MESSAGES_REMEMBERED = 3
"""Messages of one person in one conversation, for the last ones may be but polite."""
MAX_REMEMBERED = 4 * 1024 * 1024
"""Characters of messages that are remembered, the newest ones: some thousand people's."""
BESIDE_TEXT = 1000
"""Characters that a message takes beside its text."""
LONGEST_KEPT = 12 * 3600.0
"""Seconds that a person's messages are remembered after the last one."""
Remembered = tuple[int, tuple[Command, ...]]
"""What somebody asked last, the newest first, and its size."""
NOTHING_ASKED: Remembered = 0, ()


class LastAsked:
    """What each person asked last in each conversation; `failed`: what ended in a failure, at any process."""

    def __init__(
        self, failed: FailedQuestions, memory: int = MAX_REMEMBERED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failed = failed
        self._asked: TTLCache[tuple[str, str], Remembered] = TTLCache(memory, LONGEST_KEPT, clock, itemgetter(0))

    async def meant(self, command: Command) -> Command:
        """The command, which is then the newest; where it says *try again*, the last one that asked for something."""
        if _says_again(command):
            return self._once_more(command, await self._failed.take(command))
        key = _place(command)
        _, before = at_hand(self._asked, key) or NOTHING_ASKED
        kept = (command, *before[: MESSAGES_REMEMBERED - 1])
        size = _size(kept)
        if size <= self._asked.maxsize // 100:  # one message must not push everybody's out
            self._asked[key] = size, kept
        return command

    def _once_more(self, command: Command, failed: FailedQuestion | None) -> Command:
        """What only the bot had seen being asked, only the asker sees being answered, whoever heard the *try again*."""
        _, before = at_hand(self._asked, _place(command)) or NOTHING_ASKED
        command = replace(command, delivered_as=command.wording)  # delivered again, it is the same
        asked = [each for each in before if each.press or not manner_of(each.text)]
        last = next(filter(_is_understood, asked), asked[0] if asked else None)
        if failed and (last is None or failed.at > last.now):
            alone = command.targeted or failed.targeted
            return replace(command, text="", html="", press=failed.action, targeted=alone)
        return _again(command, last) if last else command


def _place(command: Command) -> tuple[str, str]:
    return command.user.key, command.address.conversation_id


def _says_again(command: Command) -> bool:
    if command.press or len(command.text) > MAX_REPEAT or not _may_say_again(command.text):
        return False
    found = recognize(command)
    return found is not None and found.spec is AGAIN


@lru_cache(maxsize=256)  # people say the same short things
def _may_say_again(text: str) -> bool:
    """Nearly every message is told by one look not to."""
    return may_say_again(fold(text))


def _again(command: Command, before: Command) -> Command:
    """The question of `before`, asked now; its 'tomorrow' is that of the day on which it was said."""
    return replace(
        command,
        text=before.text,
        html=before.html,
        press=before.press,
        said_on=before.said_on or today_of(before),
        targeted=command.targeted or before.targeted,
    )


def _is_understood(command: Command) -> bool:
    """Whether it asks for something; behind 'no, the other one', which we do not know, 'again' is what was before."""
    return command.press is not None or recognize(command) is not None


def _size(asked: tuple[Command, ...]) -> int:
    return sum([BESIDE_TEXT * (1 + _held(command)) + len(command.text) + len(command.html) for command in asked])


def _held(command: Command) -> int:
    return len(command.press.meetings) if command.press else 0
