"""The message extension's search: meetings by words, day, link or number, each with its link, a page at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.commands.meeting_link import with_link
from bot.errors import BotError, Refused, SignInRequired
from bot.model import Command, Found, LinkReady, Meeting, Notice, Reply
from bot.ports import Meetings
from bot.selectors import Selector, choose

AT_ONCE = 6  # links asked for at the same time: quick enough for a page, and no storm on Graph


@dataclass(frozen=True, slots=True)
class Search:
    """`command.text` is what was typed; nothing typed are the coming meetings."""

    meetings: Meetings
    ways: tuple[Selector, ...]

    async def __call__(self, command: Command, skip: int, count: int) -> Reply:
        """A page of what fits. A meeting whose link Microsoft refuses is no row, since a row is there to be inserted.

        Raises the first refusal when it leaves nothing, and what is no refusal at once.
        """
        selection = await choose(self.ways, command)
        page = selection.meetings[skip : skip + count]
        if not page:
            return Found(()) if selection.meetings else Notice(selection.trouble, reading=selection.reading)
        gate = asyncio.Semaphore(AT_ONCE)
        rows = await asyncio.gather(*(self._row(command, meeting, gate) for meeting in page))
        found = tuple(row for row in rows if isinstance(row, LinkReady))
        if not found:
            raise next(row for row in rows if isinstance(row, BotError))
        return Found(found)

    async def _row(self, command: Command, meeting: Meeting, gate: asyncio.Semaphore) -> LinkReady | BotError:
        async with gate:
            try:
                known, link = await with_link(self.meetings, command.user, meeting)
            except (Refused, SignInRequired) as refusal:  # one that needs another consent must not hide the others
                return refusal
        return LinkReady(known, link)
