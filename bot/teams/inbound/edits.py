"""A typo corrected by editing the message: a fresh question is answered anew, but not for a mere preview of a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from cachetools import LRUCache

from bot.model import Command

LATE_EDIT = timedelta(seconds=60)
EDITS_REMEMBERED = 4096  # messages; an older one counts as never heard
EPOCH_DIGITS = 13


class Edit(Enum):
    """What an edit of a message means."""

    ANEW = auto()  # to be answered again
    LATE = auto()  # the question is too old
    NOTHING = auto()  # the same words: Teams reports the preview of a link as an edit, too


class Edits:
    """What was asked in the last messages, so that an edit of one is known for what it is. In memory alone: after a
    start, Teams' ids tell how old a message is, and every edit counts as one of its words until its record is found.
    """

    def __init__(self) -> None:
        self._asked: LRUCache[tuple[str, str], tuple[datetime, int]] = LRUCache(EDITS_REMEMBERED)

    def heard(self, command: Command) -> None:
        """Somebody has asked this."""
        key = _key(command)
        if key not in self._asked:
            self._asked[key] = command.now, hash(command.text)

    def of(self, command: Command) -> Edit:
        """What `command`, read from the edited message, is. It counts as asked from now on."""
        known = self._asked.get(_key(command))
        asked = known[0] if known else _sent(command)
        self._asked[_key(command)] = asked, hash(command.text)
        if (known and known[1] == hash(command.text)) or not (command.text or command.html):
            return Edit.NOTHING
        return Edit.ANEW if command.now - asked <= LATE_EDIT else Edit.LATE


def as_edited(command: Command) -> Command:
    """The command as a question of its own: each wording of an edited message is answered once."""
    return replace(command, edit=command.wording)


def _key(command: Command) -> tuple[str, str]:
    return (command.address.conversation_id, command.address.activity_id)


def _sent(command: Command) -> datetime:
    """When the message was written: Teams' ids are milliseconds since 1970. Long ago where they are not."""
    id = command.address.activity_id
    is_time = len(id) == EPOCH_DIGITS and id.isascii() and id.isdecimal()
    return datetime.fromtimestamp(int(id) / 1000 if is_time else 0, UTC)
