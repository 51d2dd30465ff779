"""Whatever happens, and in whatever order, every back end tells the same story."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule

from bot.ports import CommandRecord, Store
from bot.storage import open_store
from tests.support.storage import KEYRING, URLS, Clock

# Each of them under its own id: SQLite's, memory's and Redis'.
Ids = tuple[str, str, str]
NONE: Ids = ("", "", "")
names = st.sampled_from("ab")
values = st.binary(max_size=3)
seconds = st.sampled_from([15.0, 30.0, 60.0])  # what the machine needs for it all does not count against them


def without_ids(told: Any) -> Any:
    """Ids are random; everything else must be the same. Lists keep their order."""
    if isinstance(told, CommandRecord):
        return replace(told, id="")
    return [without_ids(one) for one in told] if isinstance(told, list) else told


class Stores(RuleBasedStateMachine):
    """Every operation goes to all stores, which must answer alike."""

    ids: Bundle[Ids] = Bundle("ids")

    @initialize()
    def open(self) -> None:
        self.clock = Clock()
        self.folder = tempfile.TemporaryDirectory()
        self.clock.moves("redis")
        urls = [URLS[name](Path(self.folder.name)) for name in ("sqlite", "memory", "redis")]
        self.stores = [open_store(url, KEYRING, self.clock, self.clock.ticks) for url in urls]
        self.runner = asyncio.Runner()
        self.each(lambda store, _: store.open())

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.each(lambda store, _: store.close())
            self.runner.close()
            self.folder.cleanup()

    def each(self, act: Callable[[Store, str], Awaitable[Any]], ids: Ids = NONE) -> Sequence[Any]:
        async def asked() -> list[Any]:
            return [await act(store, id) for store, id in zip(self.stores, ids, strict=True)]

        told = self.runner.run(asked())
        assert without_ids(told[0]) == without_ids(told[1]) == without_ids(told[2])
        return told

    @rule(target=ids, key=names, owner=names, conversation=names, value=values, lease=seconds, keep=seconds)
    def record(self, key: str, owner: str, conversation: str, value: bytes, lease: float, keep: float) -> Ids:
        self.clock.passes(3)  # no two are equally new
        told = self.each(lambda s, _: s.record(key, owner, conversation, value, lease=lease, keep=keep))
        return (told[0].id, told[1].id, told[2].id) if told[0] else NONE

    @rule(ids=ids, owner=names, conversation=names, value=values, lease=seconds, keep=seconds)
    def await_sign_in(self, ids: Ids, owner: str, conversation: str, value: bytes, lease: float, keep: float) -> None:
        def record(id: str) -> CommandRecord:
            return CommandRecord(id, owner, conversation, 0, 1, b"")

        self.each(lambda s, own: s.await_sign_in(record(own), value, lease=lease, keep=keep), ids)

    @rule(ids=ids, owner=names, conversation=names, value=values, delay=seconds)
    def postpone(self, ids: Ids, owner: str, conversation: str, value: bytes, delay: float) -> None:
        def record(id: str) -> CommandRecord:
            return CommandRecord(id, owner, conversation, 0, 1, b"")

        self.each(lambda s, own: s.postpone(record(own), value, delay=delay), ids)

    @rule()
    def let_go(self) -> None:
        self.each(lambda s, _: s.let_go())

    @rule(ids=ids)
    def sign_in_offered(self, ids: Ids) -> None:
        self.each(lambda s, own: s.sign_in_offered(own), ids)

    @rule(ids=ids, owner=names, conversation=st.none() | names, lease=seconds)
    def resume(self, ids: Ids, owner: str, conversation: str | None, lease: float) -> None:
        self.each(lambda s, own: s.resume(own, owner, conversation, lease=lease), ids)

    @rule(ids=ids, lease=seconds)
    def renew(self, ids: Ids, lease: float) -> None:
        async def renewed(store: Store, id: str) -> int:
            return len(await store.renew([id], lease=lease))

        self.each(renewed, ids)

    @rule(ids=consumes(ids) | ids)
    def done(self, ids: Ids) -> None:
        self.each(lambda s, own: s.done(own), ids)

    @rule(owner=names, conversation=st.none() | names)
    def waiting(self, owner: str, conversation: str | None) -> None:
        self.each(lambda s, _: s.waiting(owner, conversation))

    @rule(lease=seconds)
    def take_over(self, lease: float) -> None:
        async def sorted_records(store: Store) -> list[CommandRecord]:
            found = await store.take_over(lease=lease, limit=20)
            return sorted(found, key=lambda one: (one.owner, one.conversation, one.value, one.attempt))

        self.each(lambda s, _: sorted_records(s))

    @rule(owner=names, value=values, generation=st.integers(0, 2))
    def keep_tokens(self, owner: str, value: bytes, generation: int) -> None:
        self.each(lambda s, _: s.keep_tokens(owner, value, generation))
        self.each(lambda s, _: s.tokens(owner))

    @rule(owner=names)
    def drop_tokens(self, owner: str) -> None:
        self.each(lambda s, _: s.drop_tokens(owner))

    @rule(table=names, key=names, value=values, keep=seconds)
    def put(self, table: str, key: str, value: bytes, keep: float) -> None:
        self.each(lambda s, _: s.put(table, key, value, keep=keep))

    @rule(table=names, key=names)
    def take(self, table: str, key: str) -> None:
        self.each(lambda s, _: s.get(table, key))
        self.each(lambda s, _: s.take(table, key))

    @rule(passed=seconds)
    def time_passes(self, passed: float) -> None:
        self.clock.passes(passed)

    @rule()
    def sweep(self) -> None:
        """Redis has erased by itself what the others find."""

        found = [self.runner.run(store.sweep()) for store in self.stores]
        assert found == [found[0], found[0], 0]

    @rule(ids=ids, owner=names)
    def find(self, ids: Ids, owner: str) -> None:
        self.each(lambda s, own: s.find(own, owner), ids)


TestStores = pytest.mark.redis(Stores.TestCase)
TestStores.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
