"""What a way to choose a meeting comes to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.model import Action, Command, Meeting, Reading, Trouble


@dataclass(frozen=True, slots=True)
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


Selector = Callable[[Command], Awaitable[Selection | None]]
"""A way to choose: the command's text is what was said beside the command itself. None: these are not my words."""
