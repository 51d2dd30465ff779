"""'get link 248 123 456 789 12': the numeric meeting id of an invitation, with spaces or without."""

from __future__ import annotations

from bot.errors import SignInRequired
from bot.joinlinks import numbered
from bot.model import Command, Reading, Selection, SignInReason, Trouble
from bot.model.values import value
from bot.ports import Meetings
from bot.reading.filters import as_of
from bot.reading.naming import names_only_a_number
from bot.reading.said import said_in
from bot.selectors.link_meetings import LinkMeetings


@value
class ByNumber:
    """The meeting with that number; of a pasted invitation, the one that is called the meeting's.

    An unknown number beside other words may be part of a subject, unless it is called a meeting's: not ours then, and
    no reason to ask anybody for more consent. Several that are called so are as several links.
    """

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        said = said_in(command)
        if len(said.labelled) > 1:
            return await LinkMeetings(self.meetings)(command, [numbered(number) for number in said.labelled])
        number = said.number
        if not number:
            return None
        surely = bool(said.labelled) or names_only_a_number(command.text)
        try:
            meeting = await self.meetings.by_number(command.user, number)
        except SignInRequired as missing:
            if surely or missing.why is not SignInReason.LOOK_UP:
                raise
            return None
        if meeting is None and not surely:
            return None
        return Selection(
            (as_of(command.now, meeting),) if meeting else (), Reading(number), trouble=Trouble.UNKNOWN_NUMBER
        )
