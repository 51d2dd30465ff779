"""'Here is the customer's link': to copy, send as an invitation, open as the customer sees it, or scan."""

from __future__ import annotations

from bot.model import LinkReady, Meeting
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import about, address, code, gone_warning, hints, series_danger, series_warning
from cards.elements import (
    card,
    fit_one_row,
    folded,
    line,
    open_url,
    quiet,
    quiet_rows,
    row,
    rows_of_buttons,
    small,
    unfold,
)
from cards.fixed import Say, fixed
from cards.link_actions import main_buttons, quiet_buttons, sharing_buttons
from cards.link_dialog import link_dialog
from cards.room import leaves_room

ADDRESS, CODE, MORE = "address", "code", "more"
ROOM_ABOVE_CODE = 96
"""Pixels that the lines above buttons and code may take in a card of 420."""


def link_card(reply: LinkReady, context: RenderContext) -> Rendered:
    """The card a member of staff came for."""
    draw = link_dialog if context.in_dialog else link_message
    return Rendered("", draw(reply, context), context.words("The customer's link is ready"))


def link_message(reply: LinkReady, context: RenderContext) -> Element:
    """What it is, and directly below what one came for; the code, and folded away what is long or seldom needed."""
    buttons, others = main_buttons(reply, context)
    words, sharing = context.words, sharing_buttons(reply, context)
    only = small(words("Only you can see this card.")) if context.abilities.says_private else None
    picture = code(reply.link, context)
    meeting = reply.meeting
    above = [*about(reply, context), gone_warning(meeting, context), series_warning(meeting, context)]
    fold_picture = picture is not None and (bool(sharing) or not leaves_room(above, ROOM_ABOVE_CODE))
    mostly = [
        *map(quiet, () if sharing else others),
        show_link(context),
        *([show_code(context)] if fold_picture else ()),
    ]
    seldom, more = [*map(quiet, quiet_buttons(reply, context))], show_more(context)
    beside = seldom if fold_picture or fit_one_row([*mostly, *seldom, more]) else []
    return card(
        context,
        [
            only,
            *above,
            {"type": "ActionSet", "spacing": "Small", "actions": buttons},
            *rows_of_buttons([*others, *sharing] if sharing else []),
            *quiet_rows([*mostly, *beside, more]),
            address(ADDRESS, reply.link, context),
            folded(CODE, [picture]) if fold_picture else picture,
            folded(
                MORE,
                [
                    *([] if beside else quiet_rows(seldom)),
                    series_danger(meeting, context),
                    own_link(meeting, context),
                    *hints(context),
                ],
            ),
        ],
    )


@fixed
def show_link(words: Say) -> Element:
    """Unfolds the link as text."""
    return quiet(unfold(words("Show link"), ADDRESS))


@fixed
def show_code(words: Say) -> Element:
    """Unfolds the QR code."""
    return quiet(unfold(words("QR code"), CODE))


@fixed
def show_more(words: Say) -> Element:
    """Unfolds what is seldom needed."""
    return quiet(unfold(words("More"), MORE))


def own_link(meeting: Meeting, context: RenderContext) -> Element | None:
    """The staff member's own way in: apart from the buttons, so that it is not sent to the customer by mistake."""
    words = context.words
    action = open_url(words("Your own Teams link"), meeting.join_url)
    if action is None:
        return None
    return row(about_own_link(context), action, separator=False)


@fixed
def about_own_link(words: Say) -> tuple[Element | None, ...]:
    """What it is, and for whom."""
    return (
        line(words("Your own Teams link"), color="Accent", weight="Bolder", size="Small"),
        small(words("Opens the meeting in Teams, for you. Not for the customer.")),
    )
