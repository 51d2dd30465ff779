"""The message extension's search: meetings by words, day, link or number, each with its link, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.commands.meeting_link import with_link
from bot.errors import BotError, Busy
from bot.model import Command, Found, LinkReady, Meeting, Notice, Reply
from bot.ports import Meetings
from bot.selectors import Selector, choose
from bot.vocabulary import LANGUAGES, spoken

AT_ONCE = 6  # links asked for at the same time: quick enough for a page, and no storm on Graph
GET_LINK = tuple(phrase for language in LANGUAGES for phrase in language.get_link)
PATIENCE = 2.0  # seconds for a page's links, of the three and a half that a search may take in all


@dataclass(frozen=True, slots=True)
class Search:
    """`command.text` is what was typed; nothing typed are the coming meetings."""

    meetings: Meetings
    ways: tuple[Selector, ...]

    async def __call__(self, command: Command, skip: int, count: int) -> Reply:
        """A page of what fits. A meeting whose link Microsoft refuses, or gives too late, is no row: a row is there to
        be inserted.

        Raises the first refusal when it leaves nothing, and Busy when nothing came in time.
        """
        selection = await choose(self.ways, replace(command, text=_sought(command.text)))
        page = selection.meetings[skip : skip + count]
        if not page:
            return Found(()) if selection.meetings else Notice(selection.trouble, reading=selection.reading)
        gate = asyncio.Semaphore(AT_ONCE)
        rows = await _in_time([self._row(command, meeting, gate) for meeting in page])
        found = tuple(row for row in rows if isinstance(row, LinkReady))
        if not found:
            raise next((row for row in rows if isinstance(row, BotError)), Busy("no link came in time"))
        return Found(found)

    async def _row(self, command: Command, meeting: Meeting, gate: asyncio.Semaphore) -> LinkReady | BotError:
        async with gate:
            try:
                known, link = await with_link(self.meetings, command.user, meeting)
            except BotError as refusal:  # one that is refused, or needs another consent, must not hide the others
                return refusal
        return LinkReady(known, link)


def _sought(text: str) -> str:
    """'get link physio' looks for 'physio': whoever knows the chat's command types it here too."""
    said = spoken(GET_LINK, text)
    return said.rest if said else text


async def _in_time(rows: Sequence[Coroutine[Any, Any, LinkReady | BotError]]) -> list[LinkReady | BotError]:
    """What is there after PATIENCE, in the order of `rows`; the sooner meetings are asked for first."""
    tasks = [asyncio.ensure_future(row) for row in rows]
    try:
        await asyncio.wait(tasks, timeout=PATIENCE)
        return [task.result() for task in tasks if task.done()]
    finally:
        for task in tasks:
            task.cancel()
