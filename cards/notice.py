"""Something stands in the way: kind words, a next step to press, and a reference for whoever looks into it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from bot.commands import COMMANDS
from bot.commands.help import HELP
from bot.commands.repeat import AGAIN
from bot.languages import Words, msg
from bot.model import Action, ActionKind, Meeting, Notice, Trouble
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import link_text
from cards.elements import (
    button,
    card,
    folded,
    heading,
    is_address,
    left_unread,
    line,
    meetings,
    naming_button,
    naming_field,
    open_url,
    organizer_of,
    quiet,
    quiet_rows,
    reading_of,
    rows_of_buttons,
    small,
    title_of,
    unfold,
)
from cards.plain import TITLE_LENGTH, tidy
from cards.troubles import TEXTS, TroubleText

ADDRESS = "address"
NAME_ON_BUTTON = 18  # letters
TYPED = {HELP.name: msg("help"), AGAIN.name: msg("try again")}  # what help does not explain
ENDS = (".", "!", "?", "…", "。", "！", "？", "؟")
FULL_STOPS = {"ja": "。", "zh-Hans": "。"}
CHAT = "https://teams.microsoft.com/l/chat/0/0"  # deep link to a chat: learn.microsoft.com, "Deep link to a chat"


def notice_card(reply: Notice, context: RenderContext) -> Rendered:
    """The words for the trouble, the meeting it is about, and what can be pressed."""
    words, texts = context.words, TEXTS[reply.trouble]
    naming = [naming_field(context)] if texts.offers_naming and context.in_dialog else []
    body = [heading(words(texts.heading)), *about(reply, texts, context), *naming, reference(reply, context)]
    pressed = rows_of_buttons(buttons(reply, texts, context))
    return Rendered("", card(context, [*body, *pressed, *forwarded(reply, texts, context)]), words(texts.heading))


def sentences(reply: Notice, context: RenderContext) -> str:
    """All that the card says, in one paragraph, for places that show only text."""
    texts = TEXTS[reply.trouble]
    parts = (
        context.words(texts.heading),
        looked_for(reply, context),
        meeting_line(reply.meeting, context),
        left_unread(context, complete=reply.complete),
        context.words(texts.text_without_buttons) if texts.text_without_buttons else text_of(reply, texts, context),
        did_you_mean(reply, context),
        reply.url if is_forwarded(reply, texts) else "",
        reference_of(reply, context),
    )
    return joined([part for part in parts if part], context.words, reply.url)


def joined(parts: Sequence[str], words: Words, url: str = "") -> str:
    """Sentences one after the other, each with the full stop of its language; an address has none."""
    stop = FULL_STOPS.get(words.language, ".")
    between = "" if words.language in FULL_STOPS else " "
    whole = [part if part.endswith(ENDS) or part == url else f"{part}{stop}" for part in parts]
    return between.join(f" {part} " if part == url and not between else part for part in whole).strip()


def about(reply: Notice, texts: TroubleText, context: RenderContext) -> list[Element | None]:
    """What was looked for or which meeting it is, and what to do."""
    return [
        small(looked_for(reply, context)),
        small(meeting_line(reply.meeting, context)),
        line(left_unread(context, complete=reply.complete), spacing="Small"),
        line(text_of(reply, texts, context), spacing="Small"),
        line(did_you_mean(reply, context), spacing="Small"),
    ]


def forwarded(reply: Notice, texts: TroubleText, context: RenderContext) -> list[Element]:
    """The address for somebody else, once it is asked for."""
    if not is_forwarded(reply, texts):
        return []
    show = quiet(unfold(context.words("Show link"), ADDRESS))
    return [*quiet_rows([show]), folded(ADDRESS, [link_text(reply.url, context)])]


def is_forwarded(reply: Notice, texts: TroubleText) -> bool:
    """Whether there is an address for somebody else."""
    return texts.passed_on and is_address(reply.url)


def did_you_mean(reply: Notice, context: RenderContext) -> str:
    """The command that was nearly typed."""
    name = name_of(reply.meant, context) if reply.meant else ""
    return context.words("Did you mean “{command}”?", command=name) if name else ""


def name_of(action: Action, context: RenderContext) -> str:
    """What one types for a command; "" where nothing is."""
    spec = next((spec for spec in COMMANDS if spec.answers(action)), None)
    return context.words(spec.help[0].example if spec.help else TYPED.get(spec.name, "")) if spec else ""


def text_of(reply: Notice, texts: TroubleText, context: RenderContext) -> str:
    """The trouble's words; who can help is named where that is known."""
    name = organizer_of(reply.meeting) if reply.meeting else ""
    if reply.trouble is Trouble.NOT_YOURS and name:
        return context.words(
            "Microsoft gives the customer's link only to those it lets manage this meeting. {organizer} can get it.",
            organizer=name,
        )
    return context.words(texts.text_if_reported if reply.reported and texts.text_if_reported else texts.text)


