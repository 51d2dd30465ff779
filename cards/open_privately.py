"""Where others read along: a card that names nobody and no meeting; what its button opens, only the presser sees."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.language import LANGUAGE
from bot.languages import msg
from bot.model import OpenPrivately, Surface
from cards.context import RenderContext, Rendered
from cards.elements import button, card, line

FOR_LINKS = msg("Customer links are shown only to the person who asks."), msg("Get link")
FOR_LANGUAGE = msg("Everybody chooses their own language."), msg("Language")


def open_privately_card(reply: OpenPrivately, context: RenderContext) -> Rendered:
    """Everybody sees this one; so the button opens a view of one's own, wherever the card itself is posted."""
    words = context.words
    said, opens = map(words, said_of(reply))
    opening = button(replace(context, surface=Surface.USER_VIEW), opens, reply.press, style="positive")
    return Rendered("", card(context, [line(said), {"type": "ActionSet", "actions": [opening]}]), said)


def said_of(reply: OpenPrivately) -> tuple[str, str]:
    """Why the answer is not for all, and what the button says (msgids)."""
    return FOR_LANGUAGE if LANGUAGE.answers(reply.press) else FOR_LINKS
