"""What to send to the customer, in the customer's language: as a message to copy, as a card, or for a mail.

The meeting's subject stays out: it is the house's own word for its calendar ('HIV follow-up'), customers know what they
come for, and mails are forwarded and shown on lock screens. So does the organizer's name, which would tell the kind of
clinic as surely and is often a mailbox's. Whoever pastes the text can add both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from bot.languages import Words, language_for
from bot.model import Action, ActionKind, Invitation, Meeting
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import link_text
from cards.elements import button, card, known, line, open_url, rows_of_buttons
from cards.plain import isolated, tidy

Paragraphs = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class InvitationText:
    """The invitation in the customer's language: paragraphs of lines, one of which is the link alone."""

    language: str
    link: str = field(repr=False)
    paragraphs: Paragraphs = field(repr=False)

    def as_text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join("\n".join(paragraph) for paragraph in self.paragraphs)

    def as_html(self) -> str:
        """For a mail to somebody outside, whose mail program shows no cards; the link can be followed."""
        blocks = "".join(f"<p>{'<br>'.join(self._html_of(text) for text in lines)}</p>" for lines in self.paragraphs)
        return f'<div lang="{escape(self.language)}">{blocks}</div>'

    def as_lines(self) -> list[Element | None]:
        """The paragraphs as parts of a card."""
        return [
            link_text(self.link) if text == self.link else line(text, spacing="None" if n else "Medium")
            for paragraph in self.paragraphs
            for n, text in enumerate(paragraph)
        ]

    def _html_of(self, text: str) -> str:
        safe = escape(text)
        return f'<a href="{safe}">{safe}</a>' if text == self.link and self.link.startswith("https://") else safe


def invitation(reply: Invitation, context: RenderContext) -> Rendered:
    """The invitation as a message of its own; a view or a dialog takes only cards, so there it is text on one."""
    written, summary = invitation_text(reply, context.words), context.words("The invitation is ready")
    if context.abilities.plain_text:
        return Rendered(written.as_text(), None, summary)
    drawn = card(context, [*ways_on(reply, context), *written.as_lines()])
    return Rendered("", {**drawn, "lang": written.language}, summary)


def invitation_text(reply: Invitation, words: Words) -> InvitationText:
    """The invitation in its own language, its times in the zone of `words`."""
    return invitation_text_about(reply.meeting, reply.link, words.into(language_for(reply.language)))


def invitation_text_about(meeting: Meeting, link: str, words: Words) -> InvitationText:
    """The invitation in the language of `words`."""
    return InvitationText(words.language, link, paragraphs(meeting, link, words))


def ways_on(reply: Invitation, context: RenderContext) -> list[Element | None]:
    """To the page that copies the words into a mail, where there is one, and back to the link. Above the words, which
    may be long.
    """
    words = context.words
    why = words("A customer's mail shows no cards, so copy these words into it.")
    buttons = [
        open_url(words("Open to copy"), reply.page, style="positive", tooltip=why),
        button(context, words("Back"), Action(ActionKind.GET_LINK, meeting=known(reply.meeting))),
    ]
    return [*rows_of_buttons(buttons)]


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
