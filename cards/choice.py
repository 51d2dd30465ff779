"""'Which meeting?': every row is itself the button; beyond six, a drop-down that filters as you type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, takewhile
from typing import Any

from bot.languages import msg
from bot.model import Action, ActionKind, Meeting, MeetingChoice
from cards import fields
from cards.context import Element, RenderContext, Rendered
from cards.dialog_pages import page
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
from cards.plain import TITLE_LENGTH
from cards.ticks import LIST, MOST_TICKS, ticks_page, turn_to_ticks

ROWS = 6
FEWER_ROWS = (4, 2, 1)  # the last has room for any titles
FEW_LETTERS = 60 * ROWS  # of whatever alphabet: so short titles need not be measured
ROWS_ABOVE_DROPDOWN = 3  # in a dialog: as many as are seen together with it, without scrolling
LONG_DAY = 8  # letters of a day that leave no room beside it in its narrow column: 'Aujourd’hui'
BESIDE_LONG_DAY = DIALOG_TITLE - 6  # letters of a title beside it and a box to tick
ROWS_OF_A_DAY = 16  # rows of one line; more than a card can hold beside a drop-down
SHORT_TITLE = 40
MOST_OPTIONS = 90  # a card has room for no more: each is some 300 bytes
# Bytes for what is not counted: the drop-down's own frame, and a connector that writes JSON with spaces.
KEPT_FREE = 512


def choice_card(reply: MeetingChoice, context: RenderContext) -> Rendered:
    """The meetings to choose from, soonest first; a day's in the order of the day."""
    whole_day = rows_of_a_day(reply, context) if is_long_day(reply, context) else None
    return Rendered("", whole_day or few_rows(reply, context), context.words("Which meeting?"))


def few_rows(reply: MeetingChoice, context: RenderContext) -> Element:
    """As many as are seen at once, the others in a drop-down; fewer where very long titles leave no room for them."""
    drawn = (with_rows(reply, row_of, *split(reply.meetings, context, most), context) for most in (ROWS, *FEWER_ROWS))
    letters = sum(len(each.subject) for each in reply.meetings[:ROWS])
    return next(each for each in drawn if letters <= FEW_LETTERS or size(each) <= LIMIT)


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
    """The card of these rows, and of the same meetings to tick instead."""
    place = {id(meeting): place_of(reply, n) for n, meeting in enumerate(reply.meetings)}
    rows = [draw(each, context, first=n == 0, place=place[id(each)]) for n, each in enumerate(listed)]
    alone = small(context.words("Only you can see this card.")) if context.abilities.says_private else None
    every = (*listed, *others)
    one_day = draw is compact_row
    labels = [tick_label(each, context, place[id(each)], one_day=one_day) for each in every[:MOST_TICKS]]
    ticks = ticks_page(every, labels, context, shown=reply.ticking, one_day=one_day)
    several = turn_to_ticks(context) if ticks else None

    def framed(lower: Sequence[Element | None]) -> Element:
        top = [heading(context.words("Which meeting?")), alone]
        listing = [*introduction(reply, context), *rows, *lower]
        if ticks is None:
            return card(context, [*top, *listing])
        return card(context, [*top, page(LIST, listing, visible=not reply.ticking), ticks])

    if others:
        return with_dropdown(framed, others, several, context)
    naming = [naming_field(context)] if context.in_dialog else []
    return framed([*naming, *rows_of_buttons([naming_button(context) if naming else None, several])])


def split(
    meetings: Sequence[Meeting], context: RenderContext, most: int = ROWS
) -> tuple[Sequence[Meeting], Sequence[Meeting]]:
    """Those that are rows, and the others, which go into the drop-down. One row is kept for the last that is over: the
    visit that runs late is asked for at once.
    """
    count = min(most, ROWS_ABOVE_DROPDOWN) if context.in_dialog and len(meetings) > ROWS else most
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


def with_dropdown(
    framed: Callable[[Sequence[Element | None]], Element],
    others: Sequence[Meeting],
    several: Element | None,
    context: RenderContext,
) -> Element:
    """The first ones as rows, and as many of the others as a card can hold in a drop-down with its own button.

    `framed` makes the card of what stands below the rows; `several` turns to the ticks.
    """

    def drawn(choices: list[Element], left: str) -> Element:
        beside, below = ([several], []) if context.in_dialog else ([], rows_of_buttons([several]))
        return framed([dropdown(choices, left, beside, context), *below])

    if len(others) <= MOST_OPTIONS:
        whole = drawn([option(meeting, context) for meeting in others], "")
        if size(whole) <= LIMIT - KEPT_FREE:
            return whole
    room = LIMIT - KEPT_FREE - size(drawn([], ""))
    choices = all_that_fit(others, context, room)
    return drawn(choices, unlisted(len(others) - len(choices), context))


def dropdown(choices: list[Element], left: str, beside: list[Element | None], context: RenderContext) -> Element:
    """The drop-down in a frame of its own: what is chosen in it belongs to this button, not to a row.

    `beside` are buttons that stand there to save height.
    """
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
    items = [field, small(left, spacing="Small"), further, *rows_of_buttons([naming_button(context), *beside])]
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
