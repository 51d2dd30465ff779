"""The language of a person's last customer: theirs alone, kept over a restart, and no reason for anything to fail."""

from __future__ import annotations

from bot.errors import Busy
from bot.model import User
from bot.ops.keyring import Keyring
from bot.records.customer_languages import StoredLanguages
from bot.storage import open_store
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows

ANNA, BEN = User("t", "anna"), User("t", "ben")
KEYS = Keyring([bytes(32)])


class Broken(EncryptedStore):
    """A store that fails at whatever is asked of it."""

    async def get(self, table: str, key: str) -> bytes | None:
        raise Busy("the store does not answer")

    async def replace(self, table: str, key: str, value: bytes, *, keep: float) -> None:
        raise Busy("the store does not answer")


async def test_the_last_language_is_each_persons_own() -> None:
    store = open_store("memory://", KEYS)
    await store.open()
    languages = StoredLanguages(store)
    assert await languages.last(ANNA) == ""
    await languages.used(ANNA, "de")
    await languages.used(BEN, "en")
    await languages.used(ANNA, "en")
    await languages.used(BEN, "de")
    assert (await languages.last(ANNA), await languages.last(BEN)) == ("en", "de")


async def test_a_store_that_fails_is_as_good_as_none() -> None:
    languages = StoredLanguages(Broken(MemoryRows(), KEYS, lambda: 0.0))
    await languages.used(ANNA, "de")
    assert await languages.last(ANNA) == ""
