"""What can be done with a customer's link where others read along, where a message is being written, or nowhere."""

from __future__ import annotations

from typing import Any

from bot.languages import msg
from bot.model import Action, ActionKind, LinkReady
from cards.context import Element, RenderContext
from cards.elements import button, known

TITLES = {
    ActionKind.POST_HERE: msg("Post here"),
    ActionKind.SEND_TO_ME: msg("Send to me"),
    ActionKind.INSERT: msg("Insert"),
}
MEANINGS = {
    ActionKind.POST_HERE: msg("Shows the link to everybody in this conversation"),
    ActionKind.SEND_TO_ME: msg("Sends the link to your own chat with me"),
    ActionKind.INSERT: msg("Puts the link into your message; you send it yourself"),
}


def offered(context: RenderContext) -> tuple[ActionKind, ...]:
    """What can be done where the reader is."""
    sharing = (ActionKind.POST_HERE, ActionKind.SEND_TO_ME) if context.abilities.can_share else ()
    return (*sharing, ActionKind.INSERT) if context.abilities.can_insert else sharing


def link_buttons(reply: LinkReady, context: RenderContext) -> list[Element]:
    """A button for each of them."""
    return [link_button(verb, reply, context) for verb in offered(context)]


def link_button(verb: ActionKind, reply: LinkReady, context: RenderContext) -> Element:
    """The button for one; inserting takes the language and the form that are picked beside it."""
    words, inserting = context.words, verb is ActionKind.INSERT
    language = words.language if inserting else ""
    pressed = Action(verb, meeting=known(reply.meeting), link=reply.link, language=language)
    look: dict[str, Any] = {"style": "positive"} if inserting else {}
    return button(context, words(TITLES[verb]), pressed, inputs=inserting, tooltip=words(MEANINGS[verb]), **look)
