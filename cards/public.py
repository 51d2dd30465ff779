"""The customer's link for others than the one who asked: posted for a conversation, or put into a message.

These cards are read by anybody, at any time, and where the bot may not be: nothing on them comes back to it, nothing is
one person's own, and the time is said with its date and zone.
"""

from __future__ import annotations

from bot.languages import Words
from bot.model import Action, Meeting, PostedLink
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import code, headline, hints, link_text, opening, organized_by, series_warning
from cards.elements import card, line
from cards.invitation import invitation_text_about
from cards.plain import isolated, tidy


def posted_link_card(reply: PostedLink, context: RenderContext) -> Rendered:
    """For everybody in a conversation of colleagues, so with its organizer, and the warning that a series needs."""
    public, meeting = anybody(context.words), reply.meeting
    organizer = isolated(tidy(meeting.organizer.name))
    body = [
        *headline(meeting, public),
        line(when(meeting, public)),
        line(organized_by(organizer, public), isSubtle=True),
        series_warning(meeting, public),
        *way_in(reply.link, public),
    ]
    return Rendered("", card(public, body), context.words("The customer's link is ready"))


def inserted_card(meeting: Meeting, link: str, words: Words, *, pictures: bool = True) -> Element:
    """What the message extension puts into a message that somebody is writing, in the language of `words`.

    `pictures` False leaves the code out: Outlook loses pictures that are inside a card (msteams-docs#11978).
    """
    public = anybody(words)
    body = [*headline(meeting, public), line(when(meeting, public)), *way_in(link, public, pictures=pictures)]
    return card(public, body)


def inserted_invitation(meeting: Meeting, link: str, words: Words) -> Element:
    """The invitation as a card, for a message: the words for the customer, in the language of `words`."""
    public = anybody(words)
    return card(public, [*invitation_text_about(meeting, link, words).as_lines(), open_button(link, public)])


def anybody(words: Words) -> RenderContext:
    """A reader for whom nothing can be sealed: a button that comes back cannot get onto these cards by mistake."""

    def seal(_press: Action) -> str:
        raise TypeError("this card is for everybody: no button on it can be sealed")

    return RenderContext(words, seal)


def when(meeting: Meeting, context: RenderContext) -> str:
    """The time in words that are still right when they are read tomorrow, and elsewhere."""
    return isolated(tidy(context.words.full_when(meeting), 200))


def way_in(link: str, context: RenderContext, *, pictures: bool = True) -> list[Element | None]:
    """The link to read, to scan and to open, and what the customer needs for it."""
    return [link_text(link), code(link, context) if pictures else None, open_button(link, context), *hints(context)]


def open_button(link: str, context: RenderContext) -> Element:
    """The one button, which opens the link."""
    return {"type": "ActionSet", "spacing": "Medium", "actions": [opening(link, context)]}
