"""Several instances have one store: a kill loses nothing, and each thing counts once among all of them."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.ports import StoredTokens
from tests.support.storage import Clock, Opened

ANNA, CHAT = "tenant/anna", "chat"
PROJECT = Path(__file__).parents[2]

# What a bot does until it is killed: it writes a command down and keeps tokens, and never closes anything.
DOOMED = """
import asyncio, sys
from bot.ops.keyring import Keyring
from bot.storage import open_store

async def main(url, now, tick):
    store = open_store(url, Keyring([b"k" * 32]), lambda: now, lambda: tick)
    await store.open()
    await store.keep_tokens("tenant/anna", b"tokens", 0)
    delivery = await store.record("k", "tenant/anna", "chat", b"command", lease=30, keep=600)
    print(delivery.id, flush=True)
    await asyncio.sleep(60)

asyncio.run(main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
"""


async def test_what_a_killed_process_wrote_down_is_there_and_becomes_an_orphan(
    instances: Opened, where: str, clock: Clock
) -> None:
    arguments = (sys.executable, "-c", DOOMED, where, str(clock.now), str(clock.tick))
    process = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE, cwd=PROJECT)
    assert process.stdout
    id = (await process.stdout.readline()).decode().strip()
    process.kill()
    assert await process.wait() == -9
    async with instances() as store:
        assert await store.find(id, ANNA) == "running"
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
        assert await store.record("k", ANNA, CHAT, b"again", lease=30, keep=600) is None
        assert await store.take_over(lease=30, limit=20) == []
        clock.passes(30)
        assert [(one.id, one.value) for one in await store.take_over(lease=30, limit=20)] == [(id, b"command")]


async def test_two_instances_count_each_thing_once(instances: Opened, clock: Clock) -> None:
    async with instances() as one, instances() as two:
        both = [one, two] * 10
        records = await asyncio.gather(*(s.record("k", ANNA, CHAT, b"x", lease=30, keep=600) for s in both))
        [(claimer, delivery)] = [(store, record) for store, record in zip(both, records, strict=True) if record]
        await claimer.await_sign_in(delivery, b"x", lease=30, keep=300)
        claims = await asyncio.gather(*(s.resume(delivery.id, ANNA, CHAT, lease=30) for s in both))
        assert len([claim for claim in claims if claim]) == 1
        clock.passes(30)
        orphans = await asyncio.gather(*(s.take_over(lease=30, limit=20) for s in both))
        assert sum(len(claimed) for claimed in orphans) == 1
        await one.put("state", "k", b"x", keep=60)
        taken = await asyncio.gather(*(s.take("state", "k") for s in both))
        assert taken.count(b"x") == 1
        assert sorted(await asyncio.gather(*(s.drop_tokens(ANNA) for s in both))) == list(range(1, 21))


async def test_a_sign_out_at_one_instance_shows_in_the_claims_of_the_other(instances: Opened) -> None:
    async with instances() as one, instances() as two:
        await one.keep_tokens(ANNA, b"tokens", 0)
        await two.drop_tokens(ANNA)
        delivery = await one.record("k", ANNA, CHAT, b"x", lease=30, keep=600)
        assert delivery
        assert delivery.generation == 1
        assert not await one.keep_tokens(ANNA, b"late", 0)


async def test_everything_is_there_after_closing_and_opening(instances: Opened) -> None:
    async with instances() as store:
        await store.keep_tokens(ANNA, b"tokens", 0)
        await store.put("start", "k", b"value", keep=60)
    async with instances() as store:
        assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
        assert await store.get("start", "k") == b"value"
