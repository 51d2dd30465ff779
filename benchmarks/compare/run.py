"""Rounds in turns: in each of them every contestant has every scenario once, and another one begins."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from benchmarks.compare.contestants import Contestant, seed
from benchmarks.compare.crowd import Crowd
from benchmarks.compare.report import Results, Start
from benchmarks.compare.scenarios import Scenario, known_link
from benchmarks.compare.stage import PATIENCE, Sample, Stage
from benchmarks.lab.lab import Lab, lab

STARTS = 3
SETTLING = 0.5  # seconds of a scenario before it is measured the first time


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run."""

    contestants: Sequence[Contestant]
    scenarios: Sequence[Scenario]
    rounds: int
    seconds: float


async def run(plan: Plan) -> Results:
    """Everything in the plan; the scenarios of one number of people together, since they need stores of their own."""
    for contestant in plan.contestants:
        contestant.prepare()
    samples: list[Sample] = []
    async with lab() as here:
        starts = [start for _ in range(STARTS) for c in plan.contestants for start in [await started(here, c)]]
        by_people: dict[int, list[Scenario]] = defaultdict(list)
        for scenario in plan.scenarios:
            by_people[scenario.people].append(scenario)
        for people, scenarios in by_people.items():
            samples += await together(here, plan, people, scenarios)
    order = [scenario.name for scenario in plan.scenarios]
    return Results(sorted(samples, key=lambda sample: order.index(sample.scenario)), starts)


async def started(here: Lab, contestant: Contestant) -> Start:
    """How long a start takes, with an empty store."""
    bot = contestant.process(here, here.folder / f"start-{contestant.name}")
    await bot.start()
    memory = bot.used().memory
    await bot.stop()
    return Start(contestant.name, bot.seconds_to_ready, memory)


async def together(here: Lab, plan: Plan, people: int, scenarios: Sequence[Scenario]) -> list[Sample]:
    """All scenarios with that many people in the stores."""
    samples: list[Sample] = []
    async with AsyncExitStack() as stack:
        stages = [
            await stack.enter_async_context(stage(here, contestant, people))
            for contestant in plan.contestants
            if any(takes_part(contestant, scenario) for scenario in scenarios)
        ]
        for number in range(plan.rounds):
            for scenario in scenarios:
                part = [one for one in stages if takes_part(one.contestant, scenario)]
                turn = number % len(part)
                for one in (*part[turn:], *part[:turn]):
                    samples.append(await measured(one, scenario, number, plan.seconds))
                    tell(samples[-1])
    return samples


@asynccontextmanager
async def stage(here: Lab, contestant: Contestant, people: int) -> AsyncIterator[Stage]:
    """A contestant with so many people in its store, the first of them at hand."""
    folder = here.folder / f"{contestant.name}-{people}"
    await seed(contestant, folder, people)
    bot = contestant.process(here, folder)
    await bot.start()
    teams = here.teams(bot.port)
    teams.remembers = False
    one = Stage(here, contestant, bot, Crowd(teams, people))
    try:
        if contestant.whole:
            await one.crowd.warm(lambda person: known_link(person, here.service_url), PATIENCE)
        yield one
    finally:
        for reason, times in one.failures.most_common(3):
            sys.stderr.write(f"{contestant.name}: {times} times {reason}\n")
        await bot.stop()


async def measured(one: Stage, scenario: Scenario, number: int, seconds: float) -> Sample:
    """One contestant's turn."""
    if scenario.first_use:
        return await one.first_use(scenario, number)
    if number == 0:
        await one.measure(scenario, number, SETTLING)
    return await one.measure(scenario, number, seconds)


def takes_part(contestant: Contestant, scenario: Scenario) -> bool:
    return contestant.whole or scenario.framework


def tell(sample: Sample, out: Callable[[str], object] = sys.stderr.write) -> None:
    """A line of progress."""
    out(
        f"{sample.round + 1} {sample.scenario}: {sample.contestant} {sample.rate:.0f}/s, p99 {sample.p99:.0f} ms,"
        f" {sample.cpu:.2f} ms CPU, lab {sample.lab:.0%}{f', {sample.failed} failed' if sample.failed else ''}\n"
    )
