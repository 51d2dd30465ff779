"""The one life of a command on record:

    written down ──► running ──► done                  answered, or given up
                      │  ▲  ╲
       sign-in needed │  │   ╰──► postponed ──► running      Teams did not take it; tried again later
                      ▼  │ resume (one claimant)
               asking ──► waiting                      the sign-in card is (about to be) out

Whoever runs a command holds it by a lease that is renewed while it lives. A running or asking command whose lease ends
belonged to a process that died: `due` hands it to the next one. So a command is never lost, and answered twice only
if the process died between sending and noting, or if Teams took an answer and said that it did not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime

from bot.errors import BotError, Busy
from bot.model import Command, Notice, SignInNeeded, User
from bot.model.values import value
from bot.ops.budgets import PATIENCE, Patience
from bot.ops.randomness import random_uuid
from bot.ports import CommandRecord, Store
from bot.reading.local_time import today_of
from bot.records.approvals import is_waiting, wait_again
from bot.records.attempts import NOT_TRIED, NotYet, Tried, after, put_off
from bot.records.content import CONTENT, NOTICE, Content, KnownReply
from bot.records.failed_questions import FailedQuestions
from bot.records.once import Once

SIGN_IN_AWAITED = 15 * 60.0  # seconds that a command waits for sign-in
END_TOLD = 10 * 60.0  # seconds for which a sign-in's bad end is worth telling
DELIVERY_REMEMBERED = 3600.0  # seconds for which it counts as seen; who was refused comes again within minutes


@value
class Claimed:
    """A command that is ours to answer. `generation` is that of the person's tokens; `attempt` grows by deaths."""

    command: Command
    record: CommandRecord = field(repr=False)
    needed: SignInNeeded | None = None
    reply: KnownReply | None = None
    tried: Tried = NOT_TRIED

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def generation(self) -> int:
        return self.record.generation

    @property
    def has_waited(self) -> bool:
        """Whether it was written down some time ago: for a sign-in, an admin, or until Teams takes it."""
        return bool(self.needed or self.reply or self.is_again)

    @property
    def is_again(self) -> bool:
        """Whether an answer to it was tried before, here or in a process that has died."""
        return bool(self.tried.times or self.attempt > 1)

    @property
    def attempt(self) -> int:
        return self.record.attempt


