"""A few words back for 'hi', 'thanks', 'ok' and 'bye'; whoever says hello is shown the way in."""

from __future__ import annotations

from bot.commands.get_link import GET_LINK
from bot.commands.help import HELP
from bot.languages import msg
from bot.model import Manner, SmallTalk
from cards.context import RenderContext, Rendered
from cards.elements import button, card, line, rows_of_buttons

WORDS = {
    Manner.GREETING: msg("Hello! Press the button or type “get link”, and choose the meeting."),
    Manner.THANKS: msg("You are welcome!"),
    Manner.AGREEMENT: msg("All right. Type “get link” whenever you need one."),
    Manner.REFUSAL: msg("All right."),
    Manner.FAREWELL: msg("Goodbye!"),
}


def small_talk_card(reply: SmallTalk, context: RenderContext) -> Rendered:
    """Plain text where that can be; a greeting with two buttons."""
    words = context.words
    said = words(WORDS[reply.to])
    if reply.to is not Manner.GREETING and context.abilities.plain_text:
        return Rendered(said, None, said)
    ways = [
        button(context, words("Get link"), GET_LINK.request(), style="positive"),
        button(context, words("Help"), HELP.request()),
    ]
    shown = rows_of_buttons(ways) if reply.to is Manner.GREETING else []
    return Rendered("", card(context, [line(said), *shown]), said)
