"""'Which meeting?': every row is itself the button; beyond six, a drop-down that filters as you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.languages import msg
from bot.model import Meeting, MeetingChoice
from cards.context import Element, RenderContext, Rendered
from cards.dialog_pages import page
from cards.dropdown import MOST_OPTIONS, with_dropdown
from cards.elements import (
    LIMIT,
    card,
    echo,
    fits,
    heading,
    left_unread,
    line,
    naming_button,
    naming_field,
    rows_of_buttons,
    small,
)
from cards.meeting_rows import compact_row, listed, row_of
from cards.ticks import LIST, ticks_page, turn_to_ticks

ROWS = 6
FEWER_ROWS = (4, 2, 1)  # the last has room for any titles
FEW_LETTERS = 60 * ROWS  # of whatever alphabet: so short titles and names need not be measured
ROWS_ABOVE_DROPDOWN = 3  # in a dialog: as many as are seen together with it, without scrolling
ROWS_OF_A_DAY = 16  # rows of one line; more than a card can hold beside a drop-down


def choice_card(reply: MeetingChoice, context: RenderContext) -> Rendered:
    """The meetings to choose from, soonest first; a day's in the order of the day."""
    whole_day = rows_of_a_day(reply, context) if is_long_day(reply, context) else None
    return Rendered("", whole_day or few_rows(reply, context), context.words("Which meeting?"))


def few_rows(reply: MeetingChoice, context: RenderContext) -> Element:
    """As many as are seen at once, the others in a drop-down; fewer where very long titles leave no room for them."""
    drawn = (with_rows(reply, row_of, *split(reply.meetings, context, most), context) for most in (ROWS, *FEWER_ROWS))
    letters = sum(len(each.subject) + len(each.organizer.name) for each in reply.meetings[:ROWS])
    return next(each for each in drawn if letters <= FEW_LETTERS or fits(each, LIMIT))


def rows_of_a_day(reply: MeetingChoice, context: RenderContext) -> Element | None:
    """The whole day in rows of one line; None when a card cannot hold them, as with very long titles."""
    shown, others = split_day(reply.meetings)
    drawn = with_rows(reply, compact_row, shown, others, context)
    return drawn if fits(drawn, LIMIT) else None


def with_rows(
    reply: MeetingChoice,
    draw: Callable[..., Element],
    shown: Sequence[Meeting],
    others: Sequence[Meeting],
    context: RenderContext,
) -> Element:
    """The card of these rows, and of the same meetings to tick instead."""
    place = {id(meeting): place_of(reply, n) for n, meeting in enumerate(reply.meetings)}
    seen = (*shown, *others[:MOST_OPTIONS])
    every = [listed(each, context, place[id(each)]) for each in seen]
    unseen = len(others) - len(every) + len(shown)
    rows = [draw(each, context, first=n == 0) for n, each in enumerate(every[: len(shown)])]
    alone = small(context.words("Only you can see this card.")) if context.abilities.says_private else None
    ticks = ticks_page(every, unseen, context, shown=reply.ticking, one_day=draw is compact_row)
    several = turn_to_ticks(context) if ticks else None

    def framed(lower: Sequence[Element | None]) -> Element:
        top = [heading(context.words("Which meeting?")), alone]
        listing = [*introduction(reply, context), *rows, *lower]
        if ticks is None:
            return card(context, [*top, *listing])
        return card(context, [*top, page(LIST, listing, visible=not reply.ticking), ticks])

    if others:
        return with_dropdown(framed, every[len(shown) :], unseen, several, context)
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
    shown = (*meetings[: count - 1], meetings[over])
    return shown, (*meetings[count - 1 : over], *meetings[over + 1 :])


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
    if reply.reading.in_part:
        near = context.words("No meeting fits all that you asked for; this comes closest. Press one.")
        return [line(near, isSubtle=True), echo(context, reply.reading), zone, unread]
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
