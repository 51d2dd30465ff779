"""A store that does not answer is not asked by everybody in turn, and is asked again by all once it is back."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

import pytest

from bot.errors import Busy, Misconfigured
from bot.ports import Store, StoredTokens
from bot.storage import behind_breaker, open_store
from bot.storage.redis_line import Replaced
from tests.support.redis_server import RedisServer
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis
ANNA = "tenant/anna"
BACK = 5.0  # seconds after which everybody is served again


class Watched:
    """`store`, or one that knows nobody; its operations end in `error` where there is one. `asked` counts them."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self.error: Exception | None = None
        self.asked = 0

    def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
        async def operation(*arguments: object) -> object:
            self.asked += 1
            if self.error:
                raise self.error
            return await getattr(self._store, name)(*arguments) if self._store else StoredTokens(0, None)

        return operation


async def refused(store: Store, times: int) -> None:
    for _ in range(times):
        with pytest.raises((Busy, Misconfigured)):
            await store.tokens(ANNA)


async def test_after_three_failures_nobody_asks_and_after_a_second_one_does() -> None:
    watched, now = Watched(), [0.0]
    store = behind_breaker(watched, lambda: now[0])  # type: ignore[arg-type]
    watched.error = Busy("away")
    await refused(store, 10)
    assert watched.asked == 3
    now[0] += 1.1
    await refused(store, 10)
    assert watched.asked == 4
    watched.error = None
    now[0] += 2.1
    assert await store.tokens(ANNA) == StoredTokens(0, None)
    assert [await store.tokens(ANNA) for _ in range(3)]
    assert watched.asked == 8


async def test_the_bots_own_ping_finds_out_before_anybodys_question_has_to() -> None:
    watched = Watched()
    store = behind_breaker(watched, lambda: 0.0)  # type: ignore[arg-type]
    watched.error = Busy("away")
    await refused(store, 5)
    watched.error = None
    await store.ping()
    assert await store.tokens(ANNA) == StoredTokens(0, None)


@pytest.mark.parametrize("error", [Misconfigured("STORAGE_URL", "full"), Replaced("emptied")])
async def test_a_refusal_is_an_answer(error: Exception) -> None:
    watched = Watched()
    store = behind_breaker(watched, lambda: 0.0)  # type: ignore[arg-type]
    watched.error = error
    await refused(store, 10)
    assert watched.asked == 10


@pytest.fixture
def own() -> Iterator[RedisServer]:
    server = RedisServer().start()
    yield server
    server.end()


async def test_a_silent_redis_is_waited_for_once_and_served_from_again_within_five_seconds(own: RedisServer) -> None:
    assert own.process
    watched = Watched(open_store(own.url, KEYRING))
    store = behind_breaker(watched)  # type: ignore[arg-type]
    await store.open()
    own.process.send_signal(signal.SIGSTOP)
    await asyncio.gather(*(refused(store, 1) for _ in range(5)))
    before = watched.asked
    await refused(store, 200)
    assert watched.asked <= before + 1
    own.process.send_signal(signal.SIGCONT)
    async with asyncio.timeout(BACK):
        while not await answers(store):  # noqa: ASYNC110 — it is another process
            await asyncio.sleep(0.1)
    assert await asyncio.gather(*(store.tokens(ANNA) for _ in range(50))) == [StoredTokens(0, None)] * 50
    await store.close()


async def answers(store: Store) -> bool:
    with suppress(Busy):
        return await store.tokens(ANNA) == StoredTokens(0, None)
    return False
