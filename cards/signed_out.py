"""'sign out' is done: nothing of the sign-in is kept."""

from __future__ import annotations

from bot.model import SignedOut
from cards.context import RenderContext, Rendered
from cards.elements import card, heading, line


def signed_out_card(_reply: SignedOut, context: RenderContext) -> Rendered:
    """What was forgotten, and what happens next."""
    words = context.words
    text = words("Your sign-in has been deleted. Teams signs you in again with your next command.")
    body = [heading(words("Signed out")), line(text, spacing="Small")]
    return Rendered("", card(context, body), words("Signed out"))
