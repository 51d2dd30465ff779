"""Answers that go back in the invoke itself: only the one who pressed, searched or opened a dialog sees them."""

from __future__ import annotations

import asyncio
from dataclasses import field, replace

import structlog

from bot.commands.spec import Run
from bot.errors import BotError, Busy
from bot.model import Command, Notice, Reply, SignInNeeded, Surface, Trouble
from bot.model.values import value
from bot.ops.budgets import INVOKE, ROSTER, ROSTER_AGAIN
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ports import SignIn, Tokens
from bot.records import Claimed, Records
from bot.teams.answers.approvals import WaitingForAdmin
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.error_replies import notice_for, with_reference
from bot.teams.sign_in.exchange import exchange

log = structlog.get_logger()
RESERVE = 0.3  # seconds of it that are kept for what follows the roster's answer


@value
class Ticket:
    """A way to sign in from an invoke: the record's id (for Teams' exchange) and the sign-in page's address."""

    id: str
    url: str = field(repr=False)


class InvokeAnswers:
    """Each person acts with their own token. Nothing is posted, and nothing is written down but a wish to sign in."""

    def __init__(
        self,
        records: Records,
        tokens: Tokens,
        sign_in: SignIn,
        roster: Roster,
        waiting_for_admin: WaitingForAdmin,
        budget: float = INVOKE,
        jammed: Jammed = never_jammed,
    ) -> None:
        self._records = records
        self._tokens = tokens
        self._sign_in = sign_in
        self._roster = roster
        self._waiting_for_admin = waiting_for_admin
        self._budget = budget
        self._jammed = jammed

    async def answer(self, command: Command, answer: Run, assertion: str = "") -> Reply:
        """What `answer` says, within the budget; with the assertion of Teams' silent sign-in where tokens lack.

        Stored tokens come first: whoever is signed in is served whatever the invoke carries.
        """
        ends = asyncio.get_running_loop().time() + self._budget
        try:
            async with asyncio.timeout_at(ends):
                return await self._answer(command, answer, assertion, ends)
        except (BotError, TimeoutError) as error:
            cause = str(error) if isinstance(error, BotError) else "out of time"
            log.warning("invoke_failed", error_type=type(error).__name__, cause=cause)
            jammed = isinstance(error, TimeoutError) and self._jammed(self._budget)
            notice = Notice(Trouble.BOT_BUSY) if jammed else notice_for(error)
            self._waiting_for_admin.notified(command, notice)
            return with_reference(notice, retry=command.press)

    async def _answer(self, command: Command, answer: Run, assertion: str, ends: float) -> Reply:
        self._tokens.seen(command.user, await self._records.generation(command.user))
        reply = await answer(command)
        if not isinstance(reply, SignInNeeded):
            return reply
        left = ends - asyncio.get_running_loop().time() - RESERVE
        # An assertion follows an offer, so that the roster has been asked; and the account itself tells of a guest.
        if trouble := await self._roster.sign_in_refusal(command, min(left, ROSTER_AGAIN if assertion else ROSTER)):
            return with_reference(Notice(trouble))
        if end := await self._records.take_end(command.user, command.address.conversation_id):
            return with_reference(end, retry=command.press)  # instead of the same sign-in again
        return await self._exchanged(command, answer, reply, assertion) if assertion else reply

    async def _exchanged(self, command: Command, answer: Run, asked: SignInNeeded, assertion: str) -> Reply:
        """What `answer` says with the tokens that the assertion is worth."""
        needed = await exchange(self._sign_in, command.user, assertion, asked)
        if needed is None:
            self._waiting_for_admin.signed_in(command.user, asked, silently=True)
            reply = await answer(command)
            if not isinstance(reply, SignInNeeded):
                return reply
            needed = reply  # a permission or a check that nobody knew of before
        await self._insist(command, asked, needed)
        return needed

    async def _insist(self, command: Command, asked: SignInNeeded, needed: SignInNeeded) -> None:
        """The sign-in page that Teams opens now is the one that was offered before: it must ask for what lacks now."""
        if needed == asked:
            return
        for waiting in await self._records.waiting(command.user, command.address.conversation_id):
            if not waiting.command.surface.abilities.may_wait and waiting.needed == asked:
                await self._records.wait_for_sign_in(waiting, needed)

    async def offered(self, command: Command, id: str) -> bool:
        """Whether a silent sign-in under this id was offered to this very person here; also where no id is said."""
        waiting = await self._records.waiting(command.user, command.address.conversation_id) if id else ()
        return not id or any(claimed.id == id for claimed in waiting)

    async def ticket(self, command: Command, needed: SignInNeeded) -> Ticket:
        """Write the wish to sign in down, once for all the invokes that lack the same, and make a start link."""
        log.info("sign_in_asked", why=str(needed.why), scopes=needed.scopes)
        waiting = await self._records.waiting(command.user, command.address.conversation_id)
        same = (one for one in waiting if not one.command.surface.abilities.may_wait and one.needed == needed)
        claimed = next(same, None)
        if claimed is None:
            # What was asked is not kept: Teams asks again by itself once the person has signed in.
            claimed = await self._wish(
                replace(command, text="", html="", press=None, surface=Surface.USER_VIEW), needed
            )
        else:  # the link that is made now is good for as long as any
            await self._records.wait_for_sign_in(claimed, needed)
        hint = self._roster.member(command).username
        return Ticket(claimed.id, await self._sign_in.start_url(command.user, claimed.id, hint))

    async def _wish(self, command: Command, needed: SignInNeeded) -> Claimed:
        claimed = await self._records.write_down(command)
        if claimed is None:  # Teams repeats invokes under the same id
            again = replace(command, address=replace(command.address, activity_id=""))
            claimed = await self._records.write_down(again)
        if claimed is None:
            raise Busy("a new record was taken for an old one")
        await self._records.wait_for_sign_in(claimed, needed)
        return claimed
