"""A machine that stands still for a while, as one that is moved to another host does, is no fault of Redis."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.ports import StoredTokens
from bot.storage import open_store, redis_line
from tests.support.redis_server import shared
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis
ANNA = "tenant/anna"


@pytest.mark.parametrize("turns", range(5), ids="after turn {} of the loop".format)
async def test_what_was_asked_before_it_is_answered_after_it(monkeypatch: pytest.MonkeyPatch, turns: int) -> None:
    for limit in ("QUESTION_TIMEOUT", "BATCH_TIMEOUT"):
        monkeypatch.setattr(redis_line, limit, 0.2)
    store = open_store(shared().emptied(), KEYRING)
    await store.open()
    try:
        await store.keep_tokens(ANNA, b"tokens", 0)
        asking = [asyncio.create_task(store.tokens(ANNA)) for _ in range(300)]
        for _ in range(turns):
            await asyncio.sleep(0)
        time.sleep(0.4)  # noqa: ASYNC251 — the loop stands still, and so does everything on it
        assert set(await asyncio.gather(*asking)) == {StoredTokens(0, b"tokens")}
    finally:
        await store.close()
