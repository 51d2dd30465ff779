"""The bare link: in a chat of one's own a plain message, elsewhere a card, for views and dialogs take nothing else."""

from __future__ import annotations

from bot.model import BareLink
from cards.context import RenderContext, Rendered
from cards.customer_link import link_text
from cards.elements import card


def bare_link(reply: BareLink, context: RenderContext) -> Rendered:
    """The link and nothing else: what a long press on a phone copies is exactly that."""
    summary = context.words("The customer's link, to copy")
    if context.abilities.plain_text:
        return Rendered(reply.link, None, summary)
    return Rendered("", card(context, [link_text(reply.link, context)]), summary)
