"""Two instances with one Redis: 300 first uses at once, one instance after the other killed or stopped, Redis away."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import signal
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app import create_app
from benchmarks.lab import store
from benchmarks.lab.lab import lab
from benchmarks.lab.process import BotProcess
from benchmarks.lab.teams import CLOCK, Wish
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.lab.world import Person
from benchmarks.soak.hour import Hour, doubled, waits
from tests.support.journeys.instances import Crowd, instances, staff
from tests.support.redis_server import RedisServer

PEOPLE = 400
RATE = 15  # a second
EACH = 5.0  # seconds from kill to kill
AROUND = 3.0
AT_GRAPH = 0.3  # seconds: each has some answers on their way when it stops
STANDS = (0.5, 10.0)  # seconds: a machine that is moved is back soon; one that is not is another's to answer for
BACK = 5.0  # seconds after which a Redis that is there again has everybody served
SETTLED = 60.0


@dataclass(slots=True)
class Pair:
    """The hour, with a balancer in the place of its bot; `bots` are behind it, on `redis`."""

    now: Hour
    bots: list[BotProcess]
    redis: RedisServer


async def first_uses(people: float, seed: int) -> list[Verdict]:
    """So many people at once, nobody signed in, each with three clients that all exchange the same token."""
    everybody = staff(round(people))
    redis = RedisServer().start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with instances(Path(folder), redis, everybody, create_app) as both:
                for person in everybody:
                    both.here.consent(person)
                crowd, began = Crowd(both.here, everybody, clients=3), CLOCK()
                await crowd.ask_all()
                with suppress(TimeoutError):
                    await crowd.answered(SETTLED)
                await both.idle()
                crowd.look()
    finally:
        redis.end()
    links = [crowd.links(person) for person in everybody]
    verdict = Verdict(f"{round(people)} first uses at once, three clients each, two instances")
    verdict.none("without the own link", sum(not any(found) for found in links))
    verdict.none("with another's link", sum(not all(found) for found in links))
    verdict.none("answered twice", sum(crowd.waiting(person) < 0 for person in everybody))
    verdict.note("seconds to the last answer", CLOCK() - began)
    return [verdict]


async def instance_kills(seconds: float, seed: int) -> list[Verdict]:
    """One of two killed with -9 every five seconds, and started again."""
    times = max(round(seconds / EACH), 1)
    async with pair(seed) as two:
        killing = asyncio.create_task(_killed(two, times))
        wishes = []
        while not killing.done():
            wishes += await two.now.wishes(RATE, 1, insist=30)
        await killing
        accepted = [wish for wish in wishes if wish.accepted]
        await two.now.until(lambda: _served(two, accepted), SETTLED)
        await asyncio.sleep(10)  # a lease that was left behind has run out by then
    verdict = Verdict(f"one of two instances killed {times} times at {RATE} new links a second")
    verdict.note("asked for", len(wishes))
    verdict.none("not accepted", len(wishes) - len(accepted))
    verdict.none("lost", sum(not _heard(two, wish) for wish in accepted))
    verdict.note("words instead of a link", sum(not wish.links for wish in accepted))
    verdict.at_most("answered twice", doubled(wishes), times)
    verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))
    return [verdict]


async def _killed(two: Pair, times: int) -> None:
    for bot in itertools.islice(itertools.cycle(two.bots), times):
        await asyncio.sleep(two.now.random.uniform(0.5, 1.5) * (EACH - 2))
        bot.kill()
        await bot.start(STORAGE_URL=two.redis.url)


async def instance_stops(seconds: float, seed: int) -> list[Verdict]:
    """One of two stands still for seconds, and goes on with what it was at; the other has taken that up by then."""
    async with pair(seed) as two:
        two.now.lab.microsoft.graph_delay = AT_GRAPH
        asking = asyncio.create_task(two.now.wishes(RATE, seconds, insist=30))
        stops = await _stopped(two, seconds)
        wishes = await asking
        accepted = [wish for wish in wishes if wish.accepted]
        await two.now.until(lambda: _served(two, accepted), SETTLED)
        await asyncio.sleep(10)  # a lease that was left behind has run out by then
    verdict = Verdict(f"one of two instances stood still {len(stops)} times at {RATE} new links a second")
    verdict.note("seconds it stood still", ", ".join(f"{stop:.1f}" for stop in stops))
    verdict.note("asked for", len(wishes))
    verdict.none("not accepted", len(wishes) - len(accepted))
    verdict.none("lost", sum(not _heard(two, wish) for wish in accepted))
    verdict.note("words instead of a link", sum(not wish.links for wish in accepted))
    verdict.at_most("answered twice", doubled(wishes), len(stops))
    verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))
    return [verdict]


async def _stopped(two: Pair, seconds: float) -> list[float]:
    stops: list[float] = []
    ends = CLOCK() + seconds
    for bot in itertools.cycle(two.bots):
        if CLOCK() > ends:
            return stops
        await asyncio.sleep(two.now.random.uniform(0.5, 1.5) * (EACH - 2))
        stops.append(two.now.random.uniform(*STANDS))
        os.kill(bot.pid, signal.SIGSTOP)
        await asyncio.sleep(stops[-1])
        os.kill(bot.pid, signal.SIGCONT)
    return stops


async def redis_away(seconds: float, seed: int, only: str = "") -> list[Verdict]:
    """Redis killed under load, and started again after so long: with its data, and empty."""
    return [await _away(seconds, seed, empty=name == "empty") for name in ("with its data", "empty") if only in name]


async def _away(seconds: float, seed: int, *, empty: bool) -> Verdict:
    async with pair(seed) as two:
        asking = asyncio.create_task(two.now.wishes(RATE, seconds + 2 * AROUND))
        await asyncio.sleep(AROUND)
        two.redis.kill()
        await asyncio.sleep(seconds)
        await asyncio.to_thread(two.redis.start, empty=empty)
        back = CLOCK()
        wishes = await asking
        served = await two.now.until(lambda: _served(two, wishes), SETTLED)
        after = await two.now.wishes(RATE, AROUND)
        await two.now.until(lambda: _served(two, after), SETTLED)
        alive = sum(bot.alive for bot in two.bots)
    taken = [heard - back for heard in (wish.links[0] for wish in wishes if wish.links) if heard > back]
    verdict = Verdict(f"Redis away for {seconds:.0f} s, back {'empty' if empty else 'with its data'}, two instances")
    verdict.at_least("instances alive", alive, 2)
    verdict.note("asked for", len(wishes))
    verdict.none("not accepted", sum(not wish.accepted for wish in wishes))
    verdict.none("neither served nor told", sum(not _heard(two, wish) for wish in (*wishes, *after)))
    verdict.none("answered twice", doubled(wishes))
    if taken:
        verdict.below("seconds from its return to the first link", min(taken), BACK)
    else:
        verdict.note("people had to sign in again, and were told so", len(wishes))
    verdict.below("seconds until all were served, from the end of the questions", served, BACK)
    verdict.below("afterwards: seconds to the link, p99", percentile(waits(after), 0.99), BACK)
    return verdict


def _heard(two: Pair, wish: Wish) -> bool:
    return bool(wish.links) or two.now.teams.told(wish)


def _served(two: Pair, wishes: Iterable[Wish]) -> bool:
    return all(_heard(two, wish) for wish in wishes)


@asynccontextmanager
async def pair(seed: int) -> AsyncIterator[Pair]:
    """Two instances on one Redis, with people who are signed in."""
    redis = RedisServer("--appendonly", "yes").start()
    try:
        async with lab() as here:
            await store.people_at(redis.url, range(1, PEOPLE + 1))
            bots = [here.own_bot(here.folder / name) for name in ("one", "two")]
            await asyncio.gather(*(bot.start(STORAGE_URL=redis.url) for bot in bots))
            front = await asyncio.start_server(Balancer([bot.port for bot in bots]).serve, "127.0.0.1", 0)
            everybody = [*map(Person, range(1, PEOPLE + 1))]
            port = front.sockets[0].getsockname()[1]
            try:
                yield Pair(Hour(here, bots[0], here.teams(port), everybody, random.Random(seed)), bots, redis)
            finally:
                front.close()
                for bot in bots:
                    await bot.stop()
    finally:
        redis.end()


@dataclass(slots=True)
class Balancer:
    """Each connection goes to the next instance that takes it, and is one with it from then on."""

    ports: list[int]
    _next: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._next += 1
        for turn in range(len(self.ports)):
            with suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", self.ports[(self._next + turn) % len(self.ports)])
                await asyncio.gather(_passed(reader, there[1]), _passed(there[0], writer))
                return
        writer.close()


async def _passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
