"""What to send to the customer: as a message to copy, as a card, or for a mail; and how it can be said otherwise."""

from __future__ import annotations

from bot.languages.direction import is_rtl
from bot.model import Action, ActionKind, Invitation
from cards.context import Element, RenderContext, Rendered
from cards.customer_form import form
from cards.customer_link import address, gone_warning, link_text
from cards.dialog_pages import page, turn
from cards.elements import (
    button,
    card,
    from_its_side,
    known,
    line,
    open_url,
    quiet,
    quiet_rows,
    rows_of_buttons,
    shown_card,
    unfold,
    written_in,
)
from cards.invitation_text import InvitationText, invitation_text

FIRST, LINK = PAGES = ("first", "link")


def invitation(reply: Invitation, context: RenderContext) -> Rendered:
    """In a chat the words are a message of their own, to be copied; a view or a dialog takes only cards."""
    written = invitation_text(reply, context.words, context.organization)
    summary = context.words("The invitation is ready")
    ways, gone = ways_on(reply, written, context), gone_warning(reply.meeting, context)
    if context.abilities.plain_text:
        return Rendered(written.as_message(), card(context, [gone, *ways], [otherwise(reply, context)]), summary)
    shown = as_pages if context.in_dialog else as_view
    drawn = card(context, [gone, *shown(written, ways, context)], [otherwise(reply, context)])
    return Rendered("", {**drawn, "lang": written_in(written.language)["lang"]}, summary)


def as_view(written: InvitationText, ways: list[Element], context: RenderContext) -> list[Element | None]:
    """The address below the words, once it is asked for."""
    return [*ways, *letter(written, context), address(LINK, written.link, context)]


def as_pages(written: InvitationText, ways: list[Element], context: RenderContext) -> list[Element | None]:
    """The address on a page of its own."""
    back = rows_of_buttons([turn(context.words("Back"), FIRST, PAGES)])
    return [
        page(FIRST, [*ways, *letter(written, context)]),
        page(LINK, [link_text(written.link, context), *back], visible=False),
    ]


def ways_on(reply: Invitation, written: InvitationText, context: RenderContext) -> list[Element]:
    """To the page that copies the words, for a mail or a text message, and back to the link. Above the words, which
    may be long.
    """
    words, in_chat = context.words, context.abilities.plain_text
    page = reply.page or context.invitation_page(written)
    title = words("Show link")
    show_link = turn(title, LINK, PAGES) if context.in_dialog else unfold(title, LINK)
    back = button(context, words("Back"), Action(ActionKind.GET_LINK, meeting=known(reply.meeting)))
    why = words("A customer's mail shows no cards, so copy these words into it.")
    main = rows_of_buttons([open_url(words("Open to copy"), page, style="positive", tooltip=why)])
    return main if in_chat else [*main, *quiet_rows([*map(quiet, filter(None, (show_link, back)))])]


def lines(written: InvitationText, join: Element | None = None) -> list[Element | None]:
    """The paragraphs as parts of a card; in place of the address `join`, or the words that stand for it."""
    joining = join or line(written.join, color="Accent")
    return [
        joining if text == written.link else line(text, spacing="None" if n else "Small")
        for paragraph in written.paragraphs
        for n, text in enumerate(paragraph)
    ]


def letter(written: InvitationText, context: RenderContext) -> list[Element | None]:
    """The same for whoever sends it, who may read from the other side."""
    return [*from_its_side(context, [*filter(None, lines(written))], rtl=is_rtl(written.language))]


def otherwise(reply: Invitation, context: RenderContext) -> Element:
    """One level down: another language or zone, with the title or the person's name."""
    words = context.words
    asked = Action(ActionKind.INVITATION, meeting=known(reply.meeting), language=reply.language)
    write = button(context, words("Write the invitation"), asked, inputs=True)
    return {
        "type": "Action.ShowCard",
        "title": words("Change"),
        "card": shown_card(context, form(reply, context), [write]),
    }
