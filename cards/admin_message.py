"""What is passed on to an admin: who wants what, what it may read, and the one link that approves it."""

from __future__ import annotations

from bot.model import AdminMessage
from cards.context import RenderContext, Rendered
from cards.customer_link import link_text
from cards.elements import card, line


def admin_message(reply: AdminMessage, context: RenderContext) -> Rendered:
    """In a chat of one's own a plain message, which a long press copies or forwards whole; elsewhere a card."""
    words = context.words
    asking = words(
        "Hello, I would like to use the app for customers' appointment links in Teams. It needs an admin's approval,"
        " once for everybody. Please open this link, look at what it asks for, and accept:"
    )
    about = words(
        "It only reads, and only for whoever asks it: their own meetings, and the link with which a customer joins one"
        " of them. Thank you!"
    )
    summary = words("A message for your admin")
    if context.abilities.plain_text:
        return Rendered(f"{asking}\n\n{reply.link}\n\n{about}", None, summary)
    return Rendered(
        "", card(context, [line(asking), link_text(reply.link, context), line(about, spacing="Medium")]), summary
    )
