"""One person sends five hundred questions at once; everybody else notices next to nothing."""

from __future__ import annotations

import asyncio

from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.soak.hour import Hour, doubled, hour, waits

FLOOD = 500
OTHERS = 10  # a second
GROWTH = 0.05


async def one_floods(seconds: float, seed: int) -> list[Verdict]:
    """The others' p99 beside the flood against theirs before it; the one reads a link or words for each question."""
    verdict = Verdict(f"one person's {FLOOD} at once beside {OTHERS} a second of others, {seconds:.0f} s each")
    async with hour(seed) as now:
        one = now.people[0]
        now.people = now.people[1:]
        await known(now)
        quiet = await now.wishes(OTHERS, seconds)
        await now.until(lambda: all(wish.links for wish in quiet), 10)
        flood = [asyncio.create_task(now.teams.wish(now.new_meeting(one))) for _ in range(FLOOD)]
        beside = await now.wishes(OTHERS, seconds)
        flooded = list(await asyncio.gather(*flood))
        await now.until(lambda: all(w.links for w in beside) and all(w.links or now.teams.told(w) for w in flooded), 60)
        before, during = percentile(waits(quiet), 0.99), percentile(waits(beside), 0.99)
        verdict.none("others without a link", sum(not wish.links for wish in (*quiet, *beside)))
        verdict.none("others answered twice", doubled((*quiet, *beside)))
        verdict.note("others' p99 before, seconds", before)
        verdict.note("others' p99 beside it, seconds", during)
        verdict.below("growth, seconds", during - before, GROWTH)
        verdict.note("the one: accepted", sum(wish.accepted for wish in flooded))
        verdict.note("the one: links", sum(bool(wish.links) for wish in flooded))
        verdict.none("the one: neither link nor words", sum(not (w.links or now.teams.told(w)) for w in flooded))
        verdict.none("the one: answered twice", doubled(flooded))
    return [verdict]


async def known(now: Hour) -> None:
    """Everybody has had a first link, so that their tokens are at hand."""
    for person in now.people:
        wish = await now.teams.wish(now.new_meeting(person))
        await now.until(lambda wish=wish: bool(wish.links), 10)  # type: ignore[misc]
