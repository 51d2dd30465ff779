"""What the bot says, drawn: pure functions from a Reply to a card, one file per card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.model import (
    BareLink,
    Help,
    Invitation,
    LinkReady,
    MeetingChoice,
    Notice,
    Reply,
    SignedOut,
    Welcome,
    WhoAmI,
)
from cards.choice import choice_card
from cards.help import help_card
from cards.link import link_card
from cards.messages import bare_link, invitation
from cards.notice import notice_card
from cards.reader import Reader, Rendered
from cards.sign_in import sign_in
from cards.signed_out import signed_out_card
from cards.welcome import welcome_card
from cards.who_am_i import who_am_i_card

__all__ = ["CARDS", "Reader", "Rendered", "render", "sign_in"]

# Every reply that is one message. SignInNeeded is none of them: its card needs a start link, so it has `sign_in`.
CARDS: dict[type, Callable[[Any, Reader], Rendered]] = {
    LinkReady: link_card,
    MeetingChoice: choice_card,
    BareLink: bare_link,
    Invitation: invitation,
    Notice: notice_card,
    WhoAmI: who_am_i_card,
    SignedOut: signed_out_card,
    Help: help_card,
    Welcome: welcome_card,
}


def render(reply: Reply, reader: Reader) -> Rendered:
    """One message for the reply. Raises KeyError for SignInNeeded, which `sign_in` draws."""
    return CARDS[type(reply)](reply, reader)
