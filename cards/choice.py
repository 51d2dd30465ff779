"""'Which appointment?': every row is itself the button; beyond six, a drop-down that filters as you type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, takewhile

from bot.model import Action, ActionKind, Meeting, MeetingChoice
from cards import fields
from cards.context import Element, RenderContext, Rendered
from cards.elements import (
    DIALOG_NAME,
    DIALOG_TITLE,
    LIMIT,
    button,
    card,
    echo,
    heading,
    known,
    left_unread,
    line,
    naming_button,
    naming_field,
    organizer_of,
    row,
    rows_of_buttons,
    size,
    small,
    title_of,
)
from cards.plain import TITLE_LENGTH, isolated

ROWS = 6
ROWS_ABOVE_DROPDOWN = 3  # in a dialog: as many as are seen together with it, without scrolling
SHORT_TITLE = 40
MOST_OPTIONS = 90  # a card has room for no more: each is some 300 bytes
# Bytes for what is not counted: the drop-down's own frame, and a connector that writes JSON with spaces.
KEPT_FREE = 512


def choice_card(reply: MeetingChoice, context: RenderContext) -> Rendered:
    """The meetings to choose from, soonest first."""
    listed, others = split(reply.meetings, context)
    rows = [row_of(meeting, context, first=n == 0, place=place_of(reply, n)) for n, meeting in enumerate(listed)]
    alone = small(context.words("Only you can see this card.")) if context.abilities.says_private else None
    body = [heading(context.words("Which appointment?")), alone, *introduction(reply, context), *rows]
    naming = [naming_field(context), *rows_of_buttons([naming_button(context)])] if context.in_dialog else []
    drawn = with_dropdown(body, others, context) if others else card(context, [*body, *naming])
    return Rendered("", drawn, context.words("Which appointment?"))


def split(meetings: Sequence[Meeting], context: RenderContext) -> tuple[Sequence[Meeting], Sequence[Meeting]]:
    """Those that are rows, and the others, which go into the drop-down."""
    rows = ROWS_ABOVE_DROPDOWN if context.in_dialog and len(meetings) > ROWS else ROWS
    return meetings[:rows], meetings[rows:]


def introduction(reply: MeetingChoice, context: RenderContext) -> list[Element | None]:
    """Why these: nothing was named, or several fit what was."""
    unread = small(left_unread(context, complete=reply.complete))
    zone = small(zone_of(context))
    if reply.reading is None:
        return [line(context.words("Your coming Teams meetings. Press one."), isSubtle=True), zone, unread]
    fitting = context.words("Several meetings fit. Press one.")
    return [line(fitting, isSubtle=True), echo(context, reply.reading), zone, unread]


def zone_of(context: RenderContext) -> str:
    """In which zone the times are, where Teams did not name the person's own."""
    mark = context.words.zone_mark(context.words.now)
    return context.words("Times are in {zone}.", zone=mark) if mark else ""


def place_of(reply: MeetingChoice, n: int) -> int:
    """Which of the message's links the n-th meeting is; 0 when no link named it."""
    return reply.places[n] if n < len(reply.places) else 0


def row_of(meeting: Meeting, context: RenderContext, *, first: bool, place: int = 0) -> Element:
    """One meeting: when on the left, what and whose on the right; all of it is the button."""
    action = button(
        context, label_of(meeting, context, place=place), Action(ActionKind.GET_LINK, meeting=known(meeting))
    )
    when = {"type": "Column", "width": "96px", "items": when_of(meeting, context)}
    what = {"type": "Column", "width": "stretch", "items": what_of(meeting, context, place)}
    return row([{"type": "ColumnSet", "columns": [when, what]}], action, separator=not first)


def when_of(meeting: Meeting, context: RenderContext) -> list[Element | None]:
    """Clock time over the day; what is about to begin says so in words, and stands out by its colour as well."""
    if meeting.start is None:
        return [line("–")]
    words = context.words
    soon = "" if meeting.all_day else words.until(meeting.start)
    clock = words("All day") if meeting.all_day else words.time(meeting.start)
    look = {"color": "Accent"} if soon else {}
    begun = bool(soon) and meeting.start <= words.now  # that it is today goes without saying, and the column is narrow
    day = "" if begun else day_of(meeting, context)
    parts = [line(clock, weight="Bolder", **look), small(", ".join(filter(None, (day, soon))))]
    return [part for part in parts if part]


def what_of(meeting: Meeting, context: RenderContext, place: int = 0) -> list[Element]:
    """The subject over the one who organized it."""
    longest = DIALOG_TITLE if context.in_dialog else TITLE_LENGTH
    name = DIALOG_NAME if context.in_dialog else TITLE_LENGTH
    parts = [line(name_of(meeting, context, longest, place)), small(whose(meeting, context, name))]
    return [part for part in parts if part]


