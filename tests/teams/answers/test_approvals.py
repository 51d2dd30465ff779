"""Everybody who waits for an admin is told, also whom the store keeps from it the first time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from bot.errors import Busy
from bot.model import Command, Notice, Trouble, User
from bot.ports import Store
from bot.records import Records
from bot.records.approvals import REFUSED, Approvals
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows
from bot.teams.answers.approvals import WaitingForAdmin
from bot.teams.answers.tasks import Tasks
from tests.support.fakes import NOW, TENANT, command
from tests.support.storage import KEYRING, Clock

PEOPLE = 3
LONG = 200.0  # seconds after which everybody has been told


class LockedOnce:
    """A store that cannot write down what the second one is to be told."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def postpone(self, *args: Any, **options: Any) -> bool:
        self.asked += 1
        if self.asked == 2:
            raise Busy("the SQLite file is locked")
        return await self._store.postpone(*args, **options)


async def as_it_is(asked: Command) -> Command:
    return asked


async def test_whoever_the_store_keeps_from_being_told_is_told_a_little_later() -> None:
    clock, tasks = Clock(), Tasks()
    store = EncryptedStore(MemoryRows(), KEYRING, clock, clock.ticks)
    records = Records(store, lambda: NOW)
    told: list[Notice] = []

    async def takes_up() -> None:
        for one in await records.due(100):
            assert isinstance(one.reply, Notice)
            told.append(one.reply)
            await records.done(one.id)

    async def passes(seconds: float) -> None:
        clock.passes(seconds)
        await takes_up()

    approvals = Approvals(cast("Store", LockedOnce(store)), lambda: NOW)
    for number in range(PEOPLE):
        await approvals.wait(replace(command("get link"), user=User(TENANT, f"person-{number}")), REFUSED)
    await WaitingForAdmin(approvals, as_it_is, tasks, passes).approved(TENANT)
    await tasks.drain(5)
    clock.passes(LONG)
    await takes_up()
    assert [notice.trouble for notice in told] == [Trouble.APPROVED] * PEOPLE


class LockedWhenTold(LockedOnce):
    """A store that cannot write down that somebody waits, the first time."""

    async def record(self, *args: Any, **options: Any) -> Any:
        self.asked += 1
        if self.asked == 1:
            raise Busy("the SQLite file is locked")
        return await self._store.record(*args, **options)


async def test_whom_the_store_does_not_take_when_they_are_promised_it_is_told_all_the_same() -> None:
    clock, tasks = Clock(), Tasks()
    store = EncryptedStore(MemoryRows(), KEYRING, clock, clock.ticks)
    approvals = Approvals(cast("Store", LockedWhenTold(store)), lambda: NOW)
    refused = Notice(Trouble.ADMIN_CONSENT, url="https://login.microsoftonline.com/x")
    WaitingForAdmin(approvals, as_it_is, tasks).notified(command("get link"), refused)
    await tasks.drain(5)
    assert await approvals.approved(TENANT) == 1
