"""A person's tokens go for good at sign-out; small things with a lifetime are taken once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.ports import Store, StoredTokens
from tests.support.storage import Clock

ANNA, BEN = "tenant/anna", "tenant/ben"


class TestTokens:
    async def test_a_person_never_seen_has_generation_zero(self, store: Store) -> None:
        assert await store.tokens(ANNA) == StoredTokens(0, None)

    async def test_tokens_are_kept_and_replaced(self, store: Store) -> None:
        assert await store.keep_tokens(ANNA, b"first", 0)
        assert await store.keep_tokens(ANNA, b"second", 0)
        assert await store.tokens(ANNA) == StoredTokens(0, b"second")
        assert await store.tokens(BEN) == StoredTokens(0, None)

    async def test_a_sign_out_beats_tokens_that_come_late(self, store: Store) -> None:
        await store.keep_tokens(ANNA, b"old", 0)
        assert await store.drop_tokens(ANNA) == 1
        assert not await store.keep_tokens(ANNA, b"late", 0)
        assert await store.tokens(ANNA) == StoredTokens(1, None)

    async def test_a_generation_that_never_was_is_refused(self, store: Store) -> None:
        assert not await store.keep_tokens(ANNA, b"x", 1)
        await store.drop_tokens(ANNA)
        assert not await store.keep_tokens(ANNA, b"x", 2)
        assert await store.tokens(ANNA) == StoredTokens(1, None)

    async def test_signing_in_again_belongs_to_the_new_generation(self, store: Store) -> None:
        await store.drop_tokens(ANNA)
        assert await store.keep_tokens(ANNA, b"new", 1)
        assert await store.tokens(ANNA) == StoredTokens(1, b"new")

    async def test_what_takes_the_place_of_a_value_comes_too_late_after_another_one(self, store: Store) -> None:
        await store.keep_tokens(ANNA, b"first", 0)
        first = (await store.tokens(ANNA)).version
        assert await store.keep_tokens(ANNA, b"renewed", 0, instead_of=first)
        assert not await store.keep_tokens(ANNA, b"late", 0, instead_of=first)
        assert await store.tokens(ANNA) == StoredTokens(0, b"renewed")
        await store.drop_tokens(ANNA)
        assert not await store.keep_tokens(ANNA, b"late", 1, instead_of=first)
        assert await store.tokens(ANNA) == StoredTokens(1, None)

    async def test_the_same_tokens_stored_again_are_another_value(self, store: Store) -> None:
        await store.keep_tokens(ANNA, b"same", 0)
        first = (await store.tokens(ANNA)).version
        await store.keep_tokens(ANNA, b"same", 0)
        assert (await store.tokens(ANNA)).version != first

    async def test_the_generation_outlives_tokens_time_and_sweeps(self, store: Store, clock: Clock) -> None:
        await store.drop_tokens(ANNA)
        clock.passes(10 * 365 * 86400)
        await store.sweep()
        assert await store.drop_tokens(ANNA) == 2

    async def test_each_sign_out_of_twenty_counts(self, store: Store) -> None:
        generations = await asyncio.gather(*(store.drop_tokens(ANNA) for _ in range(20)))
        assert sorted(generations) == list(range(1, 21))


class TestItems:
    async def test_what_is_put_can_be_got_again_and_again(self, store: Store) -> None:
        assert await store.put("start", "k", b"value", keep=60)
        assert await store.get("start", "k") == b"value"
        assert await store.get("start", "k") == b"value"

    async def test_an_empty_value_is_a_value(self, store: Store) -> None:
        assert await store.put("start", "k", b"", keep=60)
        assert not await store.put("start", "k", b"x", keep=60)
        assert await store.take("start", "k") == b""

    async def test_the_first_put_stays(self, store: Store) -> None:
        await store.put("start", "k", b"first", keep=60)
        assert not await store.put("start", "k", b"second", keep=60)
        assert await store.get("start", "k") == b"first"

    async def test_one_of_twenty_puts_is_the_first(self, store: Store) -> None:
        stored = await asyncio.gather(*(store.put("start", "k", b"x", keep=60) for _ in range(20)))
        assert sum(stored) == 1

    async def test_what_replaces_it_counts_from_then_on_and_as_long_as_it_says(
        self, store: Store, clock: Clock
    ) -> None:
        await store.replace("start", "k", b"first", keep=60)
        await store.put("start", "other", b"value", keep=60)
        await store.replace("start", "k", b"second", keep=120)
        assert not await store.put("start", "k", b"third", keep=60)
        clock.passes(60)
        assert (await store.get("start", "k"), await store.get("start", "other")) == (b"second", None)
        clock.passes(60)
        assert await store.get("start", "k") is None

    async def test_it_is_there_while_twenty_replace_it(self, store: Store) -> None:
        await store.replace("start", "k", b"value", keep=60)
        replacing = [store.replace("start", "k", b"value", keep=60) for _ in range(20)]
        looking = [store.get("start", "k") for _ in range(20)]
        _, found = await asyncio.gather(asyncio.gather(*replacing), asyncio.gather(*looking))
        assert set(found) == {b"value"}

    async def test_one_of_twenty_takes_has_it(self, store: Store) -> None:
        await store.put("state", "k", b"value", keep=60)
        taken = await asyncio.gather(*(store.take("state", "k") for _ in range(20)))
        assert [value for value in taken if value is not None] == [b"value"]
        assert await store.get("state", "k") is None

    async def test_tables_and_keys_are_apart(self, store: Store) -> None:
        await store.put("start", "k", b"value", keep=60)
        assert await store.get("state", "k") is None
        assert await store.take("start", "other") is None
        assert await store.put("state", "k", b"another", keep=60)

    async def test_what_has_expired_is_absent_before_any_sweep(self, store: Store, clock: Clock) -> None:
        await store.put("start", "k", b"value", keep=60)
        clock.passes(60)
        assert await store.get("start", "k") is None
        assert await store.take("start", "k") is None
        assert await store.put("start", "k", b"new", keep=60)
        assert await store.get("start", "k") == b"new"

    async def test_a_key_that_no_encoding_likes_is_only_a_key(self, store: Store) -> None:
        await store.put("start", "\ud800\0'", b"value", keep=60)
        assert await store.take("start", "\ud800\0'") == b"value"


class TestSweep:
    async def test_only_what_has_expired_goes(self, store: Store, clock: Clock, left: Callable[[int], int]) -> None:
        await store.put("start", "short", b"x", keep=10)
        await store.put("start", "long", b"x", keep=100)
        await store.record("short", ANNA, "chat", b"x", lease=1, keep=10)
        await store.record("long", ANNA, "chat", b"x", lease=1, keep=100)
        await store.keep_tokens(ANNA, b"tokens", 0)
        clock.passes(10)
        assert await store.sweep() == left(2)
        assert await store.sweep() == 0
        assert await store.get("start", "long") == b"x"
        assert len(await store.take_over(lease=1, limit=20)) == 1
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")


async def test_an_open_store_answers_a_ping(store: Store) -> None:
    await store.ping()