def whose(meeting: Meeting, context: RenderContext, longest: int) -> str:
    """'You', the organizer's name, or nothing when it is not known."""
    return context.words("You") if meeting.own else organizer_of(meeting, longest)


def day_of(meeting: Meeting, context: RenderContext) -> str:
    """The day the meeting begins on."""
    if meeting.start is None:
        return ""
    if meeting.all_day:
        return context.words.on(context.words.whole_days(meeting.start, meeting.end)[0])
    return context.words.day(meeting.start)


def name_of(meeting: Meeting, context: RenderContext, longest: int, place: int) -> str:
    """The subject; of a meeting of which a link is all that is known, which link it is."""
    if place and not (meeting.subject or meeting.start):
        return context.words("Meeting link {n} in the message", n=place)
    return title_of(context, meeting.subject, longest)


def label_of(meeting: Meeting, context: RenderContext, longest: int = 120, place: int = 0) -> str:
    """A meeting in one line: the row for those who hear it, and the line in the drop-down."""
    clock = "" if meeting.start is None or meeting.all_day else context.words.time(meeting.start)
    when = " ".join(filter(None, (day_of(meeting, context), clock)))
    subject = isolated(name_of(meeting, context, longest, place))
    return " · ".join(filter(None, (when, subject, organizer_of(meeting))))


def with_dropdown(body: list[Element | None], others: Sequence[Meeting], context: RenderContext) -> Element:
    """The first ones as rows, and as many of the others as a card can hold in a drop-down with its own button."""
    if len(others) <= MOST_OPTIONS:
        drawn = card(context, [*body, dropdown([option(meeting, context) for meeting in others], "", context)])
        if size(drawn) <= LIMIT - KEPT_FREE:
            return drawn
    room = LIMIT - KEPT_FREE - size(card(context, [*body, dropdown([], "", context)]))
    choices = all_that_fit(others, context, room)
    return card(context, [*body, dropdown(choices, unlisted(len(others) - len(choices), context), context)])


def dropdown(choices: list[Element], left: str, context: RenderContext) -> Element:
    """The drop-down in a frame of its own: what is chosen in it belongs to this button, not to a row."""
    words = context.words
    field = {
        "type": "Input.ChoiceSet",
        "id": fields.CHOICE,
        "style": "filtered",
        "label": words("Other meetings"),
        "placeholder": words("Type a word of the title"),
        "choices": choices,
    }
    # In a chat one types into the chat; a dialog needs a field of its own for what is not listed.
    further = naming_field(context) if context.in_dialog else None
    items = [field, small(left, spacing="Small"), further, {"type": "ActionSet", "actions": [naming_button(context)]}]
    return {
        "type": "Container",
        "style": "emphasis",
        "spacing": "Medium",
        "items": [item for item in items if item],
    }


def all_that_fit(meetings: Sequence[Meeting], context: RenderContext, room: int) -> list[Element]:
    """All of them; with shorter titles if that is too much; and at last only the sooner ones."""
    whole = fitting((option(meeting, context) for meeting in meetings), room)
    if len(whole) == len(meetings):
        return whole
    shorter = (
        {**drawn, "title": label_of(meeting, context, SHORT_TITLE)}
        for drawn, meeting in zip(whole, meetings, strict=False)
    )
    further = (option(meeting, context, SHORT_TITLE) for meeting in meetings[len(whole) :])
    return fitting(chain(shorter, further), room)


def fitting(options: Iterator[Element], room: int) -> list[Element]:
    """The options from the first on that have room (in bytes) together."""
    sized = accumulate(((option, size(option) + 2) for option in options), lambda so_far, n: (n[0], so_far[1] + n[1]))
    return [option for option, _ in takewhile(lambda taken: taken[1] <= room, sized)]


def option(meeting: Meeting, context: RenderContext, longest: int = 120) -> Element:
    """A line of the drop-down. Its value is a press of its own, which wins over that of the button beside it."""
    value = context.seal(Action(ActionKind.GET_LINK, meeting=known(meeting)))
    return {"title": label_of(meeting, context, longest), "value": value}


def unlisted(left: int, context: RenderContext) -> str:
    """That there are more, and how to reach them."""
    if left <= 0:
        return ""
    if context.in_dialog:
        return context.words.plural("{n} more meeting is not listed.", "{n} more meetings are not listed.", left)
    return context.words.plural(
        "{n} more meeting is not listed here. Type words of its title or a day: get link physio tomorrow",
        "{n} more meetings are not listed here. Type words of the title or a day: get link physio tomorrow",
        left,
    )
