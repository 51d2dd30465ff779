"""'get link 248 123 456 789 12': the numeric meeting id of an invitation, with spaces or without."""

from __future__ import annotations

from dataclasses import dataclass

from bot.joinlinks import numbered
from bot.model import Command, Reading, Selection, Trouble
from bot.ports import Meetings
from bot.reading.filters import as_of
from bot.reading.naming import names_only_a_number
from bot.reading.said import said_in
from bot.selectors.link_meetings import LinkMeetings


@dataclass(frozen=True, slots=True)
class ByNumber:
    """The meeting with that number; of a pasted invitation, the one that is called the meeting's.

    An unknown number beside other words may be part of a subject, unless it is called a meeting's: not ours then.
    Several that are called so are as several links.
    """

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        said = said_in(command)
        if len(said.labelled) > 1:
            return await LinkMeetings(self.meetings)(command, [numbered(number) for number in said.labelled])
        number = said.number
        if not number:
            return None
        meeting = await self.meetings.by_number(command.user, number)
        if meeting is None and not said.labelled and not names_only_a_number(command.text):
            return None
        return Selection(
            (as_of(command.now, meeting),) if meeting else (), Reading(number), trouble=Trouble.UNKNOWN_NUMBER
        )
