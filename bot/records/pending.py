"""A command is written down before Teams hears 'received', and stays on record until it is answered.

    received ──► running ──► done                      answered
                   │  ▲
                   ▼  │ resume (one claimant)          signed in
                 asking ──► waiting                    the sign-in card is (about to be) out

A running or asking command whose lease ends without an outcome belonged to a process that died: `orphans` hands it
to the next one. So a command is never lost, and answered twice only if the process died between sending and noting.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.errors import BotError
from bot.model import Command, Notice, SignInNeeded, User, Welcome
from bot.ops.budgets import LEASE
from bot.ports import CommandRecord, Store
from bot.selectors.coming_meetings import today_of

WAITING = 15 * 60.0  # how long a command waits for sign-in
END_TOLD = 10 * 60.0  # how long a sign-in's bad end is worth telling
REMEMBERED = 24 * 3600.0  # how long a delivery counts as seen


KnownReply: TypeAlias = Notice | Welcome


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a command: itself, what signing in for it needs, once that is known, and what it is answered
    with, where that was known from the start.
    """

    command: Command
    needed: SignInNeeded | None = None
    reply: KnownReply | None = None


CONTENT = TypeAdapter(Content)
NOTICE = TypeAdapter(Notice)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A command that is ours to answer. `generation` is that of the person's tokens; `attempt` grows by crashes."""

    id: str
    command: Command
    needed: SignInNeeded | None
    generation: int
    attempt: int
    reply: KnownReply | None = None


def owner_of(user: User) -> str:
    """A person's key in the store."""
    return f"{user.tenant_id}/{user.id}"


class Pending:
    """Commands on record, over a Store. Content that cannot be read any more counts as absent."""

    def __init__(self, store: Store, now: Callable[[], datetime], *, lease: float = LEASE) -> None:
        self._store = store
        self._now = now
        self._lease = lease

    async def write_down(self, command: Command, reply: KnownReply | None = None) -> Claimed | None:
        """Record a command, with its answer where that is known, and claim it; None when it was delivered before."""
        delivery = await self._store.record(
            _delivery_key(command),
            owner_of(command.user),
            command.address.conversation_id,
            _dump(Content(command, reply=reply)),
            lease=self._lease,
            keep=REMEMBERED,
        )
        return self._claimed(delivery)

    async def ask(self, claimed: Claimed, needed: SignInNeeded) -> None:
        """The sign-in card for `needed` is about to be sent."""
        content = _dump(Content(claimed.command, needed))
        await self._store.ask(claimed.id, content, lease=self._lease, keep=WAITING)

    async def asked(self, id: str) -> None:
        """The sign-in card is out; the person has the time they need."""
        await self._store.wait(id)

    async def resume(self, id: str, user: User, conversation_id: str | None) -> Claimed | None:
        """Claim a command that waits for sign-in; None unless it waits, and is this person's (in this conversation)."""
        return self._claimed(await self._store.resume(id, owner_of(user), conversation_id, lease=self._lease))

    async def waiting(self, user: User, conversation_id: str | None = None) -> Sequence[Claimed]:
        """The person's waiting commands, newest first, without claiming any."""
        found = await self._store.waiting(owner_of(user), conversation_id)
        return [claimed for delivery in found if (claimed := self._claimed(delivery))]

    async def settled(self, id: str, user: User) -> bool:
        """Whether the person's command is answered, or being answered right now; not if its sign-in ended badly."""
        found = await self._store.find(id, owner_of(user))
        return found in {"running", "done"} and not await self.is_done("ended badly", id)

    async def ended_badly(self, id: str) -> None:
        """The command is over, for its sign-in was declined or refused."""
        await self.once("ended badly", id, keep=END_TOLD)

    @asynccontextmanager
    async def held(self, id: str) -> AsyncIterator[None]:
        """Keep the claim while answering takes its time; when this process dies, it ends soon after."""
        renewing = asyncio.create_task(self._renew(id))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)  # its end is its own; our cancellation is ours

    async def _renew(self, id: str) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            with suppress(BotError):  # the store has a bad moment; the next renewal may still be in time
                await self._store.renew(id, lease=self._lease)

    async def done(self, id: str) -> None:
        """Answered."""
        await self._store.done(id)

    async def orphans(self) -> Sequence[Claimed]:
        """Claim the commands whose process died."""
        found = await self._store.orphans(lease=self._lease)
        # The card of an asking command may or may not have been sent: it starts over.
        return [replace(claimed, needed=None) for delivery in found if (claimed := self._claimed(delivery))]

    async def generation(self, user: User) -> int:
        """The generation of the person's tokens, for whoever claims no delivery: an invoke, or a sign-in's page."""
        return (await self._store.tokens(owner_of(user))).generation

    async def once(self, what: str, key: str, *, keep: float) -> bool:
        """True for the first caller with this key within `keep` seconds, in all instances."""
        return await self._store.put(what, key, b"", keep=keep)

    async def is_done(self, what: str, key: str) -> bool:
        """Whether somebody has called `once` with this key, and it still counts."""
        return await self._store.get(what, key) is not None

    async def undo_once(self, what: str, key: str) -> None:
        """What was to be done `once` has failed, or is over: the next caller may try."""
        await self._store.take(what, key)

    async def remember_end(self, user: User, conversation_id: str, notice: Notice) -> None:
        """How the person's sign-in ended, for when they next need one there; a newer end takes an older one's place."""
        key = f"{owner_of(user)}\n{conversation_id}"
        await self._store.take("end", key)
        await self._store.put("end", key, NOTICE.dump_json(notice, exclude_defaults=True), keep=END_TOLD)

    async def take_end(self, user: User, conversation_id: str) -> Notice | None:
        """How the person's last sign-in there ended, if badly and not long ago; once."""
        value = await self._store.take("end", f"{owner_of(user)}\n{conversation_id}")
        try:
            return NOTICE.validate_json(value) if value is not None else None
        except ValidationError:  # written by another release
            return None

    def _claimed(self, delivery: CommandRecord | None) -> Claimed | None:
        if delivery is None:
            return None
        try:
            content = CONTENT.validate_json(delivery.value)
        except ValidationError:  # written by another release
            return None
        command = replace(content.command, now=self._now(), said_on=today_of(content.command))
        return Claimed(delivery.id, command, content.needed, delivery.generation, delivery.attempt, content.reply)


def _dump(content: Content) -> bytes:
    return CONTENT.dump_json(content, exclude_defaults=True)


def _delivery_key(command: Command) -> str:
    """Conversation and activity id; an activity without id cannot be told from another and is always new."""
    return f"{command.address.conversation_id}\n{command.address.activity_id or uuid.uuid4()}"
