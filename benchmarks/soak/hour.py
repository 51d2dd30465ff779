"""A bad hour's stage: our bot with so many signed-in people, senders at a steady pace, probes and memory watched."""

from __future__ import annotations

import asyncio
import itertools
import math
import random
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from benchmarks.lab import store
from benchmarks.lab.lab import Lab, lab
from benchmarks.lab.process import BotProcess
from benchmarks.lab.teams import CLOCK, Teams, Wish
from benchmarks.lab.tokens import LIFETIME
from benchmarks.lab.verdict import Verdict, percentile, quantile
from benchmarks.lab.wire import Client
from benchmarks.lab.world import Meeting, Person

PROBE = b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n"
METRICS = b"GET /metrics HTTP/1.1\r\nHost: bot\r\n\r\n"
LAG = re.compile(rb'loop_lag_seconds_bucket\{le="([^"]+)"\} (\S+)')
MOST_LAG = 0.02
CATCHES_UP = 2.0  # seconds after which a store that works again knows everything
PROBE_EVERY = 0.25
PROBE_PATIENCE = 10.0
PROBE_WITHIN = 0.2


@dataclass(slots=True)
class Watch:
    """What an orchestrator sees meanwhile: how long its probes took in seconds, and the memory in MiB.

    `waited` is the share of the time in which the bot could have run but for other programs on its processor.
    """

    probes: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    waited: float = 0.0


@dataclass(slots=True)
class Hour:
    """The bot is running; `seed` makes the same hour again.

    `began` is by `CLOCK`, `began_at` the same moment of the day.
    `unwritten`: since when the store takes nothing. `forgotten`: meetings that somebody asked for then, in a process
    that was killed before the store took anything.
    """

    lab: Lab
    bot: BotProcess
    teams: Teams
    people: Sequence[Person]
    random: random.Random
    began: float = field(default_factory=CLOCK)
    began_at: float = field(default_factory=time.time)
    unwritten: float = math.inf
    forgotten: set[int] = field(default_factory=set)
    _catching_up: asyncio.TimerHandle | None = None
    _serials: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def somebody(self) -> Person:
        return self.random.choice(self.people)

    @contextmanager
    def takes_nothing(self) -> Iterator[None]:
        """The store, while the block lasts; some time after the last such block it knows everything."""
        self.unwritten = min(self.unwritten, CLOCK())
        if self._catching_up:
            self._catching_up.cancel()
        yield
        self._catching_up = asyncio.get_running_loop().call_later(CATCHES_UP, self._caught_up)

    def _caught_up(self) -> None:
        self.unwritten = math.inf

    async def restarted(self) -> None:
        """It is started, again and again, as an orchestrator does, until it is ready."""
        while True:
            with suppress(RuntimeError):
                return await self.bot.start()

    def new_meeting(self, organizer: Person | None = None) -> Meeting:
        """One that nobody has asked for yet."""
        return Meeting(next(self._serials), organizer or self.somebody())

    async def wishes(self, rate: float, seconds: float, *, patience: float = 30.0, insist: float = 0.0) -> list[Wish]:
        """So many new links a second are asked for; comes back when all have their HTTP answer.

        `insist`: seconds for which a delivery without any answer is sent again.
        """
        began, sending = CLOCK(), []
        for n in range(round(rate * seconds)):
            if (ahead := began + n / rate - CLOCK()) > 0:
                await asyncio.sleep(ahead)
            wish = self.teams.wish(self.new_meeting(), patience=patience, until=CLOCK() + insist)
            sending.append(asyncio.create_task(wish))
        return list(await asyncio.gather(*sending))

    async def until(self, done: Callable[[], bool], patience: float) -> float:
        """Wait until it is so, or for so long; the seconds that went by."""
        began = CLOCK()
        while not done() and CLOCK() - began < patience:  # noqa: ASYNC110 - several things happen at once
            await asyncio.sleep(0.05)
        return CLOCK() - began

    async def lag(self) -> float:
        """p99 of how late the bot's event loop was so far, in seconds, as Prometheus reads it from the histogram."""
        client = Client(self.bot.metrics, 1)
        page = await client.ask(METRICS, PROBE_PATIENCE)
        client.close()
        return quantile([(float(bound), float(count)) for bound, count in LAG.findall(page.body)], 0.99)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[Watch]:
        """Probes and memory, for as long as the block takes."""
        watch, client = Watch(), Client(self.bot.port, 1)
        watching = asyncio.create_task(self._watch(watch, client))
        try:
            yield watch
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            client.close()

    async def _watch(self, watch: Watch, client: Client) -> None:
        first, before = CLOCK(), self.bot.used().waited
        while True:
            began = CLOCK()
            await client.ask(PROBE, PROBE_PATIENCE)
            watch.probes.append(CLOCK() - began)
            with suppress(OSError):
                used = self.bot.used()
                watch.memory.append(used.memory)
                watch.waited = (used.waited - before) / (CLOCK() - first)
            await asyncio.sleep(PROBE_EVERY)


@asynccontextmanager
async def hour(seed: int, people: int = 400, lifetime: int = LIFETIME, **settings: str) -> AsyncIterator[Hour]:
    """Lab, people and bot; the bot has just been started. Tokens are good for `lifetime` seconds."""
    async with lab() as here:
        here.microsoft.lifetime = lifetime
        folder = here.folder / "bot"
        bot = here.own_bot(folder)
        everybody = range(1, people + 1)
        folder.joinpath("data").mkdir()
        await store.people_in(folder / "data" / "bot.db", everybody, lifetime)
        await bot.start(**settings)
        try:
            yield Hour(here, bot, here.teams(bot.port), [*map(Person, everybody)], random.Random(seed))
        finally:
            await bot.stop()


def lost(wishes: Iterable[Wish]) -> int:
    """How many were accepted and have no link."""
    return sum(wish.accepted and not wish.links for wish in wishes)


def doubled(wishes: Iterable[Wish]) -> int:
    """How many got their link more than once."""
    return sum(len(wish.links) > 1 for wish in wishes)


def copies(wishes: Iterable[Wish]) -> int:
    """The most links that one wish got."""
    return max((len(wish.links) for wish in wishes), default=0)


def waits(wishes: Iterable[Wish]) -> list[float]:
    """Seconds from the HTTP request to the connector's receipt, of those that have a link."""
    return [wish.links[0] - wish.sent for wish in wishes if wish.links]


def tell_watch(verdict: Verdict, watch: Watch) -> None:
    """Probes, and how much of the processor others took: of a machine that is busy itself, times say little."""
    verdict.below("slowest probe, seconds", max(watch.probes), PROBE_WITHIN)
    verdict.note("time in which other programs had the processor", f"{watch.waited:.0%}")


async def tell_lag(verdict: Verdict, now: Hour) -> None:
    """How late the loop was, which on a busy machine it is without any fault of its own."""
    verdict.below("loop lag p99, seconds", await now.lag(), MOST_LAG)


def tell_waits(verdict: Verdict, wishes: Sequence[Wish], *, p99: float) -> None:
    """Median and p99 of the time to the link."""
    taken = waits(wishes)
    verdict.note("seconds to the link, median", percentile(taken, 0.5))
    verdict.below("seconds to the link, p99", percentile(taken, 0.99), p99)
