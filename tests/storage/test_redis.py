"""Redis: time is the server's, a server that comes back is gone on with, also when it has forgotten everything."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from redis._parsers.base import BaseParser
from structlog.testing import capture_logs

from bot.errors import BotError, Busy, Misconfigured, NoRoom
from bot.ports import CommandRecord, Store, StoredTokens
from bot.storage import open_store
from bot.storage.redis_line import translated
from tests.support.cut_line import cut_line
from tests.support.redis_server import RedisServer, shared
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis
ANNA, BEN = "tenant/anna", "tenant/ben"
CHAT = "19:chat@thread.v2"
DAY = 86400.0
DOCS = Path(__file__).parents[2] / "docs" / "storage.md"
REFUSAL = cast("Callable[[str], Exception]", BaseParser.parse_error)


@asynccontextmanager
async def opened(url: str, ahead: float = 0.0) -> AsyncIterator[Store]:
    """A store of an instance whose own clocks are `ahead` of the others'."""
    store = open_store(url, KEYRING, lambda: 1e9 + ahead, lambda: 1e3 + ahead)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
def url() -> str:
    return shared().emptied()


@pytest.fixture
def own() -> Iterator[RedisServer]:
    """A server that the test may do anything to."""
    server = RedisServer("--appendonly", "yes", "--appendfsync", "always").start()
    yield server
    server.end()


async def recorded(store: Store, key: str = "k", lease: float = 30) -> CommandRecord:
    record = await store.record(key, ANNA, CHAT, b"the-command", lease=lease, keep=600)
    assert record
    return record


async def after_the_first(ask: Callable[[], Any]) -> Any:
    """What is answered after a first question that tells of something new."""
    with pytest.raises(Busy):
        await ask()
    return await ask()


class TestTime:
    async def test_no_instances_clock_takes_a_command_from_a_living_one(self, url: str) -> None:
        async with opened(url) as one, opened(url, DAY) as fast, opened(url, -DAY) as slow:
            record = await recorded(one)
            assert await fast.take_over(lease=6, limit=20) == await slow.take_over(lease=6, limit=20) == []
            await fast.put("start", "k", b"value", keep=60)
            assert await one.get("start", "k") == await slow.get("start", "k") == b"value"
            assert await one.renew([record.id], lease=6) == {record.id}

    async def test_a_command_of_a_dead_instance_is_due_when_the_server_says_so(self, url: str) -> None:
        async with opened(url) as one, opened(url, -DAY) as slow:
            record = await recorded(one, lease=0.02)
            async with asyncio.timeout(10):
                while not (found := await slow.take_over(lease=6, limit=20)):  # noqa: ASYNC110 — the server's clock
                    await asyncio.sleep(0.01)
            assert [(left.id, left.attempt) for left in found] == [(record.id, 2)]

    async def test_a_server_whose_clock_was_put_back_keeps_no_command(self, url: str) -> None:
        async with opened(url) as one, opened(url) as two:
            record = await recorded(one)
            shared().passes(-DAY)
            assert [left.id for left in await two.take_over(lease=6, limit=20)] == [record.id]

    async def test_everything_but_people_has_an_end(self, url: str) -> None:
        async with opened(url) as store:
            waits = await recorded(store)
            await store.await_sign_in(waits, b"x", lease=6, keep=600)
            await store.sign_in_offered(waits.id)
            await store.done((await recorded(store, "done")).id)
            await store.put("start", "k", b"value", keep=60)
            await store.drop_tokens(ANNA)
            with shared().client() as client:
                stays = {key.decode().split(":")[1] for key in client.scan_iter() if client.ttl(key) < 0}
        assert stays == {"store", "secrets", "p"}

    async def test_an_index_of_what_waits_lives_as_long_as_what_waits_longest(self, url: str) -> None:
        async with opened(url) as store:
            for key, keep in (("long", 600.0), ("short", 60.0)):
                await store.await_sign_in(await recorded(store, key), b"x", lease=6, keep=keep)
            shared().passes(61)
            assert len(await store.waiting(ANNA)) == 1