class Records:
    """Commands on record, over a Store, whose errors are raised as they are. A claim holds for a `lease` of seconds."""

    def __init__(self, store: Store, now: Callable[[], datetime], patience: Patience = PATIENCE) -> None:
        self._store = store
        self._now = now
        self._patience = patience
        self.lease = patience.lease
        self.failed = FailedQuestions(store)

    # -- a command's life ----------------------------------------------------------------------------------------

    async def write_down(self, command: Command, reply: KnownReply | None = None) -> Claimed | None:
        """Record a command, with its answer where that is known, and claim it; None when it was delivered before."""
        record = await self._store.record(
            key_of(command),
            command.user.key,
            command.address.conversation_id,
            CONTENT.encode(Content(command, reply=reply)),
            lease=self.lease,
            keep=DELIVERY_REMEMBERED,
        )
        return Claimed(command, record, reply=reply) if record else None

    async def wait_for_sign_in(
        self, claimed: Claimed, needed: SignInNeeded, offer: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """The command waits until the person has signed in as `needed`; `offer` tells them how, where they do not know.

        Raises what `offer` does; then the command is still ours. Raises Busy where the store has lost it: a card would
        lead nowhere.
        """
        value = CONTENT.encode(Content(claimed.command, needed, tried=claimed.tried))
        written = await self._store.await_sign_in(claimed.record, value, lease=self.lease, keep=SIGN_IN_AWAITED)
        if not written and await self.is_lost(claimed):
            raise Busy("the store has lost the command")
        if offer is not None:
            await offer()
        await self._store.sign_in_offered(claimed.id)

    async def resume(self, id: str, user: User, conversation_id: str | None) -> Claimed | None:
        """Claim a command that waits for sign-in; None unless it waits, and is this person's (in this conversation).

        What has been tried was the sign-in card, or words in its place; its answer is a message of its own.
        """
        claimed = self._claimed(
            await self._store.resume(id, user.key, conversation_id, lease=self.lease, keep=DELIVERY_REMEMBERED)
        )
        return replace(claimed, reply=None, tried=NOT_TRIED) if claimed else None

    async def waiting(self, user: User, conversation_id: str | None = None) -> Sequence[Claimed]:
        """The person's waiting commands, newest first, without claiming any."""
        found = await self._store.waiting(user.key, conversation_id)
        return [claimed for record in found if (claimed := self._claimed(record))]

    async def settled(self, id: str, user: User) -> bool:
        """Whether the person's command is answered, or being answered right now; not if its sign-in ended badly."""
        return await self.is_answered(id, user) and not await self.is_claimed(Once.ENDED_BADLY, id)

    async def is_answered(self, id: str, user: User) -> bool:
        """The same, also where the answer is how its sign-in ended."""
        return await self._store.find(id, user.key) in {"running", "done"}

    async def is_running(self, id: str, user: User) -> bool:
        """Whether somebody is at the person's command: it is being answered, or a client tries to sign in for it."""
        return await self._store.find(id, user.key) == "running"

    async def ended_badly(self, id: str) -> None:
        """The command is over, for its sign-in was declined or refused."""
        await self.claim_once(Once.ENDED_BADLY, id, keep=END_TOLD)

    async def renew(self, ids: Collection[str]) -> Collection[str]:
        """We are still at these; those that are still ours."""
        return await self._store.renew(ids, lease=self.lease)

    async def postpone(self, claimed: Claimed, failure: NotYet) -> bool:
        """Leave the command for a later attempt; False when it is not worth another one, and still ours."""
        return await self._leave(claimed, after(claimed.tried, failure, self._patience))

    async def put_off(self, claimed: Claimed, seconds: float) -> bool:
        """The same where nothing was attempted."""
        return await self._leave(claimed, put_off(claimed.tried, seconds, self._patience))

    async def _leave(self, claimed: Claimed, then: tuple[Tried, float] | None) -> bool:
        if then is None:
            return False
        tried, delay = then
        value = CONTENT.encode(Content(claimed.command, claimed.needed, claimed.reply, tried))
        if not await self._store.postpone(claimed.record, value, delay=delay) and await self.is_lost(claimed):
            await self._write_again(claimed, value, delay)
        return True

    async def _write_again(self, claimed: Claimed, value: bytes, delay: float) -> None:
        old = claimed.record
        key = key_of(claimed.command)
        new = await self._store.record(
            key, old.owner, old.conversation, value, lease=self.lease, keep=DELIVERY_REMEMBERED
        )
        if new is not None:
            await self._store.postpone(new, value, delay=delay)

    async def tell_later(self, claimed: Claimed, words: Notice) -> None:
        """In the answer's place come these `words`, tried as an answer is; until then a sign-in may still go on."""
        value = CONTENT.encode(
            Content(claimed.command, claimed.needed, words, replace(NOT_TRIED, waited=claimed.tried.waited))
        )
        await self._store.postpone(claimed.record, value, delay=self._patience.back_off[-1])

    async def is_lost(self, claimed: Claimed) -> bool:
        """Whether the store knows nothing of it any more: it was emptied, or set back. Nobody else is at it then."""
        return await self._store.find(claimed.id, claimed.record.owner) is None

    async def done(self, id: str) -> None:
        """Answered, or given up."""
        await self._store.done(id)

    async def due(self, limit: int, at_work: Collection[str] = ()) -> Sequence[Claimed]:
        """Claim what is to be tried again, and what dead processes have left; not those we are still at."""
        found = await self._store.take_over(lease=self.lease, limit=limit, at_work=at_work)
        claimed = [(record, self._claimed(record)) for record in found]
        for record, read in claimed:
            with suppress(BotError):  # it comes back, and the others are ours
                if read is None:  # written by another release: it would come back for ever
                    await self._store.done(record.id)
                elif is_waiting(record, read.reply):
                    await wait_again(self._store, record, read.command.user, self.lease)
        # The card of an asking command may or may not have been sent: it starts over.
        return [replace(one, needed=None) for _, one in claimed if one and not is_waiting(one.record, one.reply)]

    async def let_go(self) -> None:
        """This process ends: what it has not answered, another one may take up at once."""
        await self._store.let_go()

    # -- what is remembered beside it ------------------------------------------------------------------------------

    async def generation(self, user: User) -> int:
        """The generation of the person's tokens, for whoever claims no command: an invoke, or a sign-in's page."""
        return (await self._store.tokens(user.key)).generation

    async def claim_once(self, what: Once, key: str, *, keep: float, note: str = "") -> bool:
        """True for the first caller with this key within `keep` seconds, in all instances.

        What came of it may be noted beside it, for `noted`.
        """
        return await self._store.put(what, key, note.encode(), keep=keep)

    async def noted(self, what: Once, key: str) -> str | None:
        """What whoever claimed it has noted; None when nobody has, or it no longer counts."""
        value = await self._store.get(what, key)
        return value.decode() if value is not None else None

    async def is_claimed(self, what: Once, key: str) -> bool:
        """Whether somebody has claimed it, and that still counts."""
        return await self._store.get(what, key) is not None

    async def release(self, what: Once, key: str) -> None:
        """It has failed, or is over: the next caller may claim it."""
        await self._store.take(what, key)

    async def remember_end(self, user: User, conversation_id: str, notice: Notice) -> None:
        """How the person's sign-in ended, for when they next need one there; a newer end takes an older one's place."""
        key = _end_key(user, conversation_id)
        await self._store.replace("end", key, NOTICE.encode(notice), keep=END_TOLD)

    async def take_end(self, user: User, conversation_id: str) -> Notice | None:
        """How the person's last sign-in there ended, if badly and not long ago; once."""
        value = await self._store.take("end", _end_key(user, conversation_id))
        return NOTICE.decode(value) if value is not None else None

    def _claimed(self, record: CommandRecord | None) -> Claimed | None:
        content = CONTENT.decode(record.value) if record else None
        if record is None or content is None:
            return None
        command = replace(content.command, now=self._now(), said_on=today_of(content.command))
        return Claimed(command, record, content.needed, content.reply, content.tried)


def key_of(command: Command) -> str:
    """Conversation, activity id and wording, so that an edit is a question of its own, and the preview that Teams adds
    to a link is none, whichever process hears of it. An activity without id is always new.
    """
    address = command.address
    return (
        f"{address.conversation_id}\n{address.activity_id or random_uuid()}\n{command.delivered_as or command.wording}"
    )


def _end_key(user: User, conversation_id: str) -> str:
    return f"{user.key}\n{conversation_id}"
