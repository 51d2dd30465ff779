"""A meeting as people choose it: a row that is itself the button, a line in a drop-down, a label beside a tick."""

from __future__ import annotations

from typing import Any

from bot.languages import Words
from bot.model import Action, ActionKind, Meeting
from bot.model.values import value
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


@value
class Listed:
    """A meeting of a list, and what is said of it at each of its places on the card, worked out once.

    `known` is the meeting as its buttons know it; `place` which of the message's links it is, 0 when no link named it.
    `day` and `clock` are when it begins, "" where that is not known; `clock` also of a whole day. `state` is why nobody
    may expect it: it is over, or declined.
    """

    meeting: Meeting
    known: Meeting
    place: int
    day: str
    clock: str
    state: str

    @property
    def look(self) -> dict[str, Any]:
        """How it is drawn where nobody may expect it: so that the others are seen first."""
        return {"isSubtle": True} if self.state else {}

    @property
    def request(self) -> Action:
        """What its button stands for."""
        return Action(ActionKind.GET_LINK, meeting=self.known)


def listed(meeting: Meeting, context: RenderContext, place: int = 0) -> Listed:
    """One of them, for this reader."""
    clock = "" if meeting.start is None or meeting.all_day else context.words.time(meeting.start)
    return Listed(meeting, known(meeting), place, day_of(meeting, context), clock, state_of(meeting, context.words))


def row_of(each: Listed, context: RenderContext, *, first: bool) -> Element:
    """One meeting: when on the left, what and whose on the right; all of it is the button."""
    action = button(context, label_of(each, context), each.request)
    when = {"type": "Column", "width": "96px", "items": when_of(each, context)}
    what = {"type": "Column", "width": "stretch", "items": what_of(each, context)}
    return row([{"type": "ColumnSet", "columns": [when, what]}], action, separator=not first)


def compact_row(each: Listed, context: RenderContext, *, first: bool) -> Element:
    """One meeting of a long day in one line: its hour, what and whose."""
    action = button(context, label_of(each, context), each.request)
    subject = name_of(each, context, DIALOG_TITLE)
    text = context.words.apart(subject, organizer_of(each.meeting, DIALOG_NAME), each.state)
    hour = line(hour_of(each, context), **({"weight": "Bolder"} | each.look))
    when = {"type": "Column", "width": "64px", "items": [hour]}
    what = {"type": "Column", "width": "stretch", "items": [line(text, **each.look)]}
    return row([{"type": "ColumnSet", "columns": [when, what]}], action, separator=not first)


def when_of(each: Listed, context: RenderContext) -> list[Element | None]:
    """Clock time over the day; what is about to begin says so in words, and stands out by its colour as well."""
    meeting, words = each.meeting, context.words
    if meeting.start is None:
        return [line("–")]
    soon = "" if meeting.all_day or each.state else words.until(meeting.start)
    look = each.look or {"weight": "Bolder"} | ({"color": "Accent"} if soon else {})
    # That it is today goes without saying, and the column is narrow.
    day = "" if soon and not words.is_tomorrow(meeting.start) else each.day
    return [part for part in (line(hour_of(each, context), **look), small(words.joined(day, soon))) if part]


def what_of(each: Listed, context: RenderContext) -> list[Element]:
    """The subject over the one who organized it, and that it is over, or declined."""
    longest = DIALOG_TITLE if context.in_dialog else TITLE_LENGTH
    name = DIALOG_NAME if context.in_dialog else TITLE_LENGTH
    below = context.words.apart(whose(each.meeting, context, name), each.state)
    parts = [line(name_of(each, context, longest), **each.look), small(below)]
    return [part for part in parts if part]


def state_of(meeting: Meeting, words: Words) -> str:
    """Why nobody may expect this one: it is over, or they have declined it."""
    if meeting.declined:
        return words("you declined")
    return words("over") if meeting.is_over(words.now) else ""


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


def name_of(each: Listed, context: RenderContext, longest: int) -> str:
    """The subject; of a meeting of which a link is all that is known, which link it is."""
    if each.place and not (each.meeting.subject or each.meeting.start):
        return context.words("Meeting link {n} in the message", n=each.place)
    return title_of(context, each.meeting.subject, longest)


def label_of(each: Listed, context: RenderContext, longest: int = TITLE_LENGTH) -> str:
    """A meeting in one line: the row for those who hear it, and the line in the drop-down."""
    when = f"{each.day} {each.clock}" if each.day and each.clock else each.day or each.clock
    return context.words.apart(when, name_of(each, context, longest), organizer_of(each.meeting), each.state)


def tick_label(each: Listed, context: RenderContext, *, one_day: bool) -> str:
    """The same beside a box to tick; of one day its name need not be said on each."""
    if not one_day:
        return label_of(each, context, BESIDE_LONG_DAY if len(each.day) > LONG_DAY else DIALOG_TITLE)
    subject, organizer = name_of(each, context, DIALOG_TITLE), organizer_of(each.meeting, DIALOG_NAME)
    return context.words.apart(hour_of(each, context), subject, organizer, each.state)


def hour_of(each: Listed, context: RenderContext) -> str:
    """When it begins, on a day that goes without saying."""
    return each.clock or ("–" if each.meeting.start is None else context.words("All day"))
