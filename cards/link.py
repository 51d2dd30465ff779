"""'Here is the customer's link': to read, copy, scan, send as an invitation, or open as the customer sees it."""

from __future__ import annotations

from babel import Locale

from bot.locale import LANGUAGES, msg
from bot.model import LinkReady, Meeting, Press, Verb
from cards.elements import card, echo, known, line, open_url, organizer_of, press, row, shown_card, small, title_of
from cards.plain import inert_link
from cards.qr import qr_code
from cards.reader import Element, Reader, Rendered


def link_card(reply: LinkReady, reader: Reader) -> Rendered:
    """The card a member of staff came for."""
    body = [
        *about(reply, reader),
        series_warning(reply.meeting, reader),
        link_text(reply.link),
        code(reply.link, reader),
        copy_or_open(reply.link, reader),
        *hints(reader),
        own_link(reply.meeting, reader),
    ]
    drawn = card(reader, body, [invitation(reply, reader)])
    return Rendered("", drawn, reader.words("The customer's link is ready"))


def about(reply: LinkReady, reader: Reader) -> list[Element | None]:
    """Which meeting it is, as far as it is known."""
    meeting, words = reply.meeting, reader.words
    return [
        {**heading_of(words("Customer's link")), "spacing": "None"},
        line(title_of(reader, meeting.subject), spacing="Small", weight="Bolder", size="Large"),
        line(words.when(meeting)),
        line(organized_by(meeting, reader), isSubtle=True),
        echo(reader, reply.reading),
    ]


def heading_of(text: str) -> Element:
    """A heading for those who hear the card, small for those who see it: the meeting's title is what they look for."""
    return {"type": "TextBlock", "text": text, "style": "heading", "size": "Small", "isSubtle": True, "wrap": True}


def organized_by(meeting: Meeting, reader: Reader) -> str:
    """Whose meeting it is, when it is somebody else's."""
    name = organizer_of(meeting)
    return reader.words("Organized by {organizer}", organizer=name) if name else ""


def link_text(link: str) -> Element:
    """The link as text to select. Only a TextBlock breaks such a word; it reads Markdown, hence the escapes."""
    text = {
        "type": "TextBlock",
        "text": inert_link(link),
        "wrap": True,
        "fontType": "Monospace",
        "size": "Small",
    }
    return {"type": "Container", "style": "emphasis", "spacing": "Medium", "items": [text]}


def code(link: str, reader: Reader) -> Element | None:
    """The link for a camera."""
    return qr_code(link, reader.words("QR code of the customer's link"))


def copy_or_open(link: str, reader: Reader) -> Element:
    """Copy first. Two to a row and short, for a phone cuts what is longer; the tooltip has the sentence."""
    words = reader.words
    copying = Press(Verb.COPY, link=link)
    copy = press(reader, words("Copy"), copying, style="positive", tooltip=words("Sends the link alone, to copy"))
    opening = open_url(words("Open"), link, tooltip=words("Open as the customer sees it"))
    return {"type": "ActionSet", "spacing": "Medium", "actions": [action for action in (copy, opening) if action]}


def series_warning(meeting: Meeting, reader: Reader) -> Element | None:
    """The wrong customer in the right meeting is the worst that can happen: said before the link, and large."""
    if not meeting.series:
        return None
    same = msg(
        "A series: the link is the same for every date. Somebody who had it for an earlier date can come in with it."
    )
    return line(reader.words(same), spacing="Medium", weight="Bolder")


def hints(reader: Reader) -> list[Element | None]:
    """What the customer needs."""
    words = reader.words
    browsers = words("Opens in Chrome, Edge or Safari on any phone or computer, without an app. Not in Firefox.")
    protected = words("A meeting with extra protection makes Teams ask for the app.")
    return [small(browsers, spacing="Medium"), small(protected)]


def own_link(meeting: Meeting, reader: Reader) -> Element | None:
    """The staff member's own way in: apart from the buttons, so that it is not sent to the customer by mistake."""
    words = reader.words
    action = open_url(words("Open your own Teams link"), meeting.join_url)
    if action is None or not meeting.join_url.startswith("https://"):
        return None
    items = [
        line(words("Your own Teams link"), color="Accent", weight="Bolder", size="Small"),
        small(words("Opens the meeting in Teams, for you. Not for the customer.")),
    ]
    return {**row(items, action), "spacing": "Medium"}


def invitation(reply: LinkReady, reader: Reader) -> Element:
    """One level down: the language, and the button that writes the invitation in it."""
    words = reader.words
    asked = Press(Verb.INVITATION, meeting=known(reply.meeting), language=words.language)
    languages = {
        "type": "Input.ChoiceSet",
        "id": "language",
        "label": words("Language of the invitation"),
        "value": words.language,
        "choices": [{"title": own_name(language), "value": language} for language in LANGUAGES],
    }
    write = press(reader, words("Write the invitation"), asked, inputs=True)
    return {
        "type": "Action.ShowCard",
        "title": words("Invitation for the customer"),
        "card": shown_card([languages], [write]),
    }


def own_name(language: str) -> str:
    """A language as those who speak it call it: 'Deutsch'."""
    locale = Locale.parse(language, sep="-")
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]
