"""What can be done with a customer's link, wherever it is read: the surface's abilities decide."""

from __future__ import annotations

from typing import Any

from bot.languages import msg
from bot.model import Action, ActionKind, LinkReady
from cards.context import Element, RenderContext
from cards.customer_link import opening
from cards.elements import button, known, meetings, open_url, rows_of_buttons

LONGEST_SHARED = 1500  # letters of a link: two more buttons carry it, each twice
TITLES = {
    ActionKind.PREVIEW: msg("Post here"),
    ActionKind.SEND_TO_ME: msg("Send to me"),
    ActionKind.INSERT: msg("Insert"),
}
MEANINGS = {
    ActionKind.PREVIEW: msg("Shows what everybody in this conversation will see; you post it then"),
    ActionKind.SEND_TO_ME: msg("Sends the link to your own chat with me"),
    ActionKind.INSERT: msg("Puts the link into your message; you send it yourself"),
}


def main_buttons(reply: LinkReady, context: RenderContext) -> tuple[list[Element], list[Element]]:
    """What one came for: as many as a phone shows side by side, and the others, which go where there is room."""
    found = [copy_button(reply, context), invitation_button(reply, context), opening(reply.link, context)]
    buttons = [action for action in found if action]
    first = rows_of_buttons(buttons)[0]["actions"]
    return first, buttons[len(first) :]


def copy_button(reply: LinkReady, context: RenderContext) -> Element:
    """To the page that copies; without one, the bare link as a message."""
    title, tooltip = context.words("Copy"), context.words("Opens a page that copies the link on one press")
    # One primary button each: where something is inserted, that is it.
    look: dict[str, Any] = {} if context.abilities.can_insert else {"style": "positive"}
    page = open_url(title, context.copy_page(reply), tooltip=tooltip, **look)
    return page or as_message(title, reply, context, **look)


def as_message(title: str, reply: LinkReady, context: RenderContext, **more: Any) -> Element:
    """The bare link as a message of its own: on a phone, a long press copies all of it."""
    tooltip = context.words("Sends the link alone, to copy")
    return button(context, title, Action(ActionKind.COPY, link=reply.link), tooltip=tooltip, **more)


def invitation_button(reply: LinkReady, context: RenderContext) -> Element:
    """To the words for the customer."""
    return button(context, context.words("Invitation"), Action(ActionKind.INVITATION, meeting=known(reply.meeting)))


def sharing_buttons(reply: LinkReady, context: RenderContext) -> list[Element]:
    """To show the link to those who read along, or to take it away; none for a link with which the card would be larger
    than Teams takes.
    """
    shared = context.abilities.can_share and len(reply.link) <= LONGEST_SHARED
    kinds = (ActionKind.PREVIEW, ActionKind.SEND_TO_ME) if shared else ()
    return [link_button(kind, reply, context) for kind in kinds]


def insert_button(reply: LinkReady, context: RenderContext) -> Element:
    """Inserting takes what is picked beside it."""
    return link_button(
        ActionKind.INSERT, reply, context, inputs=True, language=context.words.language, style="positive"
    )


def link_button(
    kind: ActionKind,
    reply: LinkReady,
    context: RenderContext,
    *,
    inputs: bool = False,
    language: str = "",
    **look: str,
) -> Element:
    """A button that carries the link."""
    pressed = Action(kind, meeting=known(reply.meeting), link=reply.link, language=language)
    words = context.words
    return button(context, words(TITLES[kind]), pressed, inputs=inputs, tooltip=words(MEANINGS[kind]), **look)


def quiet_buttons(reply: LinkReady, context: RenderContext) -> list[Element]:
    """What is needed now and then: the bare link as a message in one's own chat, other meetings elsewhere."""
    if not context.abilities.plain_text:
        return [meetings(context, context.words("Other meetings"))]
    return [as_message(context.words("As a message"), reply, context)] if context.offers_page else []
