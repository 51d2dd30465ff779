"""The customer's link of a meeting, and beside it what the calendar knows of one that only a link names."""

from __future__ import annotations

import asyncio

from bot.errors import Denied
from bot.model import ActionKind, Command, Meeting
from bot.ops.budgets import BESIDE_LINK
from bot.ports import Meetings
from bot.selectors.dates import LOOK_AHEAD_FOR_DATES, described, described_before

SHOWN = frozenset({ActionKind.GET_LINK, ActionKind.PREVIEW, ActionKind.INVITATION})  # one meeting, and when it is


async def with_link(
    meetings: Meetings, command: Command, meeting: Meeting, language: str = "", *, beside_within: float = BESIDE_LINK
) -> tuple[Meeting, str]:
    """The meeting, completed where needed, and its customer's link (for `language`, BCP 47; "": Microsoft's choice).

    However somebody named it, they read when it is, whose, and that a series has one link for every date; but nobody
    waits longer than `beside_within` seconds for that once the link is there.
    """
    user = command.user
    named = meeting.graph_id or meeting.join_url
    known = meeting if named else await meetings.with_join_url(user, meeting)
    if known.start and not (named and may_have_moved(command, known)):
        return known, await meetings.appointment_link(user, known, language)
    beside = described_before(meetings, command, known) or asyncio.ensure_future(described(meetings, command, known))
    try:
        link = await meetings.appointment_link(user, known, language)
        return await _soon(beside, beside_within) or known, link
    except Denied as refusal:  # whose meeting it is, helps most now
        about = await _soon(beside, beside_within) if refusal.meeting else None
        if about is None:
            raise
        raise Denied(refusal.trouble, str(refusal), about, refusal.url) from refusal
    finally:
        if isinstance(beside, asyncio.Future):
            beside.cancel()


def may_have_moved(command: Command, meeting: Meeting) -> bool:
    """A button says when it was when its card was drawn, this morning or a month ago. Of a series it is one of many
    dates.
    """
    press = command.press
    if press is None or meeting.series or meeting.start is None:
        return False
    return press.verb in SHOWN and meeting.start < command.now + LOOK_AHEAD_FOR_DATES


async def _soon(beside: Meeting | asyncio.Future[Meeting], seconds: float) -> Meeting | None:
    """What is there within so many seconds; None when nothing is."""
    if isinstance(beside, Meeting):
        return beside
    await asyncio.wait({beside}, timeout=seconds)
    return beside.result() if beside.done() and not beside.exception() else None
