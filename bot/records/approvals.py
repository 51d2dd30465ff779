"""Who waits for an admin to approve the bot: written down like a command, and told once, like an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.again import said_again
from bot.model import Command, Notice, Surface, Trouble, User
from bot.ops.budgets import PATIENCE, Patience
from bot.ports import CommandRecord, Store
from bot.records.content import CONTENT, Content, KnownReply

TABLE = "waits for an admin"
REFUSED, DECLINED = "refused", "declined"
"""Microsoft has said that only an admin may agree; or it has said no more than *declined*, which may mean that, too."""
ROOMS = (REFUSED, DECLINED)
KEEP_APPROVAL = 30 * 86400.0  # seconds that somebody is remembered, and not told a second time
ONE_EVERY = 0.2  # seconds between two who are told: five a second, of the fifty that Teams takes of a tenant
LATEST = 900.0  # seconds until the last of them is told, however many there are
TOLD_WITHIN = 3600.0  # seconds that Teams may take to accept it
QUESTION_GOOD_FOR = timedelta(days=1)  # after that, nobody wants the answer to the old question


class Approvals:
    """Who waits is a record that waits as if for a sign-in, and whose owner is the tenant.

    So one process alone claims it, whoever hears of the approval; the words go out as an answer does, again where Teams
    does not take them; and whoever was told is not told again, unless they are refused again. Raises what the store
    raises.
    """

    def __init__(self, store: Store, now: Callable[[], datetime], patience: Patience = PATIENCE) -> None:
        self._store = store
        self._now = now
        self._lease = patience.lease

    async def wait(self, command: Command, room: str) -> None:
        """The person of `command`, which is of their own chat, is to be told. What they had asked is kept as a button.
        Who was only said to have declined, and is refused then, waits among the refused.

        A process that dies before it waits, or before it is told, leaves a record that another one lets wait again.
        """
        user = command.user
        key = f"{TABLE}\n{user.key}"
        record = await self._written(key, command, room)
        if record is None and (before := await self._ended(user)):
            record = await self._written(f"{key}\n{before}", command, room)
        if record is None and room == REFUSED and (declined := await self._left(user, (DECLINED,))):
            record = await self._written(f"{TABLE}\n{REFUSED}\n{declined.id}", command, room)
            if record is not None:  # or they wait where they did, once this claim has ended
                await self._store.done(declined.id)
        if record is not None:
            await wait_again(self._store, record, user, self._lease)

    async def approved(self, tenant_id: str, rooms: Sequence[str] = ROOMS) -> int:
        """Everybody who waits in these rooms is told, one after the other; how many. Who is told leaves the list."""
        told = 0
        for room in rooms:
            for waiting in await self._store.waiting(owner(tenant_id, room)):
                if record := await self._claimed(waiting.id, tenant_id, room):
                    told += await self._tell(record, min(LATEST, told * ONE_EVERY))
        return told

    async def is_in(self, user: User) -> bool:
        """The person is signed in, and need not be told. Whether they had been refused before."""
        record = await self._left(user, ROOMS)
        if record is None:
            return False
        await self._store.done(record.id)
        return record.owner == owner(user.tenant_id, REFUSED)

    async def nobody(self, tenant_id: str) -> bool:
        """Whether nobody of the tenant waits."""
        rooms = [await self._store.waiting(owner(tenant_id, room)) for room in ROOMS]
        return not any(rooms)

    async def _written(self, key: str, command: Command, room: str) -> CommandRecord | None:
        kept = replace(command, text="", html="", press=said_again(command), surface=Surface.USER_VIEW)
        return await self._store.record(
            key,
            owner(command.user.tenant_id, room),
            command.address.conversation_id,
            CONTENT.encode(Content(kept)),
            lease=self._lease,
            keep=KEEP_APPROVAL,
        )

    async def _left(self, user: User, rooms: Sequence[str]) -> CommandRecord | None:
        """The person's record, which is ours now, if they wait in one of these rooms."""
        id = await self._last(user)
        for room in rooms if id else ():
            if record := await self._claimed(id, user.tenant_id, room):
                return record
        return None

    async def _ended(self, user: User) -> str:
        """The person's last record, if it is over: they were told, or got in, and are refused again all the same."""
        id = await self._last(user)
        states = [await self._store.find(id, owner(user.tenant_id, room)) for room in ROOMS if id]
        return id if "done" in states else ""

    async def _last(self, user: User) -> str:
        return (await self._store.get(TABLE, user.key) or b"").decode()

    async def _claimed(self, id: str, tenant_id: str, room: str) -> CommandRecord | None:
        return await self._store.resume(id, owner(tenant_id, room), None, lease=self._lease, keep=TOLD_WITHIN)

    async def _tell(self, record: CommandRecord, delay: float) -> bool:
        content = CONTENT.decode(record.value)
        if content is None:  # of another release
            await self._store.done(record.id)
            return False
        command = content.command
        again = command.press if self._now() - command.now < QUESTION_GOOD_FOR else None
        telling = replace(command, press=None, surface=Surface.CHAT)
        value = CONTENT.encode(Content(telling, reply=Notice(Trouble.APPROVED, retry=again)))
        return await self._store.postpone(record, value, delay=delay)


async def wait_again(store: Store, record: CommandRecord, user: User, lease: float) -> None:
    """The record, which is ours, waits until its person is told. Raises what the store raises."""
    await store.await_sign_in(record, record.value, lease=lease, keep=KEEP_APPROVAL)
    await store.sign_in_offered(record.id)
    await store.replace(TABLE, user.key, record.id.encode(), keep=KEEP_APPROVAL)


def is_waiting(record: CommandRecord, reply: KnownReply | None) -> bool:
    """Whether the record is of somebody who waits, and is not being told."""
    return reply is None and f"/{TABLE}/" in record.owner


def owner(tenant_id: str, room: str) -> str:
    """Whose records these are: no person's key has this form."""
    return f"{tenant_id}/{TABLE}/{room}"
