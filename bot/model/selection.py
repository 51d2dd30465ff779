"""What choosing a meeting comes to."""

from __future__ import annotations

from bot.model.commands import Action
from bot.model.meetings import Meeting, Reading
from bot.model.problems import Trouble
from bot.model.values import value


@value
class Selection:
    """The meetings that a person may mean, soonest first.

    `certain`: a single one may be opened without asking. It may not when the person did not name it plainly, for the
    wrong customer in the right meeting is the worst that can happen. When there is none, `trouble` and `retry` say so.
    `complete`: none that could be meant was left unread, because a calendar is very full or Microsoft too slow.
    `places`: of meetings that links name, which of the message's links each is, from 1; their order is the message's.
    """

    meetings: tuple[Meeting, ...]
    reading: Reading | None = None
    certain: bool = True
    trouble: Trouble = Trouble.NONE_FOUND
    retry: Action | None = None
    places: tuple[int, ...] = ()
    complete: bool = True
