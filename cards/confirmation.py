"""'Done': the link is where the person wanted it."""

from __future__ import annotations

from bot.languages import msg
from bot.model import Confirmation, LinkAction
from cards.context import RenderContext, Rendered
from cards.elements import button, card, heading, line, open_url, rows_of_buttons

DONE = {
    LinkAction.POSTED: (msg("Posted"), msg("Everybody in this conversation can see the customer's link now.")),
    LinkAction.REMOVED: (
        msg("Removed"),
        msg("The message is gone. Somebody may have read the link before."),
    ),
    LinkAction.SENT_TO_YOU: (msg("Sent to you"), msg("The customer's link is in your own chat with me.")),
}


def confirmation_card(reply: Confirmation, context: RenderContext) -> Rendered:
    """What was done, where it can be seen, and the way back."""
    words = context.words
    title, where = (words(text) for text in DONE[reply.done])
    ways = [
        open_url(words("Open our chat"), reply.url),
        button(context, words("Back to the link"), reply.again) if reply.again else None,
        button(context, words("Remove"), reply.undo, tooltip=words("Takes your message back")) if reply.undo else None,
    ]
    return Rendered("", card(context, [heading(title), line(where, spacing="Small"), *rows_of_buttons(ways)]), title)
