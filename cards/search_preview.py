"""A meeting as a row of the message extension's search: what, when and whose."""

from __future__ import annotations

from bot.languages import Words
from bot.model import Meeting
from cards.meeting_rows import state_of
from cards.plain import tidy, unread


def search_preview(meeting: Meeting, words: Words) -> dict[str, str]:
    """The content of `application/vnd.microsoft.card.thumbnail`: title and text that no client acts upon."""
    organizer = words("You") if meeting.own else tidy(meeting.organizer.name)
    series = words("Series: one link for all dates") if meeting.series else ""
    text = words.apart(words.begin(meeting), organizer, state_of(meeting, words), series)
    return {"title": unread(words.isolated(tidy(meeting.subject)) or words("Teams meeting")), "text": unread(text)}
