"""What can be done with a customer's link where others read along, where a message is being written, or nowhere."""

from __future__ import annotations

from typing import Any

from bot.languages import msg
from bot.model import LinkReady, Press, Surface, Verb
from cards.elements import known, press
from cards.reader import Element, Reader

USUAL = {
    Surface.CHAT: (),
    Surface.VIEW: (Verb.POST_HERE, Verb.SEND_TO_ME),
    Surface.DIALOG: (Verb.INSERT,),
    Surface.MAIL: (Verb.INSERT,),
    Surface.TASK: (Verb.POST_HERE, Verb.SEND_TO_ME),
    Surface.BOX: (),
}
TITLES = {
    Verb.POST_HERE: msg("Post here"),
    Verb.SEND_TO_ME: msg("Send to me"),
    Verb.INSERT: msg("Insert"),
}
MEANINGS = {
    Verb.POST_HERE: msg("Shows the link to everybody in this conversation"),
    Verb.SEND_TO_ME: msg("Sends the link to your own chat with me"),
    Verb.INSERT: msg("Puts the link into your message; you send it yourself"),
}


def offered(reader: Reader) -> tuple[Verb, ...]:
    """What can be done where the reader is."""
    return USUAL[reader.surface]


def deeds(reply: LinkReady, reader: Reader) -> list[Element]:
    """A button for each of them."""
    return [deed(verb, reply, reader) for verb in offered(reader)]


def deed(verb: Verb, reply: LinkReady, reader: Reader) -> Element:
    """The button for one; inserting takes the language and the form that are picked beside it."""
    words, inserting = reader.words, verb is Verb.INSERT
    language = words.language if inserting else ""
    pressed = Press(verb, meeting=known(reply.meeting), link=reply.link, language=language)
    look: dict[str, Any] = {"style": "positive"} if inserting else {}
    return press(reader, words(TITLES[verb]), pressed, inputs=inserting, tooltip=words(MEANINGS[verb]), **look)
