"""'get link' and nothing else: the coming meetings, to press one."""

from __future__ import annotations

from bot.model import Command, Selection, Trouble
from bot.model.values import value
from bot.ports import Meetings
from bot.selectors.coming_meetings import first_ones


@value
class NothingNamed:
    """All coming meetings. A single one is offered too, not opened: the person did not say that it is this one."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection:
        found = await first_ones(self.meetings, command)
        return Selection(found, certain=False, trouble=Trouble.NO_MEETINGS, complete=found.complete)
