"""The first message after installing: what the bot is for, and one button to begin."""

from __future__ import annotations

from bot.commands.get_link import GET_LINK
from bot.commands.help import HELP
from bot.model import Welcome
from cards.context import RenderContext, Rendered
from cards.elements import button, card, heading, line, rows_of_buttons


def welcome_card(_reply: Welcome, context: RenderContext) -> Rendered:
    """Hello, in three sentences."""
    words = context.words
    body = [
        heading(words("Welcome")),
        line(
            words(
                "Get the link your customer uses to join a Teams meeting. "
                "It opens in any phone's browser, without an app."
            ),
            spacing="Small",
        ),
        line(words("Press the button or type “get link”, and choose the meeting."), spacing="Small"),
    ]
    actions = [
        button(context, words("Get link"), GET_LINK.request(), style="positive"),
        button(context, words("Help"), HELP.request()),
    ]
    return Rendered("", card(context, [*body, *rows_of_buttons(actions)]), words("Welcome"))
