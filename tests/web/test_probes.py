"""Probes are many and cheap: they neither ask the store each time nor wait for a slow one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.ops.health import Health
from bot.web.health import ANSWER_GOOD_FOR, Probes


class Store:
    """Counts how often it is asked, and answers, fails or hangs."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False
        self.answers = asyncio.Event()
        self.answers.set()
        self.time = 100.0

    async def ping(self) -> None:
        self.asked += 1
        await self.answers.wait()
        if self.fails:
            raise OSError("a path")


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def probes(store: Store) -> AsyncIterator[TestClient[Any, Any]]:
    health = Health(lambda: datetime(2026, 11, 28, tzinfo=UTC))
    health.ready = True
    health.describe("keys", lambda: {"age": 7})
    health.works("keys")
    app = web.Application()
    app.add_routes(Probes(health, store.ping, lambda: store.time).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def dependencies(probes: TestClient[Any, Any]) -> Any:
    async with probes.get("/readyz") as answer:
        assert answer.status == 200
        return (await answer.json())["dependencies"]


async def test_a_hundred_probes_ask_the_store_once(probes: TestClient[Any, Any], store: Store) -> None:
    found = await asyncio.gather(*(dependencies(probes) for _ in range(100)))
    assert {each["storage"]["state"] for each in found} == {"ok"}
    assert store.asked == 1
    store.time += ANSWER_GOOD_FOR + 0.1
    store.fails = True
    assert (await dependencies(probes))["storage"]["fault"] == "OSError"
    assert store.asked == 2


async def test_a_store_that_hangs_does_not_hang_the_probe(probes: TestClient[Any, Any], store: Store) -> None:
    store.answers.clear()
    for _ in range(3):
        assert (await dependencies(probes))["storage"]["fault"] == "is slow"
        store.time += 10
    assert store.asked == 1
    store.answers.set()
    await asyncio.sleep(0)
    assert (await dependencies(probes))["storage"]["state"] == "ok"


async def test_what_is_known_of_a_dependency_stands_beside_its_state(probes: TestClient[Any, Any]) -> None:
    assert (await dependencies(probes))["keys"] == {"state": "ok", "since": "2026-11-28T00:00:00+00:00", "age": 7}
