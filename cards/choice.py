"""'Which appointment?': every row is itself the button; beyond six, a drop-down that filters as you type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, takewhile
from typing import Any

from bot.languages import msg
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
ROWS_OF_A_DAY = 16  # rows of one line; more than a card can hold beside a drop-down
SHORT_TITLE = 40
MOST_OPTIONS = 90  # a card has room for no more: each is some 300 bytes
# Bytes for what is not counted: the drop-down's own frame, and a connector that writes JSON with spaces.
KEPT_FREE = 512


def choice_card(reply: MeetingChoice, context: RenderContext) -> Rendered:
    """The meetings to choose from, soonest first; a day's in the order of the day."""
    whole_day = rows_of_a_day(reply, context) if is_long_day(reply, context) else None
    return Rendered("", whole_day or few_rows(reply, context), context.words("Which appointment?"))


def few_rows(reply: MeetingChoice, context: RenderContext) -> Element:
    """As many as are seen at once, the others in a drop-down."""
    listed, others = split(reply.meetings, context)
    return with_rows(reply, row_of, listed, others, context)


def rows_of_a_day(reply: MeetingChoice, context: RenderContext) -> Element | None:
    """The whole day in rows of one line; None when a card cannot hold them, as with very long titles."""
    listed, others = split_day(reply.meetings)
    drawn = with_rows(reply, compact_row, listed, others, context)
    return drawn if size(drawn) <= LIMIT else None


def with_rows(
    reply: MeetingChoice,
    draw: Callable[..., Element],
    listed: Sequence[Meeting],
    others: Sequence[Meeting],
    context: RenderContext,
) -> Element:
    """The card of these rows."""
    place = {id(meeting): place_of(reply, n) for n, meeting in enumerate(reply.meetings)}
    rows = [draw(each, context, first=n == 0, place=place[id(each)]) for n, each in enumerate(listed)]
    alone = small(context.words("Only you can see this card.")) if context.abilities.says_private else None
    body = [heading(context.words("Which appointment?")), alone, *introduction(reply, context), *rows]
    naming = [naming_field(context), *rows_of_buttons([naming_button(context)])] if context.in_dialog else []
    return with_dropdown(body, others, context) if others else card(context, [*body, *naming])


def split(meetings: Sequence[Meeting], context: RenderContext) -> tuple[Sequence[Meeting], Sequence[Meeting]]:
    """Those that are rows, and the others, which go into the drop-down. One row is kept for the last that is over: the
    visit that runs late is asked for at once.
    """
    count = ROWS_ABOVE_DROPDOWN if context.in_dialog and len(meetings) > ROWS else ROWS
    if len(meetings) <= count:
        return meetings, ()
    over = next((n for n, each in enumerate(meetings) if each.is_over(context.words.now) and not each.declined), 0)
    if over < count:
        return meetings[:count], meetings[count:]
    listed = (*meetings[: count - 1], meetings[over])
    return listed, (*meetings[count - 1 : over], *meetings[over + 1 :])


def is_long_day(reply: MeetingChoice, context: RenderContext) -> bool:
    """Whether it is one day of many meetings, where there is room to see the whole of it."""
    reading = reply.reading
    is_day = reading is not None and reading.first is not None and reading.first == reading.last
    return is_day and len(reply.meetings) > ROWS and not context.in_dialog


def split_day(meetings: Sequence[Meeting]) -> tuple[Sequence[Meeting], Sequence[Meeting]]:
    """The day from its morning on; of one that is too long for a card, what is over and declined is left for last."""
    if len(meetings) > ROWS_OF_A_DAY:
        return meetings[:ROWS_OF_A_DAY], meetings[ROWS_OF_A_DAY:]
    timed = [each for each in meetings if each.start]
    return sorted(timed, key=lambda each: (each.start, each.subject)) if len(timed) == len(meetings) else meetings, ()


def introduction(reply: MeetingChoice, context: RenderContext) -> list[Element | None]:
    """Why these: nothing was named, or several fit what was."""
    unread = small(left_unread(context, complete=reply.complete))
    zone = small(zone_of(context))
    if reply.reading is None:
        coming = msg("Your coming Teams meetings. Press one.")
        only = msg("You have one coming Teams meeting. Press it.")
        shown = context.words(only if len(reply.meetings) == 1 else coming)
        return [line(shown, isSubtle=True), zone, unread]
    if reply.reading.at_another_time:
        other = line(
            context.words("Nothing begins at that time; this is what else there is. Press one."), isSubtle=True
        )
        return [other, echo(context, reply.reading), zone, unread]
    if len(reply.meetings) == 1:
        asked = line(context.words("Is it this one? Press it."), isSubtle=True)
        return [asked, echo(context, reply.reading), zone, unread]
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


def compact_row(meeting: Meeting, context: RenderContext, *, first: bool, place: int = 0) -> Element:
    """One meeting of a long day in one line: its hour, what and whose."""
    action = button(
        context, label_of(meeting, context, place=place), Action(ActionKind.GET_LINK, meeting=known(meeting))
    )
    hour = context.words("All day") if meeting.all_day else context.words.time(meeting.start) if meeting.start else "–"
    subject = name_of(meeting, context, DIALOG_TITLE, place)
    text = " · ".join(filter(None, (isolated(subject), organizer_of(meeting, DIALOG_NAME), state_of(meeting, context))))
    look = quiet_look(meeting, context)
    when = {"type": "Column", "width": "64px", "items": [line(hour, **({"weight": "Bolder"} | look))]}
    what = {"type": "Column", "width": "stretch", "items": [line(text, **look)]}
    return row([{"type": "ColumnSet", "columns": [when, what]}], action, separator=not first)


def when_of(meeting: Meeting, context: RenderContext) -> list[Element | None]:
    """Clock time over the day; what is about to begin says so in words, and stands out by its colour as well."""
    if meeting.start is None:
        return [line("–")]
    words, quiet = context.words, quiet_look(meeting, context)
    soon = "" if meeting.all_day or quiet else words.until(meeting.start)
    clock = words("All day") if meeting.all_day else words.time(meeting.start)
    look = quiet or {"weight": "Bolder"} | ({"color": "Accent"} if soon else {})
    begun = bool(soon) and meeting.start <= words.now  # that it is today goes without saying, and the column is narrow
    day = "" if begun else day_of(meeting, context)
    return [each for each in (line(clock, **look), small(", ".join(filter(None, (day, soon))))) if each]


def what_of(meeting: Meeting, context: RenderContext, place: int = 0) -> list[Element]:
    """The subject over the one who organized it, and that it is over, or declined."""
    longest = DIALOG_TITLE if context.in_dialog else TITLE_LENGTH
    name = DIALOG_NAME if context.in_dialog else TITLE_LENGTH
    below = " · ".join(filter(None, (whose(meeting, context, name), state_of(meeting, context))))
    parts = [line(name_of(meeting, context, longest, place), **quiet_look(meeting, context)), small(below)]
    return [part for part in parts if part]


def state_of(meeting: Meeting, context: RenderContext) -> str:
    """Why nobody may expect this one: it is over, or they have declined it."""
    if meeting.declined:
        return context.words("you declined")
    return context.words("over") if meeting.is_over(context.words.now) else ""


def quiet_look(meeting: Meeting, context: RenderContext) -> dict[str, Any]:
    """How such a row is drawn, so that the others are seen first."""
    return {"isSubtle": True} if state_of(meeting, context) else {}


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
    return " · ".join(filter(None, (when, subject, organizer_of(meeting), state_of(meeting, context))))


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
