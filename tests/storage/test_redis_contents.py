"""What a Redis shows of us to whoever looks into it: nothing that can be read, and few connections."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from bot.storage import open_store
from tests.support.redis_server import shared
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis
ANNA, CHAT = "tenant/anna", "19:chat@thread.v2"


async def test_no_value_key_owner_or_place_can_be_read_in_the_server() -> None:
    store = open_store(shared().emptied(), KEYRING)
    await store.open()
    record = await store.record("the-key", ANNA, CHAT, b"the-command", lease=6, keep=60)
    assert record
    await store.await_sign_in(record, b"the-question", lease=1, keep=60)
    await store.keep_tokens(ANNA, b"the-tokens", 0)
    await store.put("start", "the-handle", b"the-start", keep=60)
    await store.close()
    with shared().client() as client:
        raw = b"".join(key + cast("bytes", client.dump(key)) for key in client.scan_iter())
    names = [record.id, ANNA, "anna", CHAT, "the-key", "the-command", "the-question", "the-tokens", "the-handle"]
    assert [name for name in [*names, "the-start"] if name.encode() in raw] == []


async def test_connections_are_few_however_many_ask() -> None:
    store = open_store(shared().emptied(), KEYRING)
    await store.open()
    with shared().client() as client:
        before = len(client.client_list())
        await asyncio.gather(*(store.put("start", str(n), b"x", keep=60) for n in range(500)))
        assert len(client.client_list()) - before <= 4
    await store.close()
