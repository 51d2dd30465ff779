"""A contestant at work: its process, Teams in front of it, and one measurement after the other."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import asdict, dataclass, field

from benchmarks.compare.contestants import Contestant
from benchmarks.compare.crowd import Crowd
from benchmarks.compare.scenarios import Scenario
from benchmarks.lab import activities
from benchmarks.lab.lab import Lab
from benchmarks.lab.process import BotProcess
from benchmarks.lab.teams import CLOCK
from benchmarks.lab.tokens import assertion
from benchmarks.lab.verdict import percentile
from benchmarks.lab.world import Person

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement. Rate: answers a second; milliseconds for times; MiB; `lab`: the lab's share of its processor;
    `waited`: the share of the time in which the bot could have run but for other programs.
    """

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
    waited: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(slots=True)
class Stage:
    """One contestant's process and the people in front of it."""

    lab: Lab
    contestant: Contestant
    bot: BotProcess
    crowd: Crowd
    failures: Counter[str] = field(default_factory=Counter)

    async def measure(self, scenario: Scenario, number: int, seconds: float) -> Sample:
        """So many seconds of a scenario; each sender waits for its answer before it asks again."""
        self._set(scenario)
        taken: list[float] = []
        before, lab_before, began = self.bot.used(), time.process_time(), CLOCK()
        ends, failed = began + seconds, 0

        async def sender(n: int) -> None:
            nonlocal failed
            question = await scenario.question(self.crowd, n)
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
            cpu=(used.processor - before.processor) / count * 1000,
            memory=used.memory,
            failed=failed,
            lab=(time.process_time() - lab_before) / took,
            waited=(used.waited - before.waited) / took,
        )

    async def first_use(self, scenario: Scenario, number: int) -> Sample:
        """Everybody's first question at once: sign-in card, Teams' silent exchange, answer. p99 is the last one's."""
        self._set(scenario)
        newcomers = [self.crowd.newcomer() for _ in range(scenario.connections)]
        key = self.lab.microsoft.entra_key
        ready = [(person, assertion(key, person)) for person in newcomers]
        before, lab_before, began = self.bot.used(), time.process_time(), CLOCK()
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
            cpu=(used.processor - before.processor) / len(newcomers) * 1000,
            memory=used.memory,
            failed=len(results) - len(taken),
            lab=(time.process_time() - lab_before) / took,
            waited=(used.waited - before.waited) / took,
        )

    def _set(self, scenario: Scenario) -> None:
        microsoft = self.lab.microsoft
        microsoft.posted = self.crowd.teams.posted
        microsoft.graph_delay, microsoft.entra_delay = scenario.graph_delay, scenario.entra_delay
        if microsoft.calendar.size != scenario.meetings:
            microsoft.calendar.resize(scenario.meetings)

    async def _asked(self, scenario: Scenario, person: Person, activity: bytes) -> float:
        began = CLOCK()
        if not scenario.invoke:
            return (await self.crowd.teams.ask(person, activity, PATIENCE)).moment - began
        response = await self.crowd.teams.deliver(activity, PATIENCE)
        if response.status != 200 or not response.body:
            raise RuntimeError(f"the bot answered {response.status}")
        return CLOCK() - began

    async def _signed_in(self, person: Person, token: str) -> float:
        began, url = CLOCK(), self.crowd.teams.service_url
        card = await self.crowd.teams.ask(person, activities.typed(person, url, "get link"), PATIENCE)
        exchange = activities.token_exchange(person, url, activities.exchange_id(card.body), token)
        await self.crowd.teams.ask(person, exchange, PATIENCE)
        return CLOCK() - began
