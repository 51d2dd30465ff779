"""A contestant at work: its process, Teams in front of it, and one measurement after the other."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from benchmarks.compare.contestants import Contestant
from benchmarks.compare.scenarios import Scenario
from benchmarks.lab import activities
from benchmarks.lab.lab import Lab
from benchmarks.lab.process import BotProcess
from benchmarks.lab.teams import CLOCK, Teams
from benchmarks.lab.tokens import assertion
from benchmarks.lab.verdict import percentile
from benchmarks.lab.world import Person

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement. Rate: answers a second; milliseconds for times; MiB; `lab`: the lab's share of its processor."""

    scenario: str
    contestant: str
    round: int
    rate: float
    p50: float
    p99: float
    cpu: float
    memory: float
    failed: int
    lab: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(slots=True)
class Stage:
    """One contestant's process and what its senders have come to."""

    lab: Lab
    contestant: Contestant
    bot: BotProcess
    teams: Teams
    people: int
    fresh: int = 0  # people who were taken as not yet seen
    failures: Counter[str] = field(default_factory=Counter)

    async def measure(self, scenario: Scenario, number: int, seconds: float) -> Sample:
        """So many seconds of a scenario; each sender waits for its answer before it asks again."""
        self._set(scenario)
        taken: list[float] = []
        before, lab_before, began = self.bot.used().processor, time.process_time(), CLOCK()
        ends, failed = began + seconds, 0

        async def sender(n: int) -> None:
            nonlocal failed
            question = await scenario.question(self, n)
            while CLOCK() < ends:
                try:
                    taken.append(await self._asked(scenario, *question()))
                except (TimeoutError, RuntimeError) as error:
                    failed += 1
                    self.failures[str(error) or "no answer in time"] += 1

        await asyncio.gather(*(sender(n) for n in range(scenario.connections)))
        took = CLOCK() - began
        used = self.bot.used()
        count = max(len(taken), 1)
        return Sample(
            scenario.name,
            self.contestant.name,
            number,
            rate=len(taken) / took,
            p50=percentile(taken, 0.5) * 1000,
            p99=percentile(taken, 0.99) * 1000,
            cpu=(used.processor - before) / count * 1000,
            memory=used.memory,
            failed=failed,
            lab=(time.process_time() - lab_before) / took,
        )

    async def first_use(self, scenario: Scenario, number: int) -> Sample:
        """Everybody's first question at once: sign-in card, Teams' silent exchange, answer. p99 is the last one's."""
        self._set(scenario)
        newcomers = [self.newcomer() for _ in range(scenario.connections)]
        key = self.lab.microsoft.entra_key
        ready = [(person, assertion(key, person)) for person in newcomers]
        before, lab_before, began = self.bot.used().processor, time.process_time(), CLOCK()
        results = await asyncio.gather(*(self._signed_in(*one) for one in ready), return_exceptions=True)
        took, used = CLOCK() - began, self.bot.used()
        taken = [result for result in results if isinstance(result, float)]
        return Sample(
            scenario.name,
            self.contestant.name,
            number,
            rate=len(taken) / took,
            p50=percentile(taken, 0.5) * 1000,
            p99=max(taken, default=0.0) * 1000,
            cpu=(used.processor - before) / len(newcomers) * 1000,
            memory=used.memory,
            failed=len(results) - len(taken),
            lab=(time.process_time() - lab_before) / took,
        )

    def newcomer(self) -> Person:
        """Somebody whom no store knows."""
        self.fresh += 1
        return Person(10_000_000 + self.fresh)

    def unseen(self) -> Person:
        """Somebody in the store who has not spoken yet; from the end, where nobody at hand is taken from."""
        self.fresh += 1
        return Person(self.people - self.fresh)

    async def warm(self, people: int, question: Callable[[Person], bytes]) -> None:
        """So many people have had an answer, so that what is theirs is at hand."""
        waiting = iter(range(1, people + 1))

        async def some() -> None:
            for n in waiting:
                with suppress(TimeoutError, RuntimeError):
                    await self.teams.ask(Person(n), question(Person(n)), PATIENCE)

        await asyncio.gather(*(some() for _ in range(8)))

    def _set(self, scenario: Scenario) -> None:
        microsoft = self.lab.microsoft
        microsoft.posted = self.teams.posted
        microsoft.graph_delay, microsoft.entra_delay = scenario.graph_delay, scenario.entra_delay
        if microsoft.calendar.size != scenario.meetings:
            microsoft.calendar.resize(scenario.meetings)

    async def _asked(self, scenario: Scenario, person: Person, activity: bytes) -> float:
        began = CLOCK()
        if not scenario.invoke:
            return (await self.teams.ask(person, activity, PATIENCE)).moment - began
        response = await self.teams.deliver(activity, PATIENCE)
        if response.status != 200 or not response.body:
            raise RuntimeError(f"the bot answered {response.status}")
        return CLOCK() - began

    async def _signed_in(self, person: Person, token: str) -> float:
        began, url = CLOCK(), self.teams.service_url
        card = await self.teams.ask(person, activities.typed(person, url, "get link"), PATIENCE)
        exchange = activities.token_exchange(person, url, activities.exchange_id(card.body), token)
        await self.teams.ask(person, exchange, PATIENCE)
        return CLOCK() - began
