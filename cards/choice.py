"""'Which appointment?': every row is itself the button; beyond six, a drop-down that filters as you type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from bot.model import Action, ActionKind, Meeting, MeetingChoice
from cards import fields
from cards.context import Element, RenderContext, Rendered
from cards.elements import (
    DIALOG_NAME,
    DIALOG_TITLE,
    LIMIT,
    card,
    echo,
    heading,
    known,
    left_unread,
    line,
    naming_button,
    naming_field,
    organizer_of,
    press,
    row,
    rows_of_buttons,
    size,
    small,
    title_of,
)
from cards.plain import LONGEST, isolated

ROWS = 6
ROWS_ABOVE_DROPDOWN = 3  # in a dialog: as many as are seen together with it, without scrolling
SHORT_TITLE = 40
# Bytes for what is not counted: the drop-down's own frame, and a connector that writes JSON with spaces.
KEPT_FREE = 512


def choice_card(reply: MeetingChoice, reader: RenderContext) -> Rendered:
    """The meetings to choose from, soonest first."""
    listed, others = split(reply.meetings, reader)
    rows = [row_of(meeting, reader, first=n == 0, place=place_of(reply, n)) for n, meeting in enumerate(listed)]
    alone = small(reader.words("Only you can see this card.")) if reader.abilities.says_private else None
    body = [heading(reader.words("Which appointment?")), alone, *introduction(reply, reader), *rows]
    naming = [naming_field(reader), *rows_of_buttons([naming_button(reader)])] if reader.in_dialog else []
    drawn = with_dropdown(body, others, reader) if others else card(reader, [*body, *naming])
    return Rendered("", drawn, reader.words("Which appointment?"))


def split(meetings: Sequence[Meeting], reader: RenderContext) -> tuple[Sequence[Meeting], Sequence[Meeting]]:
    """Those that are rows, and the others, which go into the drop-down."""
    rows = ROWS_ABOVE_DROPDOWN if reader.in_dialog and len(meetings) > ROWS else ROWS
    return meetings[:rows], meetings[rows:]


def introduction(reply: MeetingChoice, reader: RenderContext) -> list[Element | None]:
    """Why these: nothing was named, or several fit what was."""
    unread = small(left_unread(reader, complete=reply.complete))
    if reply.reading is None:
        return [line(reader.words("Your coming Teams meetings. Press one."), isSubtle=True), unread]
    fitting = reader.words("Several meetings fit. Press one.")
    return [line(fitting, isSubtle=True), echo(reader, reply.reading), unread]


def place_of(reply: MeetingChoice, n: int) -> int:
    """Which of the message's links the n-th meeting is; 0 when no link named it."""
    return reply.places[n] if n < len(reply.places) else 0


def row_of(meeting: Meeting, reader: RenderContext, *, first: bool, place: int = 0) -> Element:
    """One meeting: when on the left, what and whose on the right; all of it is the button."""
    action = press(reader, label_of(meeting, reader, place=place), Action(ActionKind.GET_LINK, meeting=known(meeting)))
    when = {"type": "Column", "width": "96px", "items": when_of(meeting, reader)}
    what = {"type": "Column", "width": "stretch", "items": what_of(meeting, reader, place)}
    return row([{"type": "ColumnSet", "columns": [when, what]}], action, separator=not first)


def when_of(meeting: Meeting, reader: RenderContext) -> list[Element | None]:
    """Clock time over the day; what is about to begin says so in words, and stands out by its colour as well."""
    if meeting.start is None:
        return [line("–")]
    words = reader.words
    soon = "" if meeting.all_day else words.until(meeting.start)
    clock = words("All day") if meeting.all_day else words.time(meeting.start)
    look = {"color": "Accent"} if soon else {}
    begun = bool(soon) and meeting.start <= words.now  # that it is today goes without saying, and the column is narrow
    day = "" if begun else day_of(meeting, reader)
    parts = [line(clock, weight="Bolder", **look), small(", ".join(filter(None, (day, soon))))]
    return [part for part in parts if part]


def what_of(meeting: Meeting, reader: RenderContext, place: int = 0) -> list[Element]:
    """The subject over the one who organized it."""
    longest = DIALOG_TITLE if reader.in_dialog else LONGEST
    name = DIALOG_NAME if reader.in_dialog else LONGEST
    parts = [line(name_of(meeting, reader, longest, place)), small(whose(meeting, reader, name))]
    return [part for part in parts if part]


