"""Teams' token for the bot becomes the person's tokens for Graph: the one place where it is tried."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.errors import AssertionRefused, SignInRequired
from bot.model import SignInNeeded, User
from bot.ports import SignIn

log = structlog.get_logger()


async def exchange(sign_in: SignIn, user: User, assertion: str, needed: SignInNeeded) -> SignInNeeded | None:
    """Sign `user` in with the `assertion` that Teams sent. Where that is not enough: what a page has to ask for.

    Raises Denied, Busy or Misconfigured.
    """
    try:
        await sign_in.exchange(user, assertion, needed)
    except AssertionRefused as refusal:
        log.warning("assertion_refused", reason=str(refusal))
        return needed
    except SignInRequired as more:
        log.info("sign_in_needs_a_page", why=str(more.why), claims=bool(more.claims))
        return replace(needed, claims=more.claims or needed.claims)
    return None
