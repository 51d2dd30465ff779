"""kill -9 under load, again and again: nothing that was accepted is lost, and hardly anything is said twice."""

from __future__ import annotations

import asyncio

from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.soak.hour import Hour, copies, doubled, hour, lost, waits

RATE = 15  # a second
EACH = 2.5  # seconds from kill to kill
SETTLED = 60.0


async def kills(seconds: float, seed: int) -> list[Verdict]:
    """One kill every two and a half seconds; a delivery that got no answer is sent again by its sender."""
    times = max(round(seconds / EACH), 1)
    async with hour(seed) as now:
        killing = asyncio.create_task(killed(now, times))
        wishes = []
        while not killing.done():
            wishes += await now.wishes(RATE, 1, insist=30)
        starts = await killing
        accepted = [wish for wish in wishes if wish.accepted]
        recovered = await now.until(lambda: lost(accepted) == 0, SETTLED)
        await asyncio.sleep(10)  # a lease that was left behind has run out by then
    verdict = Verdict(f"killed {times} times at {RATE} new links a second")
    verdict.note("asked for", len(wishes))
    verdict.note("accepted", len(accepted))
    without = [wish for wish in accepted if not wish.links]
    verdict.none("lost", sum(not now.teams.told(wish) for wish in without))
    verdict.note("words instead of a link", sum(now.teams.told(wish) for wish in without))
    verdict.at_most("answered twice", doubled(wishes), times)
    verdict.at_most("copies of one answer", copies(wishes), 2)
    verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))
    verdict.note("seconds from the last start to the last answer", recovered)
    verdict.note("seconds to ready, median", percentile(starts, 0.5))
    return [verdict]


async def killed(now: Hour, times: int) -> list[float]:
    """Kill and start it so many times, each at a moment of its own; the seconds that each start took."""
    starts = []
    for _ in range(times):
        await asyncio.sleep(now.random.uniform(0.5, 1.5) * (EACH - 1))
        now.bot.kill()
        await now.bot.start()
        starts.append(now.bot.seconds_to_ready)
    return starts