def whose(meeting: Meeting, reader: RenderContext, longest: int) -> str:
    """'You', the organizer's name, or nothing when it is not known."""
    return reader.words("You") if meeting.own else organizer_of(meeting, longest)


def day_of(meeting: Meeting, reader: RenderContext) -> str:
    """The day the meeting begins on."""
    if meeting.start is None:
        return ""
    if meeting.all_day:
        return reader.words.on(reader.words.whole_days(meeting.start, meeting.end)[0])
    return reader.words.day(meeting.start)


def name_of(meeting: Meeting, reader: RenderContext, longest: int, place: int) -> str:
    """The subject; of a meeting of which a link is all that is known, which link it is."""
    if place and not (meeting.subject or meeting.start):
        return reader.words("Meeting link {n} in the message", n=place)
    return title_of(reader, meeting.subject, longest)


def label_of(meeting: Meeting, reader: RenderContext, longest: int = 120, place: int = 0) -> str:
    """A meeting in one line: the row for those who hear it, and the line in the drop-down."""
    clock = "" if meeting.start is None or meeting.all_day else reader.words.time(meeting.start)
    when = " ".join(filter(None, (day_of(meeting, reader), clock)))
    subject = isolated(name_of(meeting, reader, longest, place))
    return " · ".join(filter(None, (when, subject, organizer_of(meeting))))


def with_dropdown(body: list[Element | None], others: Sequence[Meeting], reader: RenderContext) -> Element:
    """The first ones as rows, and as many of the others as a card can hold in a drop-down with its own button."""
    room = LIMIT - KEPT_FREE - size(card(reader, [*body, dropdown([], "", reader)]))
    choices = all_that_fit(others, reader, room)
    return card(reader, [*body, dropdown(choices, unlisted(len(others) - len(choices), reader), reader)])


def dropdown(choices: list[Element], left: str, reader: RenderContext) -> Element:
    """The drop-down in a frame of its own: what is chosen in it belongs to this button, not to a row."""
    words = reader.words
    field = {
        "type": "Input.ChoiceSet",
        "id": fields.CHOICE,
        "style": "filtered",
        "label": words("Other meetings"),
        "placeholder": words("Type a word of the title"),
        "choices": choices,
    }
    # In a chat one types into the chat; a dialog needs a field of its own for what is not listed.
    further = naming_field(reader) if reader.in_dialog else None
    items = [field, small(left, spacing="Small"), further, {"type": "ActionSet", "actions": [naming_button(reader)]}]
    return {
        "type": "Container",
        "style": "emphasis",
        "spacing": "Medium",
        "items": [item for item in items if item],
    }


def all_that_fit(meetings: Sequence[Meeting], reader: RenderContext, room: int) -> list[Element]:
    """All of them; with shorter titles if that is too much; and at last only the sooner ones."""
    whole = fitting((option(meeting, reader) for meeting in meetings), room)
    if len(whole) == len(meetings):
        return whole
    return fitting((option(meeting, reader, SHORT_TITLE) for meeting in meetings), room)


def fitting(options: Iterator[Element], room: int) -> list[Element]:
    """The options from the first on that have room (in bytes) together."""
    sized = accumulate(((option, size(option) + 2) for option in options), lambda so_far, n: (n[0], so_far[1] + n[1]))
    return [option for option, _ in takewhile(lambda taken: taken[1] <= room, sized)]


def option(meeting: Meeting, reader: RenderContext, longest: int = 120) -> Element:
    """A line of the drop-down. Its value is a press of its own, which wins over that of the button beside it."""
    value = reader.seal(Action(ActionKind.GET_LINK, meeting=known(meeting)))
    return {"title": label_of(meeting, reader, longest), "value": value}


def unlisted(left: int, reader: RenderContext) -> str:
    """That there are more, and how to reach them."""
    if left <= 0:
        return ""
    if reader.in_dialog:
        return reader.words.plural("{n} more meeting is not listed.", "{n} more meetings are not listed.", left)
    return reader.words.plural(
        "{n} more meeting is not listed here. Type words of its title or a day: get link physio tomorrow",
        "{n} more meetings are not listed here. Type words of the title or a day: get link physio tomorrow",
        left,
    )
