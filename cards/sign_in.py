"""'Please sign in': the OAuth card, which Teams answers by itself wherever it can; where it cannot, one's own link."""

from __future__ import annotations

from bot.languages import msg
from bot.model import SignInLink, SignInNeeded, SignInReason
from cards.context import Element, RenderContext, Rendered
from cards.elements import button, card, heading, line, open_url, rows_of_buttons

REASONS: dict[SignInReason, str] = {
    SignInReason.FIRST_USE: msg(
        "Sign in once, so that I can see your coming Teams meetings and get their customers' links."
    ),
    SignInReason.EXPIRED: msg("Your sign-in has expired. Please sign in again; then I go on with what you asked."),
    SignInReason.EXTRA_CHECK: msg("Your organization asks for one more check. Please sign in again."),
    SignInReason.LOOK_UP: msg(
        "To find a meeting by its number or link, I need your permission to read your online meetings."
    ),
    SignInReason.LINK_LOOK_UP: msg(
        "Your calendar does not say enough of this meeting. To look it up, I need your permission to read your online"
        " meetings."
    ),
    SignInReason.WIDER_CALENDAR: msg(
        "Your calendar hides this meeting's Teams link from me. I need your permission to read the calendar itself."
    ),
}


def sign_in(reply: SignInNeeded, context: RenderContext, *, url: str, exchange_id: str, resource: str) -> Element:
    """The content of `application/vnd.microsoft.card.oauth`.

    Teams trades `exchange_id` and `resource` (the app's id URI) for the person's token, silently; only where it cannot
    is the button seen. `connectionName` is empty, for there is no Azure connection behind it; the button's type must
    be `signin` for Teams to open its own window (TeamsFx, teamsBotSsoPrompt).
    """
    words = context.words
    return {
        "text": words(REASONS[reply.why]),
        "connectionName": "",
        "buttons": [{"type": "signin", "title": words("Sign in"), "value": url}],
        "tokenExchangeResource": {"id": exchange_id, "uri": resource},
    }


def sign_in_link_card(reply: SignInLink, context: RenderContext) -> Rendered:
    """For one person alone: why, their own link, and the way on once that is done."""
    words = context.words
    pressing = msg("This opens in your browser. When you have signed in there, come back and press Continue.")
    waiting = msg("This opens in your browser. When you have signed in there, the answer comes here by itself.")
    body = [
        heading(words("Please sign in")),
        line(words(REASONS[reply.why]), spacing="Small"),
        line(words(pressing if reply.again else waiting), spacing="Small"),
    ]
    buttons = [
        open_url(words("Sign in"), reply.url, style="positive"),
        button(context, words("Continue"), reply.again) if reply.again else None,
    ]
    return Rendered("", card(context, [*body, *rows_of_buttons(buttons)]), words("Please sign in"))
