"""'get link 248 123 456 789 12': the numeric meeting id of an invitation, with spaces or without."""

from __future__ import annotations

from dataclasses import dataclass

from bot.joinlinks import number_in
from bot.model import Command, Reading, Trouble
from bot.ports import Meetings
from bot.selectors.selection import Selection
from bot.vocabulary import names_only_a_number


@dataclass(frozen=True, slots=True)
class ByNumber:
    """The meeting with that number. An unknown number beside other words may be part of a subject: not ours then."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        number = number_in(command.text)
        if not number:
            return None
        meeting = await self.meetings.by_number(command.user, number)
        if meeting is None and not names_only_a_number(command.text):
            return None
        return Selection((meeting,) if meeting else (), Reading(number), trouble=Trouble.UNKNOWN_NUMBER)
