"""A command on record is answered once: claimed by one, waiting for sign-in without being lost, then done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.ports import CommandRecord, Store
from tests.support.storage import Clock

ANNA, BEN = "tenant/anna", "tenant/ben"
CHAT, OTHER_CHAT = "a:1", "a:2"


async def recorded(store: Store, key: str = "k", owner: str = ANNA, conversation: str = CHAT) -> CommandRecord:
    delivery = await store.record(key, owner, conversation, b"command", lease=30, keep=600)
    assert delivery is not None
    return delivery


async def waiting(store: Store, key: str = "k", owner: str = ANNA, conversation: str = CHAT) -> CommandRecord:
    delivery = await recorded(store, key, owner, conversation)
    await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
    await store.sign_in_offered(delivery.id)
    return delivery


async def resumed(store: Store, id: str, owner: str = ANNA, conversation: str | None = CHAT) -> CommandRecord | None:
    return await store.resume(id, owner, conversation, lease=30)


class TestRecord:
    async def test_a_command_is_claimed_as_it_is_written_down(self, store: Store) -> None:
        delivery = await recorded(store)
        assert delivery == CommandRecord(delivery.id, ANNA, CHAT, generation=0, attempt=1, value=b"command")
        assert await store.find(delivery.id, ANNA) == "running"

    async def test_the_same_key_counts_once(self, store: Store) -> None:
        await recorded(store)
        assert await store.record("k", ANNA, CHAT, b"again", lease=30, keep=600) is None

    async def test_twenty_at_once_count_once(self, store: Store) -> None:
        attempts = (store.record("k", ANNA, CHAT, b"x", lease=30, keep=600) for _ in range(20))
        assert len([one for one in await asyncio.gather(*attempts) if one]) == 1

    async def test_an_expired_key_can_be_recorded_again_before_and_after_a_sweep(
        self, store: Store, clock: Clock, left: Callable[[int], int]
    ) -> None:
        first = await recorded(store)
        clock.passes(600)
        second = await recorded(store)
        assert second.id != first.id
        assert await store.find(first.id, ANNA) is None
        clock.passes(600)
        assert await store.sweep() == left(1)
        await recorded(store)

    async def test_the_generation_of_the_owner_comes_along(self, store: Store) -> None:
        await store.drop_tokens(ANNA)
        assert (await recorded(store)).generation == 1
        assert (await recorded(store, "k2", BEN)).generation == 0

    async def test_names_that_no_encoding_likes_are_only_names(self, store: Store) -> None:
        odd = "\ud800 \0 ' é"
        delivery = await recorded(store, odd, odd, odd)
        assert (delivery.owner, delivery.conversation) == (odd, odd)
        assert await store.find(odd, odd) is None


class TestAwaitSignIn:
    async def test_states_follow_each_other(self, store: Store) -> None:
        delivery = await recorded(store)
        await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
        assert await store.find(delivery.id, ANNA) == "asking"
        await store.sign_in_offered(delivery.id)
        assert await store.find(delivery.id, ANNA) == "waiting"

    async def test_nobody_else_finds_it(self, store: Store) -> None:
        delivery = await recorded(store)
        assert await store.find(delivery.id, BEN) is None
        assert await store.find("unknown", ANNA) is None

    async def test_a_question_replaces_value_and_keep(self, store: Store, clock: Clock) -> None:
        delivery = await waiting(store)
        clock.passes(299)
        assert [one.value for one in await store.waiting(ANNA)] == [b"asked"]
        clock.passes(1)
        assert await store.find(delivery.id, ANNA) is None
        assert await resumed(store, delivery.id) is None

    async def test_who_goes_on_late_is_kept_for_long_enough(self, store: Store, clock: Clock) -> None:
        late, early = await waiting(store), await waiting(store, "k2")
        clock.passes(299)
        assert await store.resume(late.id, ANNA, CHAT, lease=30, keep=100)
        assert await store.resume(early.id, ANNA, CHAT, lease=30)
        clock.passes(99)
        assert await store.find(late.id, ANNA) == "running"
        assert await store.find(early.id, ANNA) is None
        assert await store.record("k", ANNA, CHAT, b"delivered again", lease=30, keep=600) is None

    async def test_wait_is_only_for_what_was_asked(self, store: Store, clock: Clock) -> None:
        delivery = await recorded(store)
        await store.sign_in_offered(delivery.id)
        assert await store.find(delivery.id, ANNA) == "running"
        clock.passes(30)
        assert len(await store.take_over(lease=30, limit=20)) == 1

    async def test_the_newest_comes_first_and_only_the_persons_own(self, store: Store, clock: Clock) -> None:
        ids = []
        for key, conversation in (("1", CHAT), ("2", OTHER_CHAT), ("3", CHAT)):
            ids.append((await waiting(store, key, ANNA, conversation)).id)
            clock.passes(1)
        await waiting(store, "4", BEN)
        await recorded(store, "5")
        assert [one.id for one in await store.waiting(ANNA)] == ids[::-1]
        assert len(await store.waiting(ANNA, CHAT)) == 2
        assert {one.attempt for one in await store.waiting(ANNA)} == {1}

    async def test_a_question_still_going_out_counts_as_waiting(self, store: Store) -> None:
        delivery = await recorded(store)
        await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
        assert [one.id for one in await store.waiting(ANNA)] == [delivery.id]


class TestResume:
    @pytest.mark.parametrize("confirmed", [True, False])
    async def test_what_was_asked_goes_on_whether_or_not_the_card_is_known_to_be_out(
        self, store: Store, *, confirmed: bool
    ) -> None:
        delivery = await recorded(store)
        await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
        if confirmed:
            await store.sign_in_offered(delivery.id)
        assert await resumed(store, delivery.id) == CommandRecord(
            delivery.id, ANNA, CHAT, generation=0, attempt=1, value=b"asked"
        )
        assert await store.find(delivery.id, ANNA) == "running"

    async def test_one_of_twenty_has_it(self, store: Store) -> None:
        delivery = await waiting(store)
        claims = await asyncio.gather(*(resumed(store, delivery.id) for _ in range(20)))
        assert len([claim for claim in claims if claim]) == 1

    async def test_another_person_or_place_neither_takes_nor_spoils_it(self, store: Store) -> None:
        delivery = await waiting(store)
        assert await resumed(store, delivery.id, BEN) is None
        assert await resumed(store, delivery.id, ANNA, OTHER_CHAT) is None
        assert await resumed(store, "unknown") is None
        assert await resumed(store, delivery.id, ANNA, None) is not None

    async def test_what_is_still_being_answered_cannot_be_resumed(self, store: Store) -> None:
        assert await resumed(store, (await recorded(store)).id) is None

    async def test_it_may_have_to_ask_again(self, store: Store) -> None:
        delivery = await waiting(store)
        await resumed(store, delivery.id)
        await store.await_sign_in(delivery, b"more scopes", lease=30, keep=300)
        claim = await resumed(store, delivery.id)
        assert claim is not None
        assert (claim.attempt, claim.value) == (1, b"more scopes")

    async def test_a_confirmation_that_comes_late_changes_nothing(self, store: Store, clock: Clock) -> None:
        delivery = await recorded(store)
        await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
        await resumed(store, delivery.id)
        await store.sign_in_offered(delivery.id)
        assert await store.find(delivery.id, ANNA) == "running"
        clock.passes(30)
        assert len(await store.take_over(lease=30, limit=20)) == 1

    async def test_a_sign_out_meanwhile_shows(self, store: Store) -> None:
        delivery = await waiting(store)
        await store.drop_tokens(ANNA)
        assert [one.generation for one in await store.waiting(ANNA)] == [1]
        claim = await resumed(store, delivery.id)
        assert claim is not None
        assert claim.generation == 1


class TestDone:
    async def test_nothing_brings_back_what_is_done(self, store: Store, clock: Clock) -> None:
        delivery = await waiting(store)
        await store.done(delivery.id)
        await store.await_sign_in(delivery, b"late", lease=30, keep=900)
        await store.sign_in_offered(delivery.id)
        assert await resumed(store, delivery.id) is None
        assert await store.waiting(ANNA) == []
        clock.passes(100)
        assert await store.take_over(lease=30, limit=20) == []
        assert await store.find(delivery.id, ANNA) == "done"

    async def test_the_key_counts_until_it_expires(self, store: Store, clock: Clock) -> None:
        await store.done((await recorded(store)).id)
        clock.passes(599)
        assert await store.record("k", ANNA, CHAT, b"again", lease=30, keep=600) is None
        clock.passes(1)
        await recorded(store)

    async def test_twice_or_for_nothing_is_harmless(self, store: Store) -> None:
        delivery = await recorded(store)
        for id in (delivery.id, delivery.id, "unknown"):
            await store.done(id)


class TestTakeOver:
    async def test_a_lease_protects_until_it_runs_out(self, store: Store, clock: Clock) -> None:
        delivery = await recorded(store)
        clock.passes(29)
        assert await store.take_over(lease=30, limit=20) == []
        clock.passes(1)
        orphan = CommandRecord(delivery.id, ANNA, CHAT, generation=0, attempt=2, value=b"command")
        assert await store.take_over(lease=30, limit=20) == [orphan]

    async def test_a_renewed_lease_protects_longer(self, store: Store, clock: Clock) -> None:
        delivery = await recorded(store)
        clock.passes(20)
        await store.renew([delivery.id], lease=30)
        clock.passes(29)
        assert await store.take_over(lease=30, limit=20) == []
        clock.passes(1)
        assert len(await store.take_over(lease=30, limit=20)) == 1

    async def test_what_waits_or_is_done_has_no_lease_to_renew(self, store: Store, clock: Clock) -> None:
        ended, asked = await recorded(store, "ended"), await waiting(store, "asked")
        await store.done(ended.id)
        for delivery in (ended, asked):
            await store.renew([delivery.id], lease=1)
        clock.passes(10)
        assert await store.take_over(lease=30, limit=20) == []

    async def test_a_claimed_orphan_is_under_a_new_lease(self, store: Store, clock: Clock) -> None:
        await recorded(store)
        clock.passes(30)
        await store.take_over(lease=30, limit=20)
        assert await store.take_over(lease=30, limit=20) == []
        clock.passes(30)
        assert [one.attempt for one in await store.take_over(lease=30, limit=20)] == [3]

    async def test_a_question_never_confirmed_is_run_again_and_not_resumed_meanwhile(
        self, store: Store, clock: Clock
    ) -> None:
        delivery = await recorded(store)
        await store.await_sign_in(delivery, b"asked", lease=30, keep=300)
        clock.passes(30)
        assert [one.value for one in await store.take_over(lease=30, limit=20)] == [b"asked"]
        assert await resumed(store, delivery.id) is None

    async def test_what_waits_for_a_person_is_no_orphan(self, store: Store, clock: Clock) -> None:
        await waiting(store)
        clock.passes(299)
        assert await store.take_over(lease=30, limit=20) == []

    async def test_what_has_expired_is_no_orphan(self, store: Store, clock: Clock) -> None:
        await recorded(store)
        clock.passes(600)
        assert await store.take_over(lease=30, limit=20) == []

    async def test_the_longest_overdue_are_claimed_first(self, store: Store, clock: Clock) -> None:
        ids = []
        for number in range(5):
            ids.append((await recorded(store, str(number))).id)
            clock.passes(1)
        clock.passes(60)
        assert {one.id for one in await store.take_over(lease=30, limit=2)} == set(ids[:2])
        assert {one.id for one in await store.take_over(lease=30, limit=20)} == set(ids[2:])

    async def test_twenty_at_once_share_them_without_overlap(self, store: Store, clock: Clock) -> None:
        for number in range(10):
            await recorded(store, str(number))
        clock.passes(60)
        claims = await asyncio.gather(*(store.take_over(lease=30, limit=3) for _ in range(20)))
        ids = [orphan.id for claim in claims for orphan in claim]
        assert len(ids) == len(set(ids)) == 10
