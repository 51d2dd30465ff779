"""Teams' connector has a bad time: refuses, is silent, or delivers and says that it has not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from benchmarks.lab.microsoft import Fault
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.soak.hour import copies, doubled, hour, waits

FAULTS: Mapping[str, Fault] = {
    "502": Fault.status(502),
    "429, Retry-After 3": Fault.status(429, retry_after=3),
    "silence": Fault.status(0),
    "delivered, then 500": Fault.status(500, delivers=True),
    "delivered, then 502": Fault.status(502, delivers=True),
    "delivered, then 503": Fault.status(503, delivers=True),
    "delivered, then 504": Fault.status(504, delivers=True),
}
MOST_RATE, QUESTIONS = 5.0, 60  # a second, in all: what is tried again waits for nothing else
AROUND = 2.0  # seconds before and after it
LONGEST_PAUSE = 60.0  # between two attempts
SETTLED = 20.0


async def bad_connector(seconds: float, seed: int, only: str = "") -> list[Verdict]:
    """Each fault for so long: nothing is lost, and nobody reads an answer more than twice."""
    return [await bad_time(name, fault, seconds, seed) for name, fault in FAULTS.items() if only in name]


async def bad_time(name: str, fault: Fault, seconds: float, seed: int) -> Verdict:
    """One fault, in the middle of a quiet stream of questions."""
    rate = min(MOST_RATE, QUESTIONS / seconds)
    verdict = Verdict(f"connector: {name} for {seconds:.0f} s, {rate:.1f} new links a second")
    async with hour(seed) as now:
        asking = asyncio.create_task(now.wishes(rate, seconds + 2 * AROUND))
        await asyncio.sleep(AROUND)
        now.lab.microsoft.calls.clear()
        now.lab.microsoft.fault = lambda: fault
        await asyncio.sleep(seconds)
        now.lab.microsoft.fault = lambda: None
        attempts = now.lab.microsoft.calls["connector"]
        wishes = await asking
        took = await now.until(lambda: all(wish.links for wish in wishes), LONGEST_PAUSE + SETTLED)
        await asyncio.sleep(SETTLED)
        verdict.note("asked for", len(wishes))
        verdict.none("not accepted", sum(not wish.accepted for wish in wishes))
        verdict.none("lost", sum(not wish.links for wish in wishes))
        verdict.at_most("copies of one answer", copies(wishes), 2)
        verdict.note("answered twice", doubled(wishes))
        verdict.note("attempts meanwhile", attempts)
        verdict.note("seconds from its end to the last answer", took)
        verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))
    return verdict
