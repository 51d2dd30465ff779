"""'get link physio tomorrow': words of the subject or the organizer's name, a day, a time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Command, Selection
from bot.ports import Meetings
from bot.reading.interpretations import interpretations_of
from bot.reading.matching import title_of
from bot.reading.naming import names_no_meeting
from bot.reading.search import search
from bot.selectors.coming_meetings import coming, today_of, zone_of


@dataclass(frozen=True, slots=True)
class ByWords:
    """Coming meetings that answer to the words; None when there are none, or, in a meeting's chat, only 'this one'."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        if not title_of(command.text) or (command.meeting_chat and names_no_meeting(command.text)):
            return None
        said = interpretations_of(command.text, today_of(command), command.locale)
        until = max((each.last_day for each in said if each.last_day), default=None)
        found = await coming(self.meetings, command, until)
        return search(said, found, command.now, zone_of(command))
