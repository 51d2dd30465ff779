"""The customer's link in a dialog, which is seen whole: shorter than in a chat, with the code only when asked for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import LinkReady
from cards import fields
from cards.context import Element, RenderContext
from cards.customer_form import toggles, zone_field
from cards.customer_link import code, gone_warning, link_text, organized_by, series_warning
from cards.dialog_pages import page, turn
from cards.elements import (
    DIALOG_NAME,
    card,
    echo,
    headline,
    line,
    meetings,
    organizer_of,
    quiet,
    quiet_rows,
    rows_of_buttons,
    small,
    title_of,
)
from cards.languages import language_field
from cards.link_actions import copy_button, insert_button, main_buttons, sharing_buttons

ONE_LINE, TWO_LINES = 40, 90  # letters of a title
FIRST, CODE, LINK = "first", "code", "link"


def link_dialog(reply: LinkReady, context: RenderContext) -> Element:
    """A page with what can be done, and others that show the code and the link.

    No hints and no own Teams link, which what is inserted or sent has.
    """
    words, inserting = context.words, context.abilities.can_insert
    shown = {CODE: code(reply.link, context), LINK: link_text(reply.link, context)}
    names = [FIRST, *(name for name, element in shown.items() if element)]
    turns = [
        turn(words("QR code"), CODE, names),
        turn(words("Show link"), LINK, names),
        # Its card can be pressed again, and its buttons fill the dialog.
        None if context.abilities.from_card else meetings(context, words("Other meetings")),
    ]
    done = to_insert(reply, context) if inserting else to_hand_out(reply, context)
    first = [*done, *quiet_rows([*map(quiet, filter(None, turns))])]
    back = rows_of_buttons([turn(words("Back"), FIRST, names)])
    others = [page(name, [element, *back], visible=False) for name, element in shown.items() if element]
    return card(context, [*which(reply, context), page(FIRST, first), *others])


def to_insert(reply: LinkReady, context: RenderContext) -> list[Element | None]:
    """The button that takes what is picked below it, mostly as it is; the link can be copied as well."""
    return [
        *rows_of_buttons([insert_button(reply, context), copy_button(reply, context)]),
        *what_to_insert(reply, context),
    ]


def to_hand_out(reply: LinkReady, context: RenderContext) -> list[Element | None]:
    """What one came for, and where others read along, what tells them."""
    buttons, others = main_buttons(reply, context)
    return [*rows_of_buttons([*buttons, *others]), *rows_of_buttons(sharing_buttons(reply, context))]


def which(reply: LinkReady, context: RenderContext) -> list[Element | None]:
    """Which meeting it is, in few lines."""
    meeting = reply.meeting
    whose, title = (
        organized_by(organizer_of(meeting, DIALOG_NAME), context),
        title_of(context, meeting.subject, TWO_LINES),
    )
    return [
        headline(title, ONE_LINE),
        line(context.words.apart(context.words.when(meeting), whose)),
        echo(context, reply.reading),
        gone_warning(meeting, context),
        series_warning(meeting, context),
    ]


def what_to_insert(reply: LinkReady, context: RenderContext) -> list[Element | None]:
    """For which customer, and whether the card or the words for them. Side by side, to save height."""
    words = context.words
    include = {
        "type": "Input.ChoiceSet",
        "id": fields.INCLUDE,
        "label": words("Insert as"),
        "value": fields.CARD,
        "choices": [{"title": title, "value": value} for value, title in forms(context).items()],
    }
    language = language_field(words("Language"), context, reply.language)
    hint = words("A customer's mail shows no cards: for it, choose the invitation.")
    return [
        in_columns([language, include]),
        {**zone_field(context), "spacing": "Small"},
        in_columns(toggles(context)),
        small(hint) if not context.abilities.cards_reach_outside else None,
    ]


def in_columns(items: Sequence[Element]) -> Element:
    """In columns of one width."""
    columns = [{"type": "Column", "width": "stretch", "items": [item]} for item in items]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def forms(context: RenderContext) -> dict[str, str]:
    """In which forms it can be inserted; a mail loses the pictures of a card. Short, for half of a phone's width."""
    words = context.words
    if not context.abilities.pictures:
        return {fields.CARD: words("Card"), fields.INVITATION: words("Invitation")}
    return {
        fields.CARD: words("Card + QR"),
        fields.CARD_WITHOUT_CODE: words("Card"),
        fields.INVITATION: words("Invitation"),
    }
