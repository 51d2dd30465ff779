"""The drop-down for meetings without a row of their own: it filters as one types, and takes all that a card holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, takewhile

from cards import fields
from cards.context import Element, RenderContext
from cards.elements import LIMIT, fits, naming_button, naming_field, rows_of_buttons, size, small
from cards.meeting_rows import Listed, label_of
from cards.plain import TITLE_LENGTH

SHORT_TITLE = 40  # letters
MOST_OPTIONS = 90  # a card has room for no more: each is some 300 bytes
# Bytes for what is not counted: the drop-down's own frame, and a connector that writes JSON with spaces.
KEPT_FREE = 512


def with_dropdown(
    framed: Callable[[Sequence[Element | None]], Element],
    others: Sequence[Listed],
    unseen: int,
    several: Element | None,
    context: RenderContext,
) -> Element:
    """The first ones as rows, and as many of the others as a card can hold in a drop-down with its own button.

    `framed` makes the card of what stands below the rows; `several` turns to the ticks. `unseen` more were not even
    looked at.
    """

    def drawn(choices: list[Element], left: str) -> Element:
        beside, below = ([several], []) if context.in_dialog else ([], rows_of_buttons([several]))
        return framed([dropdown(choices, left, beside, context), *below])

    if not unseen:
        whole = drawn([option(each, context) for each in others], "")
        if fits(whole, LIMIT - KEPT_FREE):
            return whole
    room = LIMIT - KEPT_FREE - size(drawn([], ""))
    # Never none, for an empty one may not be drawn: where even one is too much, there are too many rows.
    choices = all_that_fit(others, context, room) or [option(others[0], context, SHORT_TITLE)]
    return drawn(choices, unlisted(len(others) - len(choices) + unseen, context))


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


def all_that_fit(meetings: Sequence[Listed], context: RenderContext, room: int) -> list[Element]:
    """All of them; with shorter titles if that is too much; and at last only the sooner ones."""
    whole = fitting((option(each, context) for each in meetings), room)
    if len(whole) == len(meetings):
        return whole
    shorter = (
        {**drawn, "title": label_of(each, context, SHORT_TITLE)} for drawn, each in zip(whole, meetings, strict=False)
    )
    further = (option(each, context, SHORT_TITLE) for each in meetings[len(whole) :])
    return fitting(chain(shorter, further), room)


def fitting(options: Iterator[Element], room: int) -> list[Element]:
    """The options from the first on that have room (in bytes) together."""
    sized = accumulate(((option, size(option) + 2) for option in options), lambda so_far, n: (n[0], so_far[1] + n[1]))
    return [option for option, _ in takewhile(lambda taken: taken[1] <= room, sized)]


def option(each: Listed, context: RenderContext, longest: int = TITLE_LENGTH) -> Element:
    """A line of the drop-down. Its value is a press of its own, which wins over that of the button beside it."""
    return {"title": label_of(each, context, longest), "value": context.seal(each.request)}


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
