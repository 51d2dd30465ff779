"""The message extension's search: meetings by words, day, link or number, each with its link, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.recognition import sought
from bot.commands.side_by_side import LINKS_AT_ONCE, Row, in_time, link_or_refusal
from bot.errors import BotError, Busy
from bot.model import Command, Found, LinkReady, Meeting, Notice, Reply
from bot.model.values import value
from bot.ops.budgets import SEARCH_LINKS
from bot.ports import Meetings
from bot.selectors import Selector, choose


@value
class Search:
    """`command.text` is what was typed; nothing typed are the coming meetings."""

    meetings: Meetings
    ways: tuple[Selector, ...]
    links_within: float = SEARCH_LINKS  # seconds

    async def __call__(self, command: Command, skip: int, count: int) -> Reply:
        """A page of what fits. A meeting whose link Microsoft refuses, or gives too late, is no row: a row is there to
        be inserted.

        Raises the first refusal when it leaves nothing, and TimeoutError when nothing came in time.
        """
        selection = await choose(self.ways, replace(command, text=sought(command.text)))
        if not selection.meetings:
            return Notice(selection.trouble, reading=selection.reading, complete=selection.complete)
        return await self._rows(command, selection.meetings, skip, count)

    async def _rows(self, command: Command, meetings: Sequence[Meeting], skip: int, count: int) -> Found:
        """The page after `skip`. A page on which Microsoft refuses every meeting is none, and hides nothing.

        What is skipped is looked through again, for nothing is remembered between two pages.
        """
        gate = asyncio.Semaphore(LINKS_AT_ONCE)
        refusals = list[BotError]()
        ends = asyncio.get_running_loop().time() + self.links_within
        shown, start = divmod(skip, count)
        pages = [meetings[first : first + count] for first in range(start, len(meetings), count)]
        # As many as may have been shown are looked through at once: one after the other takes longer than there is.
        looked = await asyncio.gather(*(self._has_row(command, page, gate, ends) for page in pages[:shown]))
        for n, page in enumerate(pages):
            if shown and (looked[n] if n < len(looked) else await self._has_row(command, page, gate, ends)):
                shown -= 1
                continue
            rows = await in_time([link_or_refusal(self.meetings, command, meeting, gate) for meeting in page], ends)
            if found := tuple(row for row in rows if isinstance(row, LinkReady)):
                _stop_if_nearer_is_missing(command, rows)
                return Found(found)
            refusals += [row for row in rows if isinstance(row, BotError)]
            if None in rows:
                raise next(iter(refusals), TimeoutError("no link came in time"))
        if refusals and not skip:
            raise refusals[0]
        return Found(())

    async def _has_row(self, command: Command, page: Sequence[Meeting], gate: asyncio.Semaphore, ends: float) -> bool:
        """Whether a page has been shown; one link of it says so, which is nearly always the first."""
        for meeting in page:
            [row] = await in_time([link_or_refusal(self.meetings, command, meeting, gate)], ends)
            if row is None or isinstance(row, LinkReady):
                return True
        return False


def _stop_if_nearer_is_missing(command: Command, rows: Sequence[Row]) -> None:
    """Whoever typed words takes the first row: it must not be the next customer's, for want of a link that is late.

    Raises TimeoutError, and what is Busy.
    """
    first = next(n for n, row in enumerate(rows) if isinstance(row, LinkReady))
    for row in rows[:first] if command.text else ():
        if row is None:
            raise TimeoutError("the link of a nearer meeting did not come")
        if isinstance(row, Busy):
            raise row
