"""Replies that are text to copy: a plain message in a chat of one's own, and a field to copy from elsewhere."""

from __future__ import annotations

from bot.model import BareLink, Surface
from cards.elements import card
from cards.reader import Element, Reader, Rendered


def bare_link(reply: BareLink, reader: Reader) -> Rendered:
    """The link and nothing else: what a long press on a phone copies is exactly that."""
    return to_copy(reply.link, reader.words("The customer's link, to copy"), reader)


def to_copy(text: str, title: str, reader: Reader) -> Rendered:
    """A plain message; in a view or a dialog, which only take cards, a field that holds the same letters."""
    if reader.surface is Surface.CHAT:
        return Rendered(text, None, title)
    return Rendered("", card(reader, [field_of(text, title)]), title)


def field_of(text: str, label: str) -> Element:
    """A field selects as a whole and knows no Markdown."""
    return {"type": "Input.Text", "id": "text", "label": label, "isMultiline": True, "value": text}