def looked_for(reply: Notice, context: RenderContext) -> str:
    """The person's words as they were understood."""
    understood = reading_of(context, reply.reading)
    return context.words("You asked for: {reading}", reading=understood) if understood else ""


def meeting_line(meeting: Meeting | None, context: RenderContext) -> str:
    """'Physio review, Today 15:00 – 15:30', as far as it is known."""
    if meeting is None or not (meeting.subject or meeting.start):
        return ""
    return context.words.apart(title_of(context, meeting.subject), context.words.when(meeting))


def reference(reply: Notice, context: RenderContext) -> Element | None:
    """The id that leads from this card to the log line with the cause."""
    return small(reference_of(reply, context), spacing="Medium")


def reference_of(reply: Notice, context: RenderContext) -> str:
    """'Reference: 7F3A-92C1', where there is one."""
    return context.words("Reference: {id}", id=tidy(reply.reference)) if reply.reference else ""


def buttons(reply: Notice, texts: TroubleText, context: RenderContext) -> list[Element | None]:
    """The nearest way out first."""
    words = context.words
    meant = name_of(reply.meant, context) if reply.meant else ""
    return [
        naming_button(context) if texts.offers_naming and context.in_dialog else None,
        *(for_an_admin(reply, context) if is_forwarded(reply, texts) else ()),
        open_url(words(texts.link), reply.url),
        ask_organizer(reply.meeting, context) if texts.organizer_helps and reply.meeting else None,
        button(context, meant, reply.meant) if reply.meant and meant else None,
        button(context, words(texts.retry), reply.retry) if reply.retry else None,
        button(context, words("Back to the link"), reply.back) if reply.back else None,
        meetings(context, words("Show my meetings")) if texts.list_button else None,
        button(context, words("Help"), HELP.request()) if reply.trouble is Trouble.NOT_UNDERSTOOD else None,
    ]


def for_an_admin(reply: Notice, context: RenderContext) -> list[Element]:
    """A message that is ready to be passed on, and the address by itself."""
    words = context.words
    asking, copying = (Action(kind, link=reply.url) for kind in (ActionKind.ADMIN_MESSAGE, ActionKind.COPY))
    message, meaning = words("Message for my admin"), words("Sends a message here that you can pass on")
    title, tooltip = words("Copy the link for your admin"), words("Sends the link alone, to copy")
    return [
        button(context, message, asking, tooltip=meaning, style="positive"),
        button(context, title, copying, tooltip=tooltip),
    ]


def ask_organizer(meeting: Meeting, context: RenderContext) -> Element | None:
    """Opens a Teams chat with the organizer, the request written out; sending it is left to the person."""
    if meeting.own or not meeting.organizer.email:
        return None
    name = tidy(meeting.organizer.name) or tidy(meeting.organizer.email)
    query = urlencode({"users": meeting.organizer.email, "message": request_for(meeting, context)}, quote_via=quote)
    title, whole = (
        context.words("Ask {organizer}", organizer=tidy(name, longest)) for longest in (NAME_ON_BUTTON, TITLE_LENGTH)
    )
    return open_url(title, f"{CHAT}?{query}", tooltip=whole)


def request_for(meeting: Meeting, context: RenderContext) -> str:
    """What to write to the organizer, in words that are still right when it is read tomorrow."""
    words = context.words
    day = words.short_date(meeting.start.astimezone(words.zone).date()) if meeting.start else ""
    clock = words.time(meeting.start) if meeting.start and not meeting.all_day else ""
    title = words("“{title}”", title=tidy(meeting.subject)) if tidy(meeting.subject) else ""
    return words(
        "Hello, could you please send me the customer's link for this meeting: {meeting}? You get it by writing"
        " “get link” to the bot in Teams from which I ask. Thank you!",
        meeting=words.joined(title, day, clock) or words("Teams meeting"),
    )
