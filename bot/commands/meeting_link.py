"""The customer's link of a meeting, even when the calendar kept the meeting's own link to itself."""

from __future__ import annotations

from bot.model import Meeting, User
from bot.ports import Meetings


async def with_link(meetings: Meetings, user: User, meeting: Meeting, language: str = "") -> tuple[Meeting, str]:
    """The meeting, completed where needed, and its customer's link (for `language`, BCP 47; "": Microsoft's choice)."""
    known = meeting if meeting.graph_id or meeting.join_url else await meetings.with_join_url(user, meeting)
    return known, await meetings.appointment_link(user, known, language)
