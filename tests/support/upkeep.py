"""A store with a day of two people in it, for whoever looks after it; and what `python -m bot.storage` says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.ops.keyring import Keyring
from bot.ports import Store, StoredTokens
from bot.storage import open_store

T = TypeVar("T")
OLD, NEW = b"o" * 32, b"n" * 32
TENANT = "11111111-1111-4111-8111-111111111111"
ANNA_ID, BEN_ID = "22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"
ANNA, BEN, CHAT = f"{TENANT}/{ANNA_ID}", f"{TENANT}/{BEN_ID}", "19:chat@thread.v2"
Told = Callable[..., str]


def in_store(url: str, act: Callable[[Store], Awaitable[T]], *keys: bytes) -> T:
    """What comes of it in the store there."""

    async def acted() -> T:
        store = open_store(url, Keyring(keys or [OLD]))
        await store.open()
        try:
            return await act(store)
        finally:
            await store.close()

    return asyncio.run(acted())


async def a_day(store: Store) -> str:
    """Anna has asked, waits for a sign-in, and was answered; Ben is signed in and has a customer. The waiting id."""
    await store.keep_tokens(ANNA, b"annas tokens", 0)
    await store.drop_tokens(BEN)
    await store.keep_tokens(BEN, b"bens tokens", 1)
    for key in ("answered", "at work", "later"):
        record = await store.record(key, ANNA, CHAT, key.encode(), lease=0.001, keep=3600)
        assert record
        if key == "answered":
            await store.done(record.id)
        if key == "later":
            await store.postpone(record, b"tried", delay=600)
    waits = await store.record("waits", ANNA, CHAT, b"x", lease=6, keep=3600)
    assert waits
    await store.await_sign_in(waits, b"asked", lease=6, keep=900)
    await store.sign_in_offered(waits.id)
    await store.put("customer language", BEN, b"fr", keep=3600)
    await store.put("start", "handle", json.dumps({"user": ANNA_ID}).encode(), keep=600)
    await store.put("signed in", ANNA, b"", keep=600)
    return waits.id


async def all_is_there(store: Store, waits: str) -> None:
    assert await store.tokens(ANNA) == StoredTokens(0, b"annas tokens")
    assert await store.tokens(BEN) == StoredTokens(1, b"bens tokens")
    assert await store.get("customer language", BEN) == b"fr"
    assert await store.get("start", "handle") is not None
    for key in ("answered", "at work", "later", "waits"):
        assert await store.record(key, ANNA, CHAT, b"again", lease=6, keep=60) is None
    assert [one.id for one in await store.waiting(ANNA)] == [waits]
    assert [(one.value, one.attempt) for one in await store.take_over(lease=6, limit=20)] == [(b"at work", 2)]
    assert await store.resume(waits, ANNA, CHAT, lease=6)
