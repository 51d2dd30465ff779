"""A meeting as people choose it: a row that is itself the button, a line in a drop-down, a label beside a tick."""

from __future__ import annotations

from typing import Any

from bot.model import Action, ActionKind, Meeting
from cards.context import Element, RenderContext
from cards.elements import (
    DIALOG_NAME,
    DIALOG_TITLE,
    button,
    known,
    line,
    organizer_of,
    row,
    small,
    title_of,
)
from cards.plain import TITLE_LENGTH

LONG_DAY = 8  # letters of a day that leave no room beside it in its narrow column: 'Aujourd’hui'
BESIDE_LONG_DAY = DIALOG_TITLE - 6  # letters of a title beside it and a box to tick


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
    subject = name_of(meeting, context, DIALOG_TITLE, place)
    text = context.words.apart(subject, organizer_of(meeting, DIALOG_NAME), state_of(meeting, context))
    look = quiet_look(meeting, context)
    when = {
        "type": "Column",
        "width": "64px",
        "items": [line(hour_of(meeting, context), **({"weight": "Bolder"} | look))],
    }
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
    # That it is today goes without saying, and the column is narrow.
    day = "" if soon and not words.is_tomorrow(meeting.start) else day_of(meeting, context)
    return [each for each in (line(clock, **look), small(words.joined(day, soon))) if each]


def what_of(meeting: Meeting, context: RenderContext, place: int = 0) -> list[Element]:
    """The subject over the one who organized it, and that it is over, or declined."""
    longest = DIALOG_TITLE if context.in_dialog else TITLE_LENGTH
    name = DIALOG_NAME if context.in_dialog else TITLE_LENGTH
    below = context.words.apart(whose(meeting, context, name), state_of(meeting, context))
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
    """'You', the organizer's name, or nothing when it is not known. That it is declined says 'you' as well."""
    if meeting.own and meeting.declined:
        return ""
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
    subject = name_of(meeting, context, longest, place)
    return context.words.apart(when, subject, organizer_of(meeting), state_of(meeting, context))


def tick_label(meeting: Meeting, context: RenderContext, place: int, *, one_day: bool) -> str:
    """The same beside a box to tick; of one day its name need not be said on each."""
    if not one_day:
        longest = BESIDE_LONG_DAY if len(day_of(meeting, context)) > LONG_DAY else DIALOG_TITLE
        return label_of(meeting, context, longest, place)
    subject = name_of(meeting, context, DIALOG_TITLE, place)
    whose = organizer_of(meeting, DIALOG_NAME)
    return context.words.apart(hour_of(meeting, context), subject, whose, state_of(meeting, context))


def hour_of(meeting: Meeting, context: RenderContext) -> str:
    """When it begins, on a day that goes without saying."""
    if meeting.start is None:
        return "–"
    return context.words("All day") if meeting.all_day else context.words.time(meeting.start)
