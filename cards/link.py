"""'Here is the customer's link': to read, copy, scan, send as an invitation, or open as the customer sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Action, ActionKind, LinkReady, Meeting
from cards.context import Element, RenderContext, Rendered
from cards.customer_link import about, code, hints, link_text, opening, series_warning
from cards.elements import button, card, known, line, meetings, open_url, row, rows_of_buttons, shown_card, small
from cards.fixed import Say, fixed
from cards.languages import language_field
from cards.link_actions import link_buttons
from cards.link_dialog import link_dialog


def link_card(reply: LinkReady, context: RenderContext) -> Rendered:
    """The card a member of staff came for."""
    in_message = in_view if context.abilities.can_share else in_chat
    draw = link_dialog if context.in_dialog else in_message
    return Rendered("", draw(reply, context), context.words("The customer's link is ready"))


def in_chat(reply: LinkReady, context: RenderContext) -> Element:
    """In the personal chat: to copy, and to send as an invitation."""
    return card(context, shown(reply, context, [copy_or_open(reply.link, context)]), [invitation(reply, context)])


def in_view(reply: LinkReady, context: RenderContext) -> Element:
    """Where others read along: to show them, or to take away. No copy and no invitation, which would be posted."""
    only = small(context.words("Only you can see this card."))
    others = meetings(context, context.words("Other meetings"))
    buttons = rows_of_buttons([*link_buttons(reply, context), opening(reply.link, context), others])
    return card(context, [only, *shown(reply, context, buttons)])


def shown(reply: LinkReady, context: RenderContext, buttons: Sequence[Element | None]) -> list[Element | None]:
    """All there is to see, with the buttons in the middle of it."""
    return [
        *about(reply, context),
        series_warning(reply.meeting, context),
        link_text(reply.link),
        code(reply.link, context),
        *buttons,
        *hints(context),
        own_link(reply.meeting, context),
    ]


def copy_or_open(link: str, context: RenderContext) -> Element:
    """Copy first. Two to a row, for a phone has no room for more."""
    words = context.words
    copying = Action(ActionKind.COPY, link=link)
    copy = button(context, words("Copy"), copying, style="positive", tooltip=words("Sends the link alone, to copy"))
    actions = [action for action in (copy, opening(link, context)) if action]
    return {"type": "ActionSet", "spacing": "Medium", "actions": actions}


def own_link(meeting: Meeting, context: RenderContext) -> Element | None:
    """The staff member's own way in: apart from the buttons, so that it is not sent to the customer by mistake."""
    words = context.words
    action = open_url(words("Open your own Teams link"), meeting.join_url)
    if action is None:
        return None
    return {**row(about_own_link(context), action), "spacing": "Medium"}


@fixed
def about_own_link(words: Say) -> tuple[Element | None, ...]:
    """What it is, and for whom."""
    return (
        line(words("Your own Teams link"), color="Accent", weight="Bolder", size="Small"),
        small(words("Opens the meeting in Teams, for you. Not for the customer.")),
    )


def invitation(reply: LinkReady, context: RenderContext) -> Element:
    """One level down: the language, and the button that writes the invitation in it."""
    words = context.words
    asked = Action(ActionKind.INVITATION, meeting=known(reply.meeting), link=reply.link, language=words.language)
    write = button(context, words("Write the invitation"), asked, inputs=True)
    return {
        "type": "Action.ShowCard",
        "title": words("Invitation for the customer"),
        "card": shown_card([language_field(words("Language of the invitation"), context)], [write]),
    }
