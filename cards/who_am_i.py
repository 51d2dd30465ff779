"""'who am I': the account that is signed in, and what the bot may do with it, in plain words."""

from __future__ import annotations

from bot.commands.sign_out import SIGN_OUT
from bot.languages import msg
from bot.model import Account, WhoAmI
from cards.context import Element, RenderContext, Rendered
from cards.elements import button, card, heading, line, meetings, small
from cards.plain import tidy

MEANINGS = {
    "virtualappointment.read": msg("get customers' links"),
    "calendars.readbasic": msg("see when your meetings are and what they are called, not what is in them"),
    "calendars.read": msg("read your calendar"),
    "onlinemeetings.read": msg("find your meetings by number or link"),
    "user.read": msg("see your name"),
}
# Every sign-in has these; they open nothing.
UNREMARKABLE = {"openid", "profile", "offline_access", "email"}


def who_am_i_card(reply: WhoAmI, context: RenderContext) -> Rendered:
    """The account, or that there is none."""
    words = context.words
    body, action = (
        (account_lines(reply.account, context), button(context, words("Sign out"), SIGN_OUT.request()))
        if reply.account
        else (nobody(context), meetings(context, words("Get link")))
    )
    return Rendered("", card(context, [heading(words("Your sign-in")), *body], [action]), words("Your sign-in"))


def nobody(context: RenderContext) -> list[Element | None]:
    """Nobody is signed in, which mends itself."""
    return [line(context.words("Nobody is signed in. Teams signs you in with your next command."), spacing="Small")]


def account_lines(account: Account, context: RenderContext) -> list[Element | None]:
    """Name, account, and one line for each permission."""
    words = context.words
    scopes = [scope for scope in account.scopes if scope.casefold() not in UNREMARKABLE]
    return [
        line(tidy(account.user.name), spacing="Small", weight="Bolder"),
        line(tidy(account.username)),
        line(words("With your permission, I may:"), spacing="Medium") if scopes else None,
        *(scope_line(scope, context) for scope in scopes),
    ]


def scope_line(scope: str, context: RenderContext) -> Element | None:
    """What a scope means; one that is new here shows its own name."""
    name = scope.rpartition("/")[2]
    meaning = context.words(MEANINGS[name.lower()]) if name.lower() in MEANINGS else tidy(name)
    return small(f"• {meaning}")
