"""Where others read along: a card that names nobody and no meeting; what its button opens, only the presser sees."""

from __future__ import annotations

from dataclasses import replace

from bot.model import OpenPrivately, Surface
from cards.context import RenderContext, Rendered
from cards.elements import button, card, line


def only_you_card(reply: OpenPrivately, context: RenderContext) -> Rendered:
    """Everybody sees this one; so the button opens a view of one's own, wherever the card itself is posted."""
    words = context.words
    opening = button(replace(context, surface=Surface.USER_VIEW), words("Get link"), reply.press, style="positive")
    body = [
        line(words("Customer links are shown only to the person who asks.")),
        {"type": "ActionSet", "actions": [opening]},
    ]
    return Rendered("", card(context, body), words("Customer links are shown only to the person who asks."))
