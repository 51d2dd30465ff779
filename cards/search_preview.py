"""A meeting as a row of the message extension's search: what, when and whose."""

from __future__ import annotations

from bot.languages import Words
from bot.model import Meeting
from cards.plain import tidy, unread


def search_preview(meeting: Meeting, words: Words) -> dict[str, str]:
    """The content of `application/vnd.microsoft.card.thumbnail`: title and text that no client acts upon."""
    organizer = words("You") if meeting.own else tidy(meeting.organizer.name)
    series = words("Series: one link for all dates") if meeting.series else ""
    state = words("you declined") if meeting.declined else words("over") if meeting.is_over(words.now) else ""
    text = words.apart(words.begin(meeting), organizer, state, series)
    return {"title": unread(words.isolated(tidy(meeting.subject)) or words("Teams meeting")), "text": unread(text)}
