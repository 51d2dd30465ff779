"""Where others read along: a card that names nobody and no meeting; what its button opens, only the presser sees."""

from __future__ import annotations

from dataclasses import replace

from bot.model import OpenPrivately, Surface
from cards.context import RenderContext, Rendered
from cards.elements import card, line, press


def only_you_card(reply: OpenPrivately, reader: RenderContext) -> Rendered:
    """Everybody sees this one; so the button opens a view of one's own, wherever the card itself is posted."""
    words = reader.words
    button = press(replace(reader, surface=Surface.USER_VIEW), words("Get link"), reply.press, style="positive")
    body = [
        line(words("Customer links are shown only to the person who asks.")),
        {"type": "ActionSet", "actions": [button]},
    ]
    return Rendered("", card(reader, body), words("Customer links are shown only to the person who asks."))
