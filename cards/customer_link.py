"""A customer's link, wherever it is shown: which meeting, the link itself, and what the customer needs for it."""

from __future__ import annotations

from bot.languages import msg
from bot.model import LinkReady, Meeting
from cards.browsers import browser_advice
from cards.context import Element, RenderContext
from cards.elements import echo, folded, from_its_side, headline, line, open_url, organizer_of, small, title_of
from cards.fixed import Say, fixed
from cards.plain import inert_link
from cards.qr import qr_code

SAME_FOR_ALL_DATES = msg("A series: the link is the same for every date.")
GONE = msg(
    "Your calendar no longer has this meeting at this time and with this link: it was probably cancelled or changed."
)
COMES_IN = msg("Somebody who had it for an earlier date can come in with it.")


def about(reply: LinkReady, context: RenderContext) -> list[Element | None]:
    """Which meeting it is, as far as it is known, for somebody who reads it now."""
    meeting = reply.meeting
    whose = organized_by(organizer_of(meeting), context)
    return [
        title_line(meeting, context),
        line(context.words.apart(context.words.when(meeting), whose)),
        echo(context, reply.reading),
    ]


def title_line(meeting: Meeting, context: RenderContext) -> Element | None:
    """What people look for: the meeting's title."""
    return headline(title_of(context, meeting.subject))


def organized_by(name: str, context: RenderContext) -> str:
    """Whose meeting it is; nothing for no name."""
    return context.words("Organized by {organizer}", organizer=name) if name else ""


def link_text(link: str, context: RenderContext, *, spacing: str = "Medium") -> Element:
    """The link as text to select, from left to right. Only a TextBlock breaks such a word; it reads Markdown, hence the
    escapes.
    """
    text = {
        "type": "TextBlock",
        "text": inert_link(link),
        "wrap": True,
        "fontType": "Monospace",
        "size": "Small",
    }
    framed = {"type": "Container", "style": "emphasis", "spacing": spacing, "items": [text]}
    return from_its_side(context, [framed], rtl=False)[0]


def address(name: str, link: str, context: RenderContext) -> Element:
    """The same with its label, folded away: it is long, and seldom read."""
    return folded(name, [small(context.words("Customer's link")), link_text(link, context)])


def code(link: str, context: RenderContext) -> Element | None:
    """The link for a camera."""
    return qr_code(link, context.words("QR code of the customer's link"))


def opening(link: str, context: RenderContext) -> Element | None:
    """The customer's way in. A short title, for a phone cuts what is longer; the tooltip has the sentence."""
    return open_url(context.words("Open"), link, tooltip=context.words("Open as the customer sees it"))


def series_warning(meeting: Meeting, context: RenderContext) -> Element | None:
    """The wrong customer in the right meeting is the worst that can happen: said before the link, and large."""
    if not meeting.series:
        return None
    return line(context.words(SAME_FOR_ALL_DATES), spacing="Small", weight="Bolder")


def gone_warning(meeting: Meeting, context: RenderContext) -> Element | None:
    """Whoever sends the link of a meeting that does not take place lets a customer wait."""
    return line(context.words(GONE), spacing="Small", weight="Bolder") if meeting.gone else None


def series_danger(meeting: Meeting, context: RenderContext) -> Element | None:
    """Why that is said."""
    words = context.words
    return small(words(COMES_IN)) if meeting.series else None


@fixed
def hints(words: Say) -> tuple[Element | None, ...]:
    """What the customer needs."""
    return (small(browser_advice(words), spacing="Small"),)
