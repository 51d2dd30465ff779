"""'Everybody here will see this': what *Post here* posts, shown to the one who pressed it, who then says so."""

from __future__ import annotations

from bot.model import Action, ActionKind, PostedLink, PostPreview
from cards.context import RenderContext, Rendered
from cards.customer_link import gone_warning
from cards.elements import button, card, heading, known
from cards.public import posted_body


def post_preview_card(reply: PostPreview, context: RenderContext) -> Rendered:
    """The button above, for what it posts may be long; then all of it, in a frame."""
    words, meeting = context.words, known(reply.meeting)
    post = Action(ActionKind.POST_HERE, meeting=meeting, link=reply.link)
    buttons = [
        button(context, words("Post"), post, style="positive"),
        button(context, words("Back"), Action(ActionKind.GET_LINK, meeting=meeting)),
    ]
    shown = [element for element in posted_body(PostedLink(reply.meeting, reply.link), context.words) if element]
    title = words("Everybody in this conversation will see this")
    frame = {"type": "Container", "style": "emphasis", "spacing": "Small", "items": shown}
    above = [{**heading(title), "size": "Default"}, gone_warning(meeting, context)]
    pressed = {"type": "ActionSet", "spacing": "Small", "actions": buttons}
    return Rendered("", card(context, [*above, pressed, frame]), title)
