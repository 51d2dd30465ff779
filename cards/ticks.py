"""'Tick several': the meetings of a list to tick, in place of its rows, and one button for all their links."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Action, ActionKind, Meeting
from cards import fields
from cards.context import Element, RenderContext
from cards.dialog_pages import page, turn
from cards.elements import button, fits, line, rows_of_buttons, small
from cards.meeting_rows import Listed, tick_label
from cards.plain import unread

LIST, TICKS = PAGES = ("list", "ticks")
MOST_TICKS = 25
COUNTS = (MOST_TICKS, 18, 12, 8, 4)  # meetings to tick: the first of these that has room
IN_DIALOG = 12  # as many as are seen together, without scrolling
ROOM = 5 * 1024  # bytes: what a card of rows and a drop-down can spare …
ROOM_OF_A_DAY = 9 * 1024  # … and that of a day, where the ticks show more of it than the rows


def ticks_page(
    meetings: Sequence[Listed], unseen: int, context: RenderContext, *, shown: bool, one_day: bool
) -> Element | None:
    """The page with these meetings to tick, each under its label, the first of them if they are many.

    None where there is nothing to choose from. `unseen` more were not even looked at. `shown`: it is what one sees
    first, for nothing was ticked.
    """
    if len(meetings) < 2:
        return None
    known = [each.known for each in meetings[:MOST_TICKS]]
    labels = [tick_label(each, context, one_day=one_day) for each in meetings[:MOST_TICKS]]
    every = len(meetings) + unseen
    counts = [count for count in COUNTS if not context.in_dialog or count <= IN_DIALOG]
    drawn = (_page(known[:count], labels, every - count, context, shown=shown) for count in counts)
    room = ROOM_OF_A_DAY if one_day else ROOM
    return next((each for each in drawn if fits(each, room)), None)


def turn_to_ticks(context: RenderContext) -> Element | None:
    """The button that shows the ticks in place of the rows; as long as has room beside *Get link*."""
    return turn(context.words("Tick several"), TICKS, PAGES)


def _page(
    meetings: Sequence[Meeting], labels: Sequence[str], others: int, context: RenderContext, *, shown: bool
) -> Element:
    words = context.words
    told = words("Nothing is ticked yet. Tick the meetings you need, then press Get links.")
    asked = words("Tick the meetings you need.")
    left = words.plural("{n} more cannot be ticked here.", "{n} more cannot be ticked here.", others)
    buttons = [_get_links(meetings, context), turn(words("Back"), LIST, PAGES)]
    ticks = [_tick(n, label) for n, label in enumerate(labels[: len(meetings)])]
    intro = line(told, weight="Bolder") if shown else line(asked, isSubtle=True)
    more = small(left, spacing="Small") if others > 0 else None
    return page(TICKS, [intro, *ticks, more, *rows_of_buttons(buttons)], visible=shown)


def _get_links(meetings: Sequence[Meeting], context: RenderContext) -> Element:
    """One button holds all the meetings; what comes back from the card are only their places."""
    listed = Action(ActionKind.GET_LINKS, meetings=tuple(meetings))
    return button(context, context.words("Get links"), listed, inputs=True, style="positive")


def _tick(n: int, label: str) -> Element:
    """Its title is read as Markdown by some of Teams' clients and as it is by others."""
    return {"type": "Input.Toggle", "id": fields.tick(n), "title": unread(label), "wrap": True, "spacing": "Small"}
