"""What to send to the customer, in the customer's language: as text, as a mail, or short.

The meeting's subject stays out unless the person wants it said: it is the house's own word for its calendar ('HIV
follow-up'), customers know what they come for, and mails are forwarded and shown on lock screens. So does the
organizer's name, which would tell the kind of clinic as surely and is often a mailbox's.
"""

from __future__ import annotations

from dataclasses import field, replace
from html import escape

from bot.languages import Words, language_for
from bot.languages.direction import direction_of
from bot.model import UNNAMED, Invitation, Meeting, Organization
from bot.model.values import value
from bot.ops.zones import zone_named
from cards.browsers import browser_advice
from cards.plain import WHEN_LENGTH, tidy
from cards.sms import segments, sms_text

Paragraphs = tuple[tuple[str, ...], ...]


@value
class InvitationText:
    """The invitation in the customer's language: paragraphs of lines, one of which is the link alone.

    `join` stands for the address where that need not be read, `sms` is the short form with the link in it, `subject`
    that of a mail; all three are "" in what an older release has sealed.
    """

    language: str
    link: str = field(repr=False)
    paragraphs: Paragraphs = field(repr=False)
    join: str = ""
    sms: str = field(default="", repr=False)
    subject: str = ""

    @property
    def direction(self) -> str:
        """From which side it is read, as HTML's `dir`."""
        return direction_of(self.language)

    @property
    def sms_segments(self) -> int:
        """How many text messages the short form is."""
        return segments(self.sms)

    def as_text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join("\n".join(paragraph) for paragraph in self.paragraphs)

    def as_message(self) -> str:
        """Each line a paragraph of its own: some of Teams' clients draw a single line break as a space."""
        return "\n\n".join(line for paragraph in self.paragraphs for line in paragraph)

    def as_html(self) -> str:
        """For a mail to somebody outside, whose mail program shows no cards; the link can be followed."""
        blocks = "".join(f"<p>{'<br>'.join(self._html_of(text) for text in lines)}</p>" for lines in self.paragraphs)
        return f'<div lang="{escape(self.language)}" dir="{self.direction}">{blocks}</div>'

    def _html_of(self, text: str) -> str:
        safe = escape(text)
        if text != self.link or not self.link.startswith("https://"):
            return safe
        direction = "" if self.join else ' dir="ltr"'
        return f'<a href="{safe}"{direction}>{escape(self.join) or safe}</a>'


def invitation_text(reply: Invitation, words: Words, organization: Organization = UNNAMED) -> InvitationText:
    """The invitation in its own language and zone; `words` are those of the person who sends it."""
    said = for_customer(reply, words)
    return InvitationText(
        said.language,
        reply.link,
        paragraphs(reply, said, organization),
        said("Join your appointment"),
        sms_text(reply, said, organization),
        said("Your online appointment"),
    )


def for_customer(reply: Invitation, words: Words) -> Words:
    """The words of whoever reads it."""
    zone = zone_named(reply.zone) if reply.zone else None
    said = words.into(language_for(reply.language))
    return replace(said, zone=zone, guessed=False) if zone else said


def paragraphs(reply: Invitation, words: Words, organization: Organization) -> Paragraphs:
    """The invitation line by line; the link is a line of its own."""
    facts = about(reply, words)
    joining = (
        words("To join, open this link at that time:") if reply.meeting.start else words("To join, open this link:")
    )
    return (
        *(((organization.greeting,),) if organization.greeting else ()),
        (what_it_is(words, organization), *facts),
        (joining, reply.link),
        (
            browser_advice(words),
            words("You need no account. Please allow the camera and microphone, and wait to be let in."),
        ),
        (if_it_fails(words, organization),),
    )


def what_it_is(words: Words, organization: Organization) -> str:
    """The first sentence, with whom if that is set."""
    if not organization.name:
        return words("Your appointment takes place online, as a video call.")
    return words(
        "Your appointment with {organization} takes place online, as a video call.", organization=organization.name
    )


def about(reply: Invitation, words: Words) -> tuple[str, ...]:
    """When it is, and what else the person wants said."""
    title, when = title_said(reply), when_said(reply.meeting, words)
    said = (
        words("About: {title}", title=title) if title else "",
        words("When: {when}", when=when) if when else "",
        sender_said(reply, words),
    )
    return tuple(filter(None, said))


def title_said(reply: Invitation) -> str:
    """The meeting's title, if it is to be said."""
    return tidy(reply.meeting.subject) if reply.with_title else ""


def when_said(meeting: Meeting, words: Words) -> str:
    """The time in words that are still right when they are read tomorrow, and elsewhere."""
    return tidy(words.full_when(meeting), WHEN_LENGTH)


def sender_said(reply: Invitation, words: Words) -> str:
    """With whom, if that is to be said."""
    sender = tidy(reply.sender)
    return words("With: {name}", name=sender) if sender else ""


def if_it_fails(words: Words, organization: Organization) -> str:
    """What else can be tried, and whom to call."""
    if not organization.phone:
        return words("If it does not work, please try another browser or another device.")
    return words(
        "If it does not work, please try another browser or another device, or call {phone}.",
        phone=organization.phone,
    )