class TestComingBack:
    async def test_with_its_data_everything_goes_on(self, own: RedisServer) -> None:
        async with opened(own.url) as store:
            await store.keep_tokens(ANNA, b"tokens", 0)
            record = await recorded(store)
            own.kill()
            with pytest.raises(Busy, match="cannot be reached"):
                await store.tokens(ANNA)
            own.start()
            assert await store.tokens(ANNA) == StoredTokens(0, b"tokens")
            assert await store.renew([record.id], lease=6) == {record.id}

    async def test_a_question_waits_for_a_server_that_is_only_started_again(self, own: RedisServer) -> None:
        async with opened(own.url) as store:
            own.kill()
            asking = asyncio.create_task(store.drop_tokens(ANNA))
            await asyncio.to_thread(own.start)
            assert await asking == 1

    async def test_what_others_hold_is_left_to_them_while_they_could_not_renew_it(self, own: RedisServer) -> None:
        async with opened(own.url) as one, opened(own.url) as two:
            sent, later = await recorded(one, "sent", lease=0.5), await recorded(one, "later", lease=0.5)
            await one.postpone(later, b"x", delay=0.001)
            own.kill()
            with pytest.raises(Busy):
                await two.take_over(lease=1, limit=20)
            own.start()
            own.passes(30)
            assert [left.id for left in await two.take_over(lease=1, limit=20)] == [later.id]
            async with asyncio.timeout(20):  # nor is it kept from whoever comes for ever
                while not (found := await two.take_over(lease=1, limit=20)):  # noqa: ASYNC110 — the server's clock
                    await asyncio.sleep(0.05)
            assert sent.id in {left.id for left in found}

    async def test_a_server_that_hangs_is_not_waited_for_for_ever(self, own: RedisServer) -> None:
        async with opened(own.url) as store:
            assert own.process
            own.process.send_signal(signal.SIGSTOP)
            with pytest.raises(Busy):
                await store.tokens(ANNA)
            own.process.send_signal(signal.SIGCONT)
            assert await store.tokens(ANNA) == StoredTokens(0, None)

    async def test_an_answer_that_was_lost_on_its_way_counts_all_the_same(self, url: str) -> None:
        async with cut_line(shared().port) as line, opened(line.url) as store:
            for ask in (
                lambda: store.record("k", ANNA, CHAT, b"x", lease=6, keep=60),
                lambda: store.put("start", "k", b"x", keep=60),
                lambda: store.keep_tokens(ANNA, b"x", 0),
            ):
                line.cuts_next_answer()
                assert await ask()
            version = (await store.tokens(ANNA)).version
            line.cuts_next_answer()
            assert await store.keep_tokens(ANNA, b"y", 0, instead_of=version)
            assert line.cuts == 4
            assert await store.record("k", ANNA, CHAT, b"x", lease=6, keep=60) is None
            assert not await store.put("start", "k", b"x", keep=60)


class TestEmptied:
    async def test_it_is_told_once_and_then_gone_on_with(self, url: str) -> None:
        async with opened(url) as store:
            await recorded(store)
            shared().emptied()
            with capture_logs() as log:
                assert await after_the_first(lambda: store.record("k", ANNA, CHAT, b"x", lease=6, keep=60))
            assert [line["event"] for line in log] == ["store_was_emptied"]

    async def test_old_instances_and_a_new_one_mean_the_same_people(self, url: str) -> None:
        async with opened(url) as one, opened(url) as two:
            shared().emptied()
            async with opened(url) as newcomer:
                generation = (await after_the_first(lambda: one.tokens(ANNA))).generation
                assert await one.keep_tokens(ANNA, b"annas", generation)
                assert await newcomer.tokens(ANNA) == StoredTokens(generation, b"annas")
                assert (await after_the_first(lambda: two.tokens(ANNA))).value == b"annas"

    async def test_no_generation_comes_again(self, url: str) -> None:
        """Whoever holds tokens in memory would otherwise serve somebody who has signed out meanwhile."""
        async with opened(url) as one, opened(url) as two:
            await two.drop_tokens(ANNA)
            shared().emptied()
            first = (await after_the_first(lambda: one.tokens(ANNA))).generation
            assert first > 1
            assert await one.drop_tokens(ANNA) == first + 1
            assert (await after_the_first(lambda: two.tokens(ANNA))).generation == first + 1
            shared().emptied()
            assert (await after_the_first(lambda: two.tokens(ANNA))).generation > first + 1

    async def test_nothing_is_written_under_names_of_the_store_before(self, url: str) -> None:
        async with opened(url) as one:
            shared().emptied()
            async with opened(url):
                answers = await asyncio.gather(
                    *(one.record(str(n), ANNA, CHAT, b"x", lease=6, keep=60) for n in range(20)),
                    return_exceptions=True,
                )
                assert {type(answer).__name__ for answer in answers} == {"Replaced"}
                assert await recorded(one)


