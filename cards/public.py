"""The customer's link for others than the one who asked: posted for a conversation, or put into a message.

These cards are read by anybody, at any time, and where the bot may not be: nothing on them comes back to it, nothing is
one person's own, and the time is said with its date and zone.
"""

from __future__ import annotations

from bot.languages import Words
from bot.model import UNNAMED, Action, Invitation, Organization, PostedLink
from cards.browsers import browser_advice
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import address, code, hints, opening, organized_by, series_danger, series_warning, title_line
from cards.elements import card, folded, heading, line, open_url, quiet, quiet_rows, small, unfold
from cards.invitation import lines
from cards.invitation_text import for_customer, if_it_fails, invitation_text, sender_said, title_said, when_said
from cards.plain import tidy
from cards.room import leaves_room

ADDRESS, CODE, ADVICE = "posted_address", "posted_code", "advice"
ROOM_ABOVE_CODE = 68
"""Pixels that the lines above button and code may take in a card of 420."""


def posted_link_card(reply: PostedLink, context: RenderContext) -> Rendered:
    """For everybody in a conversation of colleagues, so with its organizer, and the warning that a series needs."""
    public = anybody(context.words)
    return Rendered("", card(public, posted_body(reply, context.words)), context.words("The customer's link is ready"))


def posted_body(reply: PostedLink, words: Words) -> list[Element | None]:
    """What everybody sees of it."""
    public, meeting = anybody(words), reply.meeting
    organizer = tidy(meeting.organizer.name)
    picture = code(reply.link, public)
    unfolding = [unfold(words("Show link"), ADDRESS), unfold(words("QR code"), CODE) if picture else None]
    return [
        title_line(meeting, public),
        line(when_said(meeting, words)),
        line(organized_by(organizer, public), isSubtle=True),
        series_warning(meeting, public),
        series_danger(meeting, public),
        open_button(opening(reply.link, public)),
        *quiet_rows([*map(quiet, filter(None, unfolding))]),
        address(ADDRESS, reply.link, public),
        folded(CODE, [picture]) if picture else None,
        *hints(public),
    ]


def inserted_card(
    reply: Invitation, words: Words, organization: Organization = UNNAMED, *, pictures: bool = True
) -> Element:
    """What the message extension puts into a message that somebody is writing, for the customer who reads it.

    `words` are those of the person who writes it. `pictures` False leaves the code out: Outlook loses pictures that are
    inside a card (msteams-docs#11978).
    """
    words = for_customer(reply, words)
    public = anybody(words)
    above = [
        heading(words("Your online appointment")),
        *(line(words.isolated(text)) for text in (organization.name, title_said(reply))),
        line(words.isolated(when_said(reply.meeting, words))),
        line(sender_said(reply, words)),
    ]
    advice = [small(browser_advice(words), spacing="Small"), small(if_it_fails(words, organization))]
    picture = code(reply.link, public) if pictures else None
    return card(public, [*above, join_button(reply.link, words), *below(picture, advice, above, words)])


def below(
    picture: Element | None, advice: list[Element | None], above: list[Element | None], words: Words
) -> list[Element | None]:
    """Code and advice; one of them is folded away, so that the card is no taller than a screen."""
    if picture is None:
        return advice
    if leaves_room(above, ROOM_ABOVE_CODE):
        return [*quiet_rows([quiet(unfold(words("If it does not work"), ADVICE))]), folded(ADVICE, advice), picture]
    return [*quiet_rows([quiet(unfold(words("QR code"), CODE))]), folded(CODE, [picture]), *advice]


def inserted_invitation(reply: Invitation, words: Words, organization: Organization = UNNAMED) -> Element:
    """The invitation as a card, for a message: the words for the customer, and the button that joins."""
    said = for_customer(reply, words)
    return card(anybody(said), lines(invitation_text(reply, words, organization), join_button(reply.link, said)))


def anybody(words: Words) -> RenderContext:
    """A reader for whom nothing can be sealed: a button that comes back cannot get onto these cards by mistake."""

    def seal(_press: Action) -> str:
        raise TypeError("this card is for everybody: no button on it can be sealed")

    return RenderContext(words, seal)


def join_button(link: str, words: Words) -> Element | None:
    """The one button that a customer needs."""
    return open_button(open_url(words("Join your appointment"), link, style="positive"))


def open_button(action: Element | None) -> Element | None:
    """The one button, which opens the link."""
    return {"type": "ActionSet", "spacing": "Small", "actions": [action]} if action else None
