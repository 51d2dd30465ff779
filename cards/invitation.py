"""What to send to the customer, in the customer's language: as a message to copy, as a card, or for a mail.

The meeting's subject stays out: it is the house's own word for its calendar ('HIV follow-up'), customers know what they
come for, and mails are forwarded and shown on lock screens. So does the organizer's name, which would tell the kind of
clinic as surely and is often a mailbox's. Whoever pastes the text can add both.
"""

from __future__ import annotations

from html import escape

from bot.locale import Words, language_for
from bot.model import Invitation, Meeting, Surface
from cards.customer_link import link_text
from cards.elements import card, line
from cards.plain import isolated, tidy
from cards.reader import Element, Reader, Rendered

Paragraphs = tuple[tuple[str, ...], ...]


def invitation(reply: Invitation, reader: Reader) -> Rendered:
    """The invitation as a message of its own; a view or a dialog takes only cards, so there it is text on one."""
    said = paragraphs(reply.meeting, reply.link, reader.words.into(language_for(reply.language)))
    summary = reader.words("The invitation is ready")
    if reader.surface is Surface.CHAT:
        return Rendered(as_text(said), None, summary)
    return Rendered("", card(reader, as_lines(said, reply.link)), summary)


def mail_invitation(meeting: Meeting, link: str, language: str, words: Words) -> tuple[str, str]:
    """The invitation for a mail in `language` (BCP 47), as HTML and as plain text; a mail shows no cards outside."""
    theirs = words.into(language_for(language))
    said = paragraphs(meeting, link, theirs)
    blocks = "".join(f"<p>{'<br>'.join(as_html(text, link) for text in paragraph)}</p>" for paragraph in said)
    return f'<div lang="{theirs.language}">{blocks}</div>', as_text(said)


def paragraphs(meeting: Meeting, link: str, words: Words) -> Paragraphs:
    """The invitation line by line; the link is a line of its own."""
    when = isolated(tidy(words.full_when(meeting), 200))
    time = [words("When: {when}", when=when)] if when else []
    return (
        (words("Your appointment takes place online, as a video call."), *time),
        (words("To join, open this link at that time:") if when else words("To join, open this link:"), link),
        (
            words("It opens in the browser of your phone or computer: Chrome, Edge or Safari (not Firefox)."),
            words("You need no app and no account. Please allow the camera and microphone, and wait to be let in."),
        ),
    )


def as_text(said: Paragraphs) -> str:
    """The paragraphs with an empty line between them."""
    return "\n\n".join("\n".join(paragraph) for paragraph in said)


def as_lines(said: Paragraphs, link: str) -> list[Element | None]:
    """The paragraphs as parts of a card."""
    return [
        link_text(link) if text == link else line(text, spacing="None" if n else "Medium")
        for paragraph in said
        for n, text in enumerate(paragraph)
    ]


def as_html(text: str, link: str) -> str:
    """A line of the invitation; the link can be followed."""
    safe = escape(text)
    return f'<a href="{safe}">{safe}</a>' if text == link and link.startswith("https://") else safe