class TestTroubles:
    async def test_a_full_server_is_for_the_operator(self, own: RedisServer) -> None:
        async with opened(own.url) as store:
            with own.client() as client:
                client.config_set("maxmemory", "1")
            for ask in (store.ping, lambda: recorded(store)):
                with pytest.raises(Misconfigured, match=r"STORAGE_URL: Redis is full"):
                    await ask()

    async def test_a_replica_is_left_for_the_server_that_takes_writes(self, own: RedisServer) -> None:
        async with opened(own.url) as store:
            with own.client() as client:
                client.replicaof("127.0.0.1", "1")
                with pytest.raises(Busy, match="READONLY"):
                    await store.ping()
                client.replicaof("NO", "ONE")
            await store.ping()

    @pytest.mark.parametrize("login", ["", "bot:the-wrong-word@", ":the-wrong-word@"])
    async def test_a_wrong_password_names_the_setting_and_is_not_repeated(self, own: RedisServer, login: str) -> None:
        with own.client() as client:
            client.config_set("requirepass", "the-right-word")
        with pytest.raises(Misconfigured, match=r"STORAGE_URL: Redis (refuses|wants)") as caught:
            async with opened(own.url.replace("//", f"//{login}")):
                pass
        assert "word@" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
        async with opened(own.url.replace("//", "//:the-right%2Dword@")) as store:
            await store.ping()

    async def test_a_database_that_is_not_there_is_named(self, own: RedisServer) -> None:
        with pytest.raises(Misconfigured, match="STORAGE_URL: Redis has no database of that number"):
            async with opened(f"{own.url[:-1]}99"):
                pass

    async def test_a_user_with_the_permissions_that_the_docs_name_can_do_everything(self, own: RedisServer) -> None:
        [rule] = re.findall(r"^ACL SETUSER bot on >password (.*)$", DOCS.read_text("utf-8"), re.MULTILINE)
        with own.client() as client:
            client.execute_command("ACL", "SETUSER", "bot", "on", ">password", *rule.split())
        async with opened(own.url.replace("//", "//bot:password@")) as store:
            await store.ping()
            await store.await_sign_in(await recorded(store), b"x", lease=6, keep=60)
            assert len(await store.waiting(ANNA)) == 1
            await store.let_go()
            assert len(await store.take_over(lease=6, limit=20)) == 1
            assert await store.drop_tokens(ANNA) == 1
            await store.put("start", "k", b"x", keep=60)
            assert await store.take("start", "k") == b"x"

    async def test_a_server_that_may_throw_records_away_is_told_of(self, own: RedisServer) -> None:
        with own.client() as client:
            client.config_set("maxmemory", "100mb")
            client.config_set("maxmemory-policy", "volatile-lru")
        with capture_logs() as log:
            async with opened(own.url):
                pass
        assert [(line["event"], line["policy"]) for line in log] == [("redis_may_evict", "volatile-lru")]

    @pytest.mark.parametrize(
        ("said", "kind", "told"),
        [
            ("LOADING Redis is loading the dataset in memory", Busy, "loading"),
            (
                "READONLY You can't write against a read only replica.",
                Busy,
                "READONLY: a replica, which takes no writes",
            ),
            ("MASTERDOWN Link with MASTER is down", Busy, "MASTERDOWN: a replica whose primary is away"),
            ("NOREPLICAS Not enough good replicas to write.", Busy, "min-replicas-to-write"),
            ("CLUSTERDOWN Hash slot not served", Busy, "CLUSTERDOWN"),
            ("MISCONF Redis is configured to save RDB snapshots", NoRoom, "save to its disk"),
            ("OOM command not allowed when used memory > 'maxmemory'.", NoRoom, "full"),
            ("NOPERM User bot has no permissions to run the 'evalsha' command", Misconfigured, "permission"),
            ("MOVED 3999 127.0.0.1:6381", Misconfigured, "cluster"),
            ("CROSSSLOT Keys in request don't hash to the same slot", Misconfigured, "cluster"),
            ("ERR max number of clients reached", Busy, "maxclients"),
            ("DENIED Redis is running in protected mode because ...", Misconfigured, "protected-mode"),
            ("ERR Protocol error: unauthenticated multibulk length", Misconfigured, "wants a password"),
            ("ERR SELECT is not allowed in cluster mode", Misconfigured, "database"),
            ("ERR the-secret-in-its-words", Misconfigured, "refuses what the bot asks"),
        ],
    )
    def test_what_the_server_says_is_told_in_our_own_words(self, said: str, kind: type[BotError], told: str) -> None:
        error = translated(REFUSAL(said))
        assert type(error) is kind
        assert told in str(error)
        assert "secret" not in str(error)
