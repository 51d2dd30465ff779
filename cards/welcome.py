"""The first message after installing: what the bot is for, and one button to begin."""

from __future__ import annotations

from bot.commands.get_link import GET_LINK
from bot.commands.help import HELP
from bot.model import Welcome
from cards.context import RenderContext, Rendered
from cards.elements import card, heading, line, press, rows_of_buttons


def welcome_card(_reply: Welcome, reader: RenderContext) -> Rendered:
    """Hello, in three sentences."""
    words = reader.words
    body = [
        heading(words("Welcome")),
        line(
            words("I get you the customer's link of a Teams meeting. It opens in any phone's browser, without an app."),
            spacing="Small",
        ),
        line(words("Press the button or type “get link”, and choose the meeting."), spacing="Small"),
    ]
    actions = [
        press(reader, words("Get link"), GET_LINK.request(), style="positive"),
        press(reader, words("Help"), HELP.request()),
    ]
    return Rendered("", card(reader, [*body, *rows_of_buttons(actions)]), words("Welcome"))
