"""Answers that go back in the invoke itself: only the one who pressed, searched or opened a dialog sees them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.errors import AssertionRefused, Busy, Misconfigured, Refused, SignInRequired
from bot.model import Command, Notice, Reply, SignInNeeded, Surface, Trouble
from bot.pending import Claimed, Pending
from bot.ports import SignIn, Tokens
from bot.telemetry import current_reference

log = structlog.get_logger()
BUDGET = 3.5  # Teams drops an invoke after five seconds; we promise four
Answer = Callable[[Command], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A way to sign in from an invoke: the record's id (for Teams' exchange) and the sign-in page's address."""

    id: str
    url: str = field(repr=False)


class PrivateAnswers:
    """Each person acts with their own token. Nothing is posted, and nothing is written down but a wish to sign in."""

    def __init__(self, pending: Pending, tokens: Tokens, sign_in: SignIn, budget: float = BUDGET) -> None:
        self._pending = pending
        self._tokens = tokens
        self._sign_in = sign_in
        self._budget = budget

    async def answer(self, command: Command, answer: Answer, assertion: str = "") -> Reply:
        """What `answer` says, within the budget; with the assertion of Teams' silent sign-in where tokens lack.

        Stored tokens come first: whoever is signed in is served whatever the invoke carries.
        """
        try:
            async with asyncio.timeout(self._budget):
                return await self._answer(command, answer, assertion)
        except TimeoutError:
            log.warning("invoke_out_of_time")
            return told(Trouble.BUSY, command)

    async def _answer(self, command: Command, answer: Answer, assertion: str) -> Reply:
        self._tokens.seen(command.user, await self._pending.generation(command.user))
        reply = await answer(command)
        if not isinstance(reply, SignInNeeded) or not assertion:
            return reply
        try:
            await self._sign_in.exchange(command.user, assertion, reply)
        except AssertionRefused as refusal:
            log.warning("assertion_refused", reason=str(refusal))
            return reply
        except SignInRequired as more:
            return replace(reply, claims=more.claims or reply.claims)
        except Refused as refusal:
            log.warning("sign_in_failed", cause=str(refusal))
            return replace(told(refusal.trouble, command), url=refusal.url, retry=None)
        except Busy as busy:
            log.warning("sign_in_failed", cause=str(busy))
            return told(Trouble.BUSY, command)
        except Misconfigured as fault:
            log.error("misconfigured", setting=fault.setting, detail=str(fault))
            return told(Trouble.OURS, command)
        return await answer(command)

    async def ticket(self, command: Command, needed: SignInNeeded, hint: str = "") -> Ticket:
        """Write the wish to sign in down, once for all the invokes that lack the same, and make a start link.

        `hint` is the person's user principal name, as for ports.SignIn.
        """
        waiting = await self._pending.waiting(command.user, command.address.conversation_id)
        same = (one for one in waiting if one.command.surface is not Surface.CHAT and one.needed == needed)
        claimed = next(same, None)
        if claimed is None:
            # What was asked is not kept: Teams asks again by itself once the person has signed in.
            claimed = await self._wish(replace(command, text="", html="", press=None, surface=Surface.VIEW), needed)
        return Ticket(claimed.id, await self._sign_in.start_url(command.user, claimed.id, hint))

    async def _wish(self, command: Command, needed: SignInNeeded) -> Claimed:
        claimed = await self._pending.write_down(command)
        if claimed is None:  # Teams repeats invokes under the same id
            again = replace(command, address=replace(command.address, activity_id=""))
            claimed = await self._pending.write_down(again)
        if claimed is None:
            raise Busy("a new record was taken for an old one")
        await self._pending.ask(claimed, needed)
        await self._pending.asked(claimed.id)
        return claimed


def told(trouble: Trouble, command: Command) -> Notice:
    """A notice with the same press to try again, and the reference under which the log has its cause."""
    reference = current_reference()
    log.info("told", trouble=str(trouble), reference=reference)
    return Notice(trouble, retry=command.press, reference=reference)
