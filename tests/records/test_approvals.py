"""Who waits for an admin is told once, in order, and never because a process died."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.errors import Busy
from bot.model import Notice, Trouble, User
from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.records import Records
from bot.records.approvals import DECLINED, ONE_EVERY, REFUSED, Approvals, owner
from bot.storage import open_store
from tests.support.fakes import ANNA, NOW, TENANT, command


class Clocks:
    """A clock that is set by hand, for leases and for the time of day."""

    ticks = 1000.0
    days = 0.0

    def wall(self) -> float:
        return NOW.timestamp() + self.days * 86400

    def tick(self) -> float:
        return self.ticks


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
async def store(clocks: Clocks) -> AsyncIterator[Store]:
    opened = open_store("memory://", Keyring([bytes(32)]), clocks.wall, clocks.tick)
    await opened.open()
    yield opened
    await opened.close()


def approvals(store: Store, clocks: Clocks) -> Approvals:
    return Approvals(store, lambda: NOW + timedelta(days=clocks.days))


async def due(store: Store, clocks: Clocks, seconds: float) -> list[Notice]:
    """What is to be said by then."""
    clocks.ticks += seconds
    return [one.reply for one in await Records(store, lambda: NOW).due(100) if isinstance(one.reply, Notice)]


async def test_the_approval_is_told_one_after_the_other(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    for n in range(10):
        await waiting.wait(replace(command("get link"), user=User(TENANT, f"person-{n}")), REFUSED)
    assert await waiting.approved(TENANT) == 10
    assert len(await due(store, clocks, 0)) == 1
    assert len(await due(store, clocks, 10 * ONE_EVERY)) == 9
    assert await waiting.approved(TENANT) == 0


async def test_a_fresh_question_can_be_asked_again_and_an_old_one_is_left(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    await waiting.wait(command("get link physio"), REFUSED)
    await waiting.approved(TENANT)
    (notice,) = await due(store, clocks, 1)
    assert notice.trouble is Trouble.APPROVED
    assert notice.retry
    assert notice.retry.text == "physio"
    await waiting.wait(replace(command("get link physio"), user=User(TENANT, "late")), REFUSED)
    clocks.days = 2
    await waiting.approved(TENANT)
    (notice,) = await due(store, clocks, 1)
    assert notice.retry is None


async def test_nobody_waits_twice_and_a_month_later_nobody_waits(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    await waiting.wait(command("get link"), REFUSED)
    await waiting.wait(command("get link physio"), DECLINED)
    clocks.days = 31
    assert await waiting.approved(TENANT) == 0


async def test_two_instances_that_hear_of_it_tell_it_once(store: Store, clocks: Clocks) -> None:
    one, other = approvals(store, clocks), approvals(store, clocks)
    await one.wait(command("get link"), REFUSED)
    assert [await one.approved(TENANT), await other.approved(TENANT)] == [1, 0]


async def test_whoever_is_in_is_off_the_list(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    await waiting.wait(command("get link"), REFUSED)
    assert await waiting.is_in(ANNA)
    assert not await waiting.is_in(ANNA)
    assert await waiting.approved(TENANT) == 0


async def test_who_was_told_and_is_refused_anew_is_off_the_list_once_in(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    await waiting.wait(command("get link"), REFUSED)
    await waiting.approved(TENANT)
    for told in await Records(store, lambda: NOW).due(100):
        await store.done(told.id)
    assert not await waiting.is_in(ANNA)
    store._rows._records.clear()  # type: ignore[attr-defined]  # the sweep leaves the last answers alone
    await waiting.wait(command("get link"), REFUSED)
    assert await waiting.is_in(ANNA)
    assert await waiting.approved(TENANT) == 0


@pytest.mark.parametrize("room", [REFUSED, DECLINED])
async def test_who_was_told_too_early_and_is_refused_again_waits_again_and_is_told_again(
    store: Store, clocks: Clocks, room: str
) -> None:
    waiting = approvals(store, clocks)
    for _ in range(3):  # nobody had approved: somebody has made up an admin's return
        for _ in range(2):
            await waiting.wait(command("get link"), room)
        assert await waiting.approved(TENANT) == 1
        (told,) = await Records(store, lambda: NOW).due(100)
        await waiting.wait(command("get link"), room)  # before they are told
        await store.done(told.id)
        assert await waiting.approved(TENANT) == 0


async def test_who_got_in_and_is_refused_again_when_consent_was_withdrawn_waits_again(
    store: Store, clocks: Clocks
) -> None:
    waiting = approvals(store, clocks)
    for _ in range(2):
        await waiting.wait(command("get link"), REFUSED)
        assert await waiting.is_in(ANNA)
    await waiting.wait(command("get link"), REFUSED)
    assert await waiting.approved(TENANT) == 1


async def test_who_declined_and_is_then_refused_waits_among_the_refused_and_is_told_once(
    store: Store, clocks: Clocks
) -> None:
    waiting = approvals(store, clocks)
    for room in (DECLINED, REFUSED, REFUSED, DECLINED):
        await waiting.wait(command("get link"), room)
    assert await waiting.approved(TENANT, (DECLINED,)) == 0
    assert await waiting.approved(TENANT, (REFUSED,)) == 1
    await waiting.wait(command("get link"), REFUSED)
    assert await waiting.approved(TENANT) == 0
    assert [notice.trouble for notice in await due(store, clocks, 3600)] == [Trouble.APPROVED]


async def test_and_so_does_who_was_told_and_declines_and_is_refused_once_more(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    for _ in range(3):
        for room in (DECLINED, REFUSED):
            await waiting.wait(command("get link"), room)
        assert await waiting.approved(TENANT, (REFUSED,)) == 1
        (told,) = await Records(store, lambda: NOW).due(100)
        await store.done(told.id)
        assert await waiting.approved(TENANT) == 0


async def test_and_who_gets_in_by_themselves_is_off_that_list_too(store: Store, clocks: Clocks) -> None:
    waiting = approvals(store, clocks)
    for room in (DECLINED, REFUSED):
        await waiting.wait(command("get link"), room)
    assert await waiting.is_in(ANNA)
    assert await waiting.approved(TENANT) == 0
    assert await due(store, clocks, 3600) == []


async def test_who_was_noted_by_a_process_that_then_died_waits_all_the_same(store: Store, clocks: Clocks) -> None:
    """It had written the record down, and did not come to have it wait."""
    dying = cast("Store", DiesOnceWritten(store))
    await approvals(dying, clocks).wait(command("get link"), REFUSED)
    assert await due(store, clocks, 3600) == []
    assert await approvals(store, clocks).approved(TENANT) == 1
    assert [notice.trouble for notice in await due(store, clocks, 1)] == [Trouble.APPROVED]


async def test_who_was_noted_by_a_process_that_then_died_and_gets_in_is_not_told(store: Store, clocks: Clocks) -> None:
    dying = cast("Store", DiesOnceWritten(store))
    await approvals(dying, clocks).wait(command("get link"), REFUSED)
    assert await due(store, clocks, 3600) == []
    assert await approvals(store, clocks).is_in(ANNA)
    assert await approvals(store, clocks).approved(TENANT) == 0


async def test_whom_the_store_has_kept_from_being_told_waits_for_the_next_time(store: Store, clocks: Clocks) -> None:
    await approvals(store, clocks).wait(command("get link"), REFUSED)
    failing = cast("Store", FailsToPostpone(store))
    with pytest.raises(Busy):
        await approvals(failing, clocks).approved(TENANT)
    assert await due(store, clocks, 3600) == []
    assert await approvals(store, clocks).approved(TENANT) == 1
    assert [notice.trouble for notice in await due(store, clocks, 1)] == [Trouble.APPROVED]


class FailsToPostpone:
    """A store that is locked when somebody is about to be told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def postpone(self, *_args: Any, **_options: Any) -> bool:
        raise Busy("the SQLite file is locked")


class DiesOnceWritten:
    """A store whose caller does not live to hear that the record was written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def record(self, *args: Any, **options: Any) -> None:
        await self._store.record(*args, **options)


def test_a_waiting_rooms_name_is_no_persons_key() -> None:
    assert owner(TENANT, REFUSED) != owner(TENANT, DECLINED)
    assert owner(TENANT, REFUSED).count("/") == 2
    assert ANNA.key.count("/") == 1
