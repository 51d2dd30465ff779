"""What can be done with a customer's link where others read along, where a message is being written, or nowhere."""

from __future__ import annotations

from typing import Any

from bot.languages import msg
from bot.model import Action, ActionKind, LinkReady
from cards.context import Element, RenderContext
from cards.elements import known, press

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


def offered(reader: RenderContext) -> tuple[ActionKind, ...]:
    """What can be done where the reader is."""
    sharing = (ActionKind.POST_HERE, ActionKind.SEND_TO_ME) if reader.abilities.can_share else ()
    return (*sharing, ActionKind.INSERT) if reader.abilities.can_insert else sharing


def deeds(reply: LinkReady, reader: RenderContext) -> list[Element]:
    """A button for each of them."""
    return [deed(verb, reply, reader) for verb in offered(reader)]


def deed(verb: ActionKind, reply: LinkReady, reader: RenderContext) -> Element:
    """The button for one; inserting takes the language and the form that are picked beside it."""
    words, inserting = reader.words, verb is ActionKind.INSERT
    language = words.language if inserting else ""
    pressed = Action(verb, meeting=known(reply.meeting), link=reply.link, language=language)
    look: dict[str, Any] = {"style": "positive"} if inserting else {}
    return press(reader, words(TITLES[verb]), pressed, inputs=inserting, tooltip=words(MEANINGS[verb]), **look)
