"""'get link physio tomorrow': words of the subject or the organizer's name, a day, a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial

from bot.model import Command
from bot.ports import Meetings
from bot.reading.interpretations import wordings_of
from bot.reading.matching import title_of
from bot.reading.naming import names_no_meeting
from bot.reading.search import search
from bot.selectors.coming_meetings import coming, today_of, zone_of
from bot.selectors.selection import Selection

MANY = 500  # meetings: looking through more takes longer than others may wait for the event loop


@dataclass(frozen=True, slots=True)
class ByWords:
    """Coming meetings that answer to the words; None when there are none, or, in a meeting's chat, only 'this one'."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        if not title_of(command.text) or (command.meeting_chat and names_no_meeting(command.text)):
            return None
        wordings = wordings_of(command.text, today_of(command), command.locale)
        named = [reading.days for wording in wordings for reading in wording.readings if reading.days]
        days = (min(each.first for each in named), max(each.last for each in named)) if named else None
        found = await coming(self.meetings, command, days[1] if days else None, days)
        asked = partial(search, wordings, found, command.now, zone_of(command))
        selection = await asyncio.to_thread(asked) if len(found) > MANY else asked()
        return replace(selection, certain=selection.certain and found.complete, complete=found.complete)
