"""The links of several meetings, asked for side by side: each comes with its link, with a refusal, or not in time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeAlias

from bot.commands.meeting_link import with_link
from bot.errors import BotError
from bot.model import Command, LinkReady, Meeting
from bot.ports import Meetings

LINKS_AT_ONCE = 6  # links asked for at the same time: quick enough for a page, and no storm on Graph

Row: TypeAlias = LinkReady | BotError | None
"""A meeting with its link, what stands in the way of it, or that it did not come in time."""


async def link_or_refusal(
    meetings: Meetings, command: Command, meeting: Meeting, gate: asyncio.Semaphore
) -> LinkReady | BotError:
    """One that is refused, or needs another consent, must not hide the others; `gate` bounds how many are asked for."""
    async with gate:
        try:
            known, link = await with_link(meetings, command, meeting)
        except BotError as refusal:
            return refusal
    return LinkReady(known, link)


async def in_time(rows: Sequence[Coroutine[Any, Any, LinkReady | BotError]], ends: float) -> list[Row]:
    """What is there at `ends` (of the loop's clock), in the order of `rows`; sooner meetings are asked for first."""
    tasks = [asyncio.ensure_future(row) for row in rows]
    try:
        await asyncio.wait(tasks, timeout=max(ends - asyncio.get_running_loop().time(), 0))
        return [task.result() if task.done() else None for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
