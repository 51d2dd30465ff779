"""'Here is the customer's link': to read, copy, scan, send as an invitation, or open as the customer sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Action, ActionKind, LinkReady, Meeting
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import about, code, hints, link_text, opening, series_warning
from cards.elements import card, known, line, meetings, open_url, press, row, rows_of_buttons, shown_card, small
from cards.languages import language_field
from cards.link_actions import deeds
from cards.link_dialog import link_dialog


def link_card(reply: LinkReady, reader: RenderContext) -> Rendered:
    """The card a member of staff came for."""
    in_message = in_view if reader.abilities.can_share else in_chat
    draw = link_dialog if reader.in_dialog else in_message
    return Rendered("", draw(reply, reader), reader.words("The customer's link is ready"))


def in_chat(reply: LinkReady, reader: RenderContext) -> Element:
    """In the personal chat: to copy, and to send as an invitation."""
    return card(reader, shown(reply, reader, [copy_or_open(reply.link, reader)]), [invitation(reply, reader)])


def in_view(reply: LinkReady, reader: RenderContext) -> Element:
    """Where others read along: to show them, or to take away. No copy and no invitation, which would be posted."""
    only = small(reader.words("Only you can see this card."))
    others = meetings(reader, reader.words("Other meetings"))
    buttons = rows_of_buttons([*deeds(reply, reader), opening(reply.link, reader), others])
    return card(reader, [only, *shown(reply, reader, buttons)])


def shown(reply: LinkReady, reader: RenderContext, buttons: Sequence[Element | None]) -> list[Element | None]:
    """All there is to see, with the buttons in the middle of it."""
    return [
        *about(reply, reader),
        series_warning(reply.meeting, reader),
        link_text(reply.link),
        code(reply.link, reader),
        *buttons,
        *hints(reader),
        own_link(reply.meeting, reader),
    ]


def copy_or_open(link: str, reader: RenderContext) -> Element:
    """Copy first. Two to a row, for a phone has no room for more."""
    words = reader.words
    copying = Action(ActionKind.COPY, link=link)
    copy = press(reader, words("Copy"), copying, style="positive", tooltip=words("Sends the link alone, to copy"))
    actions = [action for action in (copy, opening(link, reader)) if action]
    return {"type": "ActionSet", "spacing": "Medium", "actions": actions}


def own_link(meeting: Meeting, reader: RenderContext) -> Element | None:
    """The staff member's own way in: apart from the buttons, so that it is not sent to the customer by mistake."""
    words = reader.words
    action = open_url(words("Open your own Teams link"), meeting.join_url)
    if action is None or not meeting.join_url.startswith("https://"):
        return None
    items = [
        line(words("Your own Teams link"), color="Accent", weight="Bolder", size="Small"),
        small(words("Opens the meeting in Teams, for you. Not for the customer.")),
    ]
    return {**row(items, action), "spacing": "Medium"}


def invitation(reply: LinkReady, reader: RenderContext) -> Element:
    """One level down: the language, and the button that writes the invitation in it."""
    words = reader.words
    asked = Action(ActionKind.INVITATION, meeting=known(reply.meeting), link=reply.link, language=words.language)
    write = press(reader, words("Write the invitation"), asked, inputs=True)
    return {
        "type": "Action.ShowCard",
        "title": words("Invitation for the customer"),
        "card": shown_card([language_field(words("Language of the invitation"), reader)], [write]),
    }
