"""What the bot says, drawn: pure functions from a Reply to a card, in files by subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.model import (
    AdminMessage,
    BareLink,
    Confirmation,
    Help,
    Invitation,
    LanguageSettings,
    LinkList,
    LinkReady,
    MeetingChoice,
    Notice,
    OpenPrivately,
    PostedLink,
    PostPreview,
    Reply,
    SignedOut,
    SignInLink,
    SmallTalk,
    Welcome,
    WhoAmI,
)
from cards.admin_message import admin_message
from cards.bare_link import bare_link
from cards.choice import choice_card
from cards.confirmation import confirmation_card
from cards.context import RenderContext, Rendered
from cards.help import help_card
from cards.invitation import invitation
from cards.invitation_text import InvitationText, invitation_text
from cards.language import language_card
from cards.link import link_card
from cards.link_list import link_list_card
from cards.notice import notice_card, sentences
from cards.open_privately import open_privately_card
from cards.post_preview import post_preview_card
from cards.public import inserted_card, inserted_invitation, posted_link_card
from cards.search_preview import search_preview
from cards.sign_in import sign_in, sign_in_link_card
from cards.signed_out import signed_out_card
from cards.small_talk import small_talk_card
from cards.welcome import welcome_card
from cards.who_am_i import who_am_i_card
from cards.without_card import without_card

__all__ = [
    "CARDS",
    "InvitationText",
    "RenderContext",
    "Rendered",
    "inserted_card",
    "inserted_invitation",
    "invitation_text",
    "render",
    "search_preview",
    "sentences",
    "sign_in",
    "without_card",
]

# Every reply that is one message or view. SignInNeeded needs a start link for its card, so it has `sign_in`; Found is
# rows, each of an `inserted_card` and its `search_preview`.
CARDS: dict[type, Callable[[Any, RenderContext], Rendered]] = {
    LinkReady: link_card,
    MeetingChoice: choice_card,
    LinkList: link_list_card,
    BareLink: bare_link,
    AdminMessage: admin_message,
    Invitation: invitation,
    Notice: notice_card,
    WhoAmI: who_am_i_card,
    LanguageSettings: language_card,
    SignedOut: signed_out_card,
    OpenPrivately: open_privately_card,
    SignInLink: sign_in_link_card,
    PostedLink: posted_link_card,
    PostPreview: post_preview_card,
    Confirmation: confirmation_card,
    Help: help_card,
    SmallTalk: small_talk_card,
    Welcome: welcome_card,
}


def render(reply: Reply, context: RenderContext) -> Rendered:
    """The reply for its reader. Raises KeyError for SignInNeeded and Found, which are not one card (see CARDS)."""
    return CARDS[type(reply)](reply, context)
