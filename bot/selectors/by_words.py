"""'get link physio tomorrow': words of the subject or the organizer's name, a day, a time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Command
from bot.ports import Meetings
from bot.selectors.coming_meetings import coming, today_of, zone_of
from bot.selectors.matching import terms_of
from bot.selectors.search import pick, search_for
from bot.selectors.selection import Selection
from bot.selectors.wording import wording_of


@dataclass(frozen=True, slots=True)
class ByWords:
    """Coming meetings that answer to the words; None when there are none."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        if not terms_of(command.text):
            return None
        wording = wording_of(command.text, today_of(command), command.locale)
        found = await coming(self.meetings, command, wording.days.last if wording.days else None)
        return pick(found, search_for(wording, today_of(command), zone_of(command)))
