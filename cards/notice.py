"""Something stands in the way: kind words, a next step to press, and a reference for whoever looks into it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from bot.commands.help import HELP
from bot.model import Meeting, Notice, Trouble
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import link_text
from cards.elements import (
    card,
    heading,
    left_unread,
    line,
    meetings,
    naming_button,
    naming_field,
    open_url,
    organizer_of,
    press,
    reading_of,
    rows_of_buttons,
    small,
    title_of,
)
from cards.plain import isolated, tidy
from cards.troubles import TEXTS, TroubleText

ENDS = (".", "!", "?", "…")
CHAT = "https://teams.microsoft.com/l/chat/0/0"  # deep link to a chat: learn.microsoft.com, "Deep link to a chat"


def notice_card(reply: Notice, reader: RenderContext) -> Rendered:
    """The words for the trouble, the meeting it is about, and what can be pressed."""
    words, told = reader.words, TEXTS[reply.trouble]
    naming = [naming_field(reader)] if told.naming and reader.in_dialog else []
    body = [heading(words(told.heading)), *about(reply, told, reader), *naming, reference(reply, reader)]
    pressed = rows_of_buttons(buttons(reply, told, reader))
    return Rendered("", card(reader, [*body, *pressed]), words(told.heading))


def sentences(reply: Notice, reader: RenderContext) -> str:
    """All that the card says, in one paragraph, for places that show only text."""
    told = TEXTS[reply.trouble]
    parts = (
        reader.words(told.heading),
        looked_for(reply, reader),
        meeting_line(reply.meeting, reader),
        left_unread(reader, complete=reply.complete),
        text_of(reply, told, reader),
        reply.url if told.forward else "",
        reference_of(reply, reader),
    )
    return " ".join(part if part.endswith(ENDS) or part == reply.url else f"{part}." for part in parts if part)


def about(reply: Notice, told: TroubleText, reader: RenderContext) -> list[Element | None]:
    """What was looked for or which meeting it is, and what to do."""
    return [
        small(looked_for(reply, reader)),
        small(meeting_line(reply.meeting, reader)),
        line(left_unread(reader, complete=reply.complete), spacing="Small"),
        line(text_of(reply, told, reader), spacing="Small"),
        link_text(reply.url) if told.forward and reply.url else None,
    ]


def text_of(reply: Notice, told: TroubleText, reader: RenderContext) -> str:
    """The trouble's words; who can help is named where that is known."""
    name = organizer_of(reply.meeting) if reply.meeting else ""
    if reply.trouble is Trouble.NOT_YOURS and name:
        return reader.words(
            "Microsoft gives the customer's link only to those it lets manage this meeting. {organizer} can get it.",
            organizer=name,
        )
    return reader.words(told.text)


def looked_for(reply: Notice, reader: RenderContext) -> str:
    """The person's words as they were understood."""
    understood = reading_of(reader, reply.reading)
    return reader.words("You asked for: {reading}", reading=understood) if understood else ""


def meeting_line(meeting: Meeting | None, reader: RenderContext) -> str:
    """'Physio review, Today 15:00 – 15:30', as far as it is known."""
    if meeting is None or not (meeting.subject or meeting.start):
        return ""
    return " · ".join(filter(None, (title_of(reader, meeting.subject), reader.words.when(meeting))))


def reference(reply: Notice, reader: RenderContext) -> Element | None:
    """The id that leads from this card to the log line with the cause."""
    return small(reference_of(reply, reader), spacing="Medium")


def reference_of(reply: Notice, reader: RenderContext) -> str:
    """'Reference: 7F3A-92C1', where there is one."""
    return reader.words("Reference: {id}", id=tidy(reply.reference)) if reply.reference else ""


def buttons(reply: Notice, told: TroubleText, reader: RenderContext) -> list[Element | None]:
    """The nearest way out first."""
    words = reader.words
    return [
        naming_button(reader) if told.naming and reader.in_dialog else None,
        open_url(words(told.link), reply.url),
        ask_organizer(reply.meeting, reader) if told.asking and reply.meeting else None,
        press(reader, words("Try again"), reply.retry) if reply.retry else None,
        press(reader, words("Back to the link"), reply.back) if reply.back else None,
        meetings(reader, words("Show my meetings")) if told.list_button else None,
        press(reader, words("Help"), HELP.request()) if reply.trouble is Trouble.NOT_UNDERSTOOD else None,
    ]


def ask_organizer(meeting: Meeting, reader: RenderContext) -> Element | None:
    """Opens a Teams chat with the organizer, the request written out; sending it is left to the person."""
    if meeting.own or not meeting.organizer.email:
        return None
    name = tidy(meeting.organizer.name) or tidy(meeting.organizer.email)
    query = urlencode({"users": meeting.organizer.email, "message": request_for(meeting, reader)}, quote_via=quote)
    title, whole = (reader.words("Ask {organizer}", organizer=isolated(tidy(name, longest))) for longest in (18, 120))
    return open_url(title, f"{CHAT}?{query}", tooltip=whole)


def request_for(meeting: Meeting, reader: RenderContext) -> str:
    """What to write to the organizer, in words that are still right when it is read tomorrow."""
    words = reader.words
    day = words.short_date(meeting.start.astimezone(words.zone).date()) if meeting.start else ""
    clock = words.time(meeting.start) if meeting.start and not meeting.all_day else ""
    title = words("“{title}”", title=tidy(meeting.subject)) if tidy(meeting.subject) else ""
    return words(
        "Hello, could you please send me the customer's link for this meeting: {meeting}? You get it by writing"
        " “get link” to the bot in Teams from which I ask. Thank you!",
        meeting=", ".join(filter(None, (title, day, clock))) or words("Teams meeting"),
    )
