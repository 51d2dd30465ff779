"""The language that a person has chosen: theirs alone, kept over a restart, seen by all instances, at little cost."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TypeVar

import pytest

from bot.errors import Busy
from bot.model import User
from bot.ops.budgets import READER_LANGUAGE
from bot.ops.keyring import Keyring
from bot.records.reader_languages import (
    DAY,
    KEEP_READER_LANGUAGE,
    KNOWN_FOR,
    RENEWED_AFTER,
    StoredReaderLanguages,
)
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows

ANNA, BEN = User("t", "anna"), User("t", "ben")
StoreT = TypeVar("StoreT", bound="Watched")
KEYS = Keyring([bytes(32)])


@dataclass
class Clock:
    seconds: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


class Watched(EncryptedStore):
    """Counts how often it is asked; fails, or is silent, when it is told to."""

    asked = 0
    fails = silent = False

    async def get(self, table: str, key: str) -> bytes | None:
        self.asked += 1
        if self.silent:
            await asyncio.Event().wait()
        if self.fails:
            raise Busy("the store does not answer")
        return await super().get(table, key)


def instances(number: int = 1) -> tuple[Watched, Clock, list[StoredReaderLanguages]]:
    """So many, with one store and one clock."""
    return instances_over(Watched, number)


def instances_over(kind: type[StoreT], number: int = 1) -> tuple[StoreT, Clock, list[StoredReaderLanguages]]:
    """The same, with a store of this kind."""
    clock = Clock()
    store = kind(MemoryRows(), KEYS, clock)
    return store, clock, [StoredReaderLanguages(store, clock, clock) for _ in range(number)]


async def test_each_person_has_their_own_and_can_leave_it_to_teams_again() -> None:
    _, _, (languages,) = instances()
    await languages.choose(ANNA, "pl")
    assert (await languages.chosen(ANNA), await languages.chosen(BEN)) == ("pl", "")
    await languages.choose(ANNA, "")
    assert await languages.chosen(ANNA) == ""


async def test_another_instance_sees_it_within_a_minute_and_asks_no_oftener() -> None:
    store, clock, (one, other) = instances(2)
    await one.choose(ANNA, "de")
    assert await other.chosen(ANNA) == "de"
    await one.choose(ANNA, "fr")
    for _ in range(100):
        assert await other.chosen(ANNA) == "de"
    assert store.asked == 1
    clock.seconds += KNOWN_FOR
    assert KNOWN_FOR <= 60
    assert await other.chosen(ANNA) == "fr"


async def test_it_survives_as_long_as_it_is_used_and_no_longer() -> None:
    _, clock, (languages,) = instances()
    await languages.choose(ANNA, "sv")
    for _ in range(3):
        clock.seconds += KEEP_READER_LANGUAGE - DAY
        assert await languages.chosen(ANNA) == "sv"
        await asyncio.gather(*languages.renewing)
    clock.seconds += KEEP_READER_LANGUAGE + DAY
    assert await languages.chosen(ANNA) == ""


async def test_a_store_that_fails_or_is_silent_says_what_it_said_before() -> None:
    store, clock, (languages,) = instances()
    await languages.choose(ANNA, "ja")
    clock.seconds += KNOWN_FOR
    store.fails = True
    assert (await languages.chosen(ANNA), await languages.chosen(BEN)) == ("ja", "")
    store.fails, store.silent = False, True
    assert await languages.chosen(ANNA) == languages.at_hand(ANNA) == "ja"


class Slow(Watched):
    """Takes its time to write."""

    async def replace(self, table: str, key: str, value: bytes, *, keep: float) -> None:
        await asyncio.sleep(2 * READER_LANGUAGE)
        await super().replace(table, key, value, keep=keep)


async def test_a_slow_store_does_not_lose_it_over_its_renewal() -> None:
    _, clock, (languages, other) = instances_over(Slow, 2)
    await languages.choose(ANNA, "sv")
    clock.seconds += RENEWED_AFTER * DAY
    assert await languages.chosen(ANNA) == "sv"
    await asyncio.gather(*languages.renewing)
    assert await other.chosen(ANNA) == "sv"


class Locked(Watched):
    """Does not take what is written so many times, and needs a turn of the loop for anything."""

    locked = 0

    async def replace(self, table: str, key: str, value: bytes, *, keep: float) -> None:
        await asyncio.sleep(0)
        if self.locked:
            self.locked -= 1
            raise Busy("the SQLite file is locked")
        await super().replace(table, key, value, keep=keep)

    async def take(self, table: str, key: str) -> bytes | None:
        await asyncio.sleep(0)
        return await super().take(table, key)


async def test_a_renewal_does_not_bring_back_what_is_chosen_no_more() -> None:
    _, clock, (languages,) = instances_over(Locked)
    await languages.choose(ANNA, "de")
    clock.seconds += RENEWED_AFTER * DAY
    assert await languages.chosen(ANNA) == "de"
    assert languages.renewing
    await languages.choose(ANNA, "")
    await asyncio.gather(*languages.renewing)
    clock.seconds += KNOWN_FOR
    assert await languages.chosen(ANNA) == ""


@pytest.mark.parametrize("new", ["fr", ""])
async def test_nor_in_the_moment_in_which_it_is_chosen(new: str) -> None:
    _, clock, (languages,) = instances_over(Locked)
    await languages.choose(ANNA, "de")
    clock.seconds += RENEWED_AFTER * DAY
    await asyncio.gather(languages.choose(ANNA, new), languages.chosen(ANNA))
    await asyncio.gather(*languages.renewing)
    clock.seconds += KNOWN_FOR
    assert await languages.chosen(ANNA) == new


async def test_two_instances_that_renew_it_at_once_do_not_lose_it() -> None:
    _, clock, (one, other) = instances_over(Locked, 2)
    await one.choose(ANNA, "de")
    clock.seconds += RENEWED_AFTER * DAY
    await asyncio.gather(one.chosen(ANNA), other.chosen(ANNA))
    await asyncio.gather(*one.renewing, *other.renewing)
    clock.seconds += KNOWN_FOR
    assert await one.chosen(ANNA) == "de"


async def test_a_renewal_that_fails_leaves_it_where_it_was_and_the_next_one_is_as_good() -> None:
    store, clock, (languages, other) = instances_over(Locked, 2)
    await languages.choose(ANNA, "de")
    clock.seconds += RENEWED_AFTER * DAY
    store.locked = 1
    assert await languages.chosen(ANNA) == "de"
    await asyncio.gather(*languages.renewing)
    assert await other.chosen(ANNA) == "de"
    await asyncio.gather(*other.renewing)
    clock.seconds += KEEP_READER_LANGUAGE - DAY
    assert await languages.chosen(ANNA) == "de"


async def test_a_choice_that_the_store_does_not_take_leaves_the_one_before() -> None:
    store, clock, (languages,) = instances_over(Locked)
    await languages.choose(ANNA, "de")
    store.locked = 1
    with pytest.raises(Busy):
        await languages.choose(ANNA, "fr")
    clock.seconds += KNOWN_FOR
    assert await languages.chosen(ANNA) == "de"


async def test_of_two_choices_at_once_memory_and_store_know_the_same() -> None:
    _, clock, (languages,) = instances_over(Locked)
    await asyncio.gather(languages.choose(ANNA, "de"), languages.choose(ANNA, "fr"))
    said = languages.at_hand(ANNA)
    clock.seconds += KNOWN_FOR
    assert await languages.chosen(ANNA) == said
