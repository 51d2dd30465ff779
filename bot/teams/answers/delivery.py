"""The one message that ends a command, or that asks for the sign-in it waits for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import TypeVar

import structlog

from bot.commands.again import said_again
from bot.errors import Busy, DeliveryUnknown, SendRefusal, Undeliverable
from bot.model import ChatKind, Command, Notice, Reply, SignInNeeded, Welcome
from bot.net.session import fresh_connection
from bot.ports import SignIn
from bot.records import Claimed, Records
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.outcomes import Answered
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.error_replies import ours, refused, with_reference
from bot.teams.outbound.messenger import Messenger

log = structlog.get_logger()
T = TypeVar("T")


class Delivery:
    """Posts what is still ours to post. Every method raises TakenOver, Undeliverable, Busy or DeliveryUnknown."""

    def __init__(
        self, records: Records, sign_in: SignIn, messenger: Messenger, roster: Roster, in_flight: InFlight
    ) -> None:
        self._records = records
        self._sign_in = sign_in
        self._messenger = messenger
        self._roster = roster
        self._in_flight = in_flight

    async def finish(self, claimed: Claimed, reply: Reply) -> Answered:
        """The answer."""
        await self._in_flight.confirm(claimed)
        with fresh_connection() if claimed.tried.uncertain else nullcontext():
            await self.post(reply, claimed.command)
        if isinstance(reply, Notice):
            await self._records.failed.keep(claimed.command, reply)
        return Answered(type(reply).__name__)

    async def post(self, reply: Reply, command: Command) -> None:
        """A message where it was asked. Where Teams does not take it, the person hears why wherever they can."""
        try:
            await self._post(reply, command)
        except Undeliverable as refusal:
            if isinstance(reply, Welcome):
                raise
            await self._explain(refusal, reply, command)

    async def _explain(self, refusal: Undeliverable, reply: Reply, command: Command) -> None:
        """In the same conversation if it was about the message, else in the person's own chat. Raises `refusal` where
        nothing can be said.
        """
        if refusal.refusal.about_the_message:
            if isinstance(reply, Notice):
                raise refusal
            where = command
        else:
            where = await self._other_chat(refusal, command)
        notice = with_reference(refused(refusal), retry=said_again(where))
        log.info("told_elsewhere", cause=str(refusal), moved=where is not command)
        await self._post(notice, where)

    async def _other_chat(self, refusal: Undeliverable, command: Command) -> Command:
        """The person's own chat, if that is not the very one that is refused."""
        if command.address.kind is ChatKind.PERSONAL and refusal.refusal is not SendRefusal.GONE:
            raise refusal
        try:
            own = await self._messenger.in_own_chat(command)
        except Undeliverable:
            raise refusal from None
        if own.address.conversation_id == command.address.conversation_id:
            raise refusal
        return own

    async def _post(self, reply: Reply, command: Command) -> None:
        """What only the bot saw being asked, only the asker sees being answered: where it was asked, or else alone."""
        if not command.targeted:
            await self._messenger.post(reply, command)
        elif await if_taken(self._messenger.post_targeted(reply, command)) is None:
            await self._messenger.post(reply, await self._messenger.in_own_chat(command))

    async def offer_sign_in(
        self, claimed: Claimed, needed: SignInNeeded, offer: Callable[[str], Awaitable[None]]
    ) -> Notice | None:
        """Have the command wait, and `offer` the person their start link; the notice is for whom none may be offered.

        Raises what `offer` does, too.
        """
        command = claimed.command
        if _same(needed, claimed.needed):
            # Just signed in for exactly this, and it is asked for again: a second card would go round in circles.
            vain = ours("signed_in_in_vain", why=str(needed.why), scopes=needed.scopes)
            return with_reference(vain, retry=said_again(command))
        if trouble := await self._roster.sign_in_refusal(command):
            return with_reference(Notice(trouble))
        log.info("sign_in_asked", why=str(needed.why), scopes=needed.scopes, command=claimed.id)
        url = await self._sign_in.start_url(command.user, claimed.id, self._roster.member(command).username)
        await self._in_flight.confirm(claimed)
        await self._records.wait_for_sign_in(claimed, needed, lambda: offer(url))
        return None


async def if_taken(targeted: Awaitable[T]) -> T | None:
    """What comes of a message for the asker alone; None where Teams does not take it, and another way may be tried."""
    try:
        return await targeted
    except DeliveryUnknown:
        raise  # it may be there: another way would say it twice
    except (Busy, Undeliverable) as error:
        log.info("targeted_message_refused", cause=str(error))
        return None


def _same(needed: SignInNeeded, before: SignInNeeded | None) -> bool:
    """Whether the person has just signed in for this. Claims are not compared: each challenge may have its own time."""
    if before is None or not set(needed.scopes) <= set(before.scopes):
        return False
    return bool(before.claims) or not needed.claims
