"""'get link MSo0Yjc1MTg5…': the id by which Graph, or the Teams client, knows a meeting."""

from __future__ import annotations

from bot.errors import Denied
from bot.joinlinks import meeting_of
from bot.model import Command, Selection, Trouble
from bot.model.values import value
from bot.ports import Meetings
from bot.reading.said import said_in
from bot.selectors.coming_meetings import coming
from bot.selectors.same_meeting import thread_among


@value
class ByGraphId:
    """The meeting with a pasted id. Teams' own ids do not say who organizes it: the calendar may know.

    Raises Denied(GONE) when it does not.
    """

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        key = said_in(command).graph_key
        if key is None:
            return None
        if key.organizer_id:
            return Selection((meeting_of(key),))
        known = thread_among(await coming(self.meetings, command), key)
        if known is None:
            raise Denied(Trouble.GONE, "no coming meeting has this thread")
        return Selection((known,))
