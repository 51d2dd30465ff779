"""The one message that ends a command, or that asks for the sign-in it waits for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.errors import Busy, DeliveryUnknown, Undeliverable
from bot.model import Command, Notice, Reply, SignInNeeded
from bot.ports import SignIn
from bot.records.pending import Claimed, Pending
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.messenger import Messenger

log = structlog.get_logger()


class Delivery:
    """Posts, and notes in the record that it was posted."""

    def __init__(self, pending: Pending, sign_in: SignIn, messenger: Messenger, roster: Roster) -> None:
        self._pending = pending
        self._sign_in = sign_in
        self._messenger = messenger
        self._roster = roster

    async def finish(self, claimed: Claimed, reply: Reply) -> None:
        """The answer. Raises Uncertain the first time that Teams does not say whether it took it, and Busy."""
        try:
            await self.post(reply, claimed.command)
        except Undeliverable:
            log.warning("answer_undeliverable")
        except DeliveryUnknown:
            if claimed.attempt == 1:
                raise  # the lease brings it back, once: better an answer twice than none
            log.warning("answer_may_not_have_arrived")
        await self._pending.done(claimed.id)
        log.info("answered", reply=type(reply).__name__)

    async def post(self, reply: Reply, command: Command) -> None:
        """What only the bot saw being asked, only the asker sees being answered: where it was asked, or else alone."""
        if not command.targeted:
            await self._messenger.post(reply, command)
            return
        try:
            await self._messenger.post_targeted(reply, command)
        except (Busy, Undeliverable) as error:
            log.info("targeted_message_refused", cause=str(error))
            await self._messenger.post(reply, await self._messenger.in_own_chat(command))

    async def offer_sign_in(
        self, claimed: Claimed, needed: SignInNeeded, offer: Callable[[str], Awaitable[None]]
    ) -> Notice | None:
        """Have the command wait, and `offer` the person their start link; the notice is for whom none may be offered.

        Raises what `offer` does.
        """
        command = claimed.command
        if trouble := await self._roster.sign_in_refusal(command):
            return with_reference(Notice(trouble))
        await self._pending.ask(claimed, needed)
        await offer(await self._sign_in.start_url(command.user, claimed.id, self._roster.member(command).username))
        await self._pending.asked(claimed.id)
        return None
