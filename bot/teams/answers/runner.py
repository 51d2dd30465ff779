"""From a command on record to its one answer: dispatch, render, send, note; sign-in and crashes in between."""

from __future__ import annotations

import structlog

from bot.commands.again import said_again
from bot.errors import Undeliverable
from bot.model import ChatKind, Command, Notice, Reply, SignInNeeded, Trouble, Welcome
from bot.ports import Dispatch, Tokens
from bot.records.pending import Claimed, KnownReply, Pending
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.shared_chats import SharedChats
from bot.teams.answers.tasks import Tasks
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.messenger import Messenger

log = structlog.get_logger()
MOST_ATTEMPTS = 10  # a connector that is down for a minute loses nothing; a command that kills the process ends


class Runner:
    """Answers commands in the background, each once, from its record."""

    def __init__(
        self,
        pending: Pending,
        dispatch: Dispatch,
        tokens: Tokens,
        messenger: Messenger,
        finishing: Delivery,
        among_others: SharedChats,
        tasks: Tasks,
    ) -> None:
        self._pending = pending
        self._dispatch = dispatch
        self._tokens = tokens
        self._messenger = messenger
        self._finishing = finishing
        self._among_others = among_others
        self._tasks = tasks

    # -- what arrives ------------------------------------------------------------------------------------------

    async def receive(self, command: Command) -> None:
        """Write a command down; answer it in the background, once."""
        claimed = await self._pending.write_down(command)
        if claimed is None:
            log.info("delivered_again")
            return
        self._take_up(claimed)

    async def tell(self, reply: KnownReply, command: Command) -> None:
        """Say something that is not the answer of a dispatched command, once a delivery."""
        claimed = await self._pending.write_down(command, reply)
        if claimed is not None:
            self._take_up(claimed)

    async def welcome(self, command: Command) -> None:
        """Greet after installing; Teams reports an installation in up to two ways."""
        if await self._pending.once("welcome", command.address.conversation_id, keep=60):
            await self.tell(Welcome(), command)

    async def recover(self) -> None:
        """Take up the commands whose process died."""
        for claimed in await self._pending.orphans():
            log.warning("command_recovered", command=claimed.id, attempt=claimed.attempt)
            if claimed.attempt > MOST_ATTEMPTS and claimed.command.surface.abilities.may_wait:
                self._tasks.start(self._give_up(claimed))
            else:
                self._take_up(claimed)

    # -- after a sign-in ------------------------------------------------------------------------------------------

    def go_on(self, claimed: Claimed) -> None:
        """Tokens are there: answer where it was asked, if that is how it is answered."""
        self._take_up(claimed)

    async def end_sign_in(self, claimed: Claimed, notice: Notice) -> None:
        """The bad end of a sign-in is told in the person's own chat; elsewhere, to them alone at their next press."""
        command = claimed.command
        if in_own_chat(command):
            self._tasks.start(self._end(claimed, with_reference(notice, retry=said_again(command))))
            return
        await self._pending.remember_end(command.user, command.address.conversation_id, with_reference(notice))
        await self._pending.ask(claimed, claimed.needed or SignInNeeded(()))  # its link is as good as before
        await self._pending.asked(claimed.id)

    # -- how it is answered ------------------------------------------------------------------------------------

    def _take_up(self, claimed: Claimed) -> None:
        if claimed.reply is not None:
            self._tasks.start(self._finish(claimed, claimed.reply))
        elif not claimed.command.surface.abilities.may_wait:
            # A view, a dialog or a search asks again by itself; nothing is said where others read along.
            self._tasks.start(self._pending.done(claimed.id))
        elif in_own_chat(claimed.command):
            self._tasks.start(self._answer(claimed))
        else:
            self._tasks.start(self._answer_among_others(claimed))

    async def _answer(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            await self._answer_held(claimed)

    async def _answer_among_others(self, claimed: Claimed) -> None:
        async with self._pending.held(claimed.id):
            self._tokens.seen(claimed.command.user, claimed.generation)
            own = await self._among_others.answer(claimed)
            if own is None:
                return
            if moved := await self._pending.write_down(own):
                await self._answer(moved)
            await self._pending.done(claimed.id)

    async def _answer_held(self, claimed: Claimed) -> None:
        self._tokens.seen(claimed.command.user, claimed.generation)
        async with self._messenger.typing(claimed.command.address):
            reply = await self._dispatch(claimed.command)
        if not isinstance(reply, SignInNeeded):
            await self._finishing.finish(claimed, reply)
        elif _same(reply, claimed.needed):
            # Just signed in for exactly this, and it is asked for again: a second card would go round in circles.
            notice = with_reference(Notice(Trouble.OURS), retry=said_again(claimed.command))
            log.error("signed_in_in_vain", why=str(reply.why), scopes=reply.scopes, reference=notice.reference)
            await self._finishing.finish(claimed, notice)
        else:
            await self._ask(claimed, reply)

    async def _ask(self, claimed: Claimed, needed: SignInNeeded) -> None:
        command = claimed.command
        log.info("sign_in_asked", why=str(needed.why), scopes=needed.scopes, command=claimed.id)

        async def offer(url: str) -> None:
            await self._messenger.post_sign_in(needed, command, url=url, exchange_id=claimed.id)

        try:
            sign_in_refusal = await self._finishing.offer_sign_in(claimed, needed, offer)
        except Undeliverable:
            log.warning("sign_in_card_undeliverable")
            await self._pending.done(claimed.id)
        else:
            if sign_in_refusal:
                await self._finishing.finish(claimed, sign_in_refusal)

    async def _end(self, claimed: Claimed, notice: Notice) -> None:
        """The last word about a sign-in that may have used up most of the lease already."""
        await self._pending.ended_badly(claimed.id)
        await self._finish(claimed, notice)

    async def _finish(self, claimed: Claimed, reply: Reply) -> None:
        async with self._pending.held(claimed.id):
            await self._finishing.finish(claimed, reply)

    async def _give_up(self, claimed: Claimed) -> None:
        log.error("command_given_up", command=claimed.id, attempt=claimed.attempt)
        command = claimed.command
        try:
            await self._finishing.post(with_reference(Notice(Trouble.OURS), retry=said_again(command)), command)
        finally:
            await self._pending.done(claimed.id)


def in_own_chat(command: Command) -> bool:
    """Whether the answer is a message in the person's own chat with the bot, where everything may be said."""
    return command.surface.abilities.may_wait and command.address.kind is ChatKind.PERSONAL


def _same(needed: SignInNeeded, before: SignInNeeded | None) -> bool:
    """Whether the person has just signed in for this. Claims are not compared: each challenge may have its own time."""
    if before is None or not set(needed.scopes) <= set(before.scopes):
        return False
    return bool(before.claims) or not needed.claims
