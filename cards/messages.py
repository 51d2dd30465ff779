"""Replies that are plain text: the bare link to copy, and the invitation to paste."""

from __future__ import annotations

from bot.locale import language_for
from bot.model import BareLink, Invitation
from cards.plain import isolated, tidy
from cards.reader import Reader, Rendered


def bare_link(reply: BareLink, reader: Reader) -> Rendered:
    """The link and nothing else: what a long press on a phone copies is exactly that."""
    return Rendered(reply.link, None, reader.words("The customer's link, to copy"))


def invitation(reply: Invitation, reader: Reader) -> Rendered:
    """What to send to the customer, in the customer's language.

    The meeting's subject stays out: it is the house's own word for its calendar ('HIV follow-up'), customers know what
    they come for, and mails are forwarded and shown on lock screens. So does the organizer's name, which would tell
    the kind of clinic as surely and is often a mailbox's. Whoever pastes the text can add both.
    """
    words = reader.words.into(language_for(reply.language))
    when = isolated(tidy(words.full_when(reply.meeting), 200))
    time = [words("When: {when}", when=when)] if when else []
    text = "\n".join(
        [
            words("Your appointment takes place online, as a video call."),
            *time,
            "",
            words("To join, open this link at that time:") if when else words("To join, open this link:"),
            reply.link,
            "",
            words("It opens in the browser of your phone or computer: Chrome, Edge or Safari (not Firefox)."),
            words("You need no app and no account. Please allow the camera and microphone, and wait to be let in."),
        ]
    )
    return Rendered(text, None, reader.words("The invitation is ready"))
