"""8:55: everybody wants the link of a meeting that nobody has asked for before, sixty a second for a minute."""

from __future__ import annotations

from benchmarks.lab.verdict import Verdict
from benchmarks.soak.hour import doubled, hour, lost, tell_waits, tell_watch

RATE = 60  # a second
SETTLED = 40.0  # seconds


async def new_links(seconds: float, seed: int) -> list[Verdict]:
    """All are answered, none twice, p99 below a second."""
    verdict = Verdict(f"{RATE} new links a second for {seconds:.0f} s")
    async with hour(seed) as now, now.watched() as watch:
        before = now.bot.used().processor
        wishes = await now.wishes(RATE, seconds)
        await now.until(lambda: lost(wishes) == 0, SETTLED)
        cost = (now.bot.used().processor - before) / len(wishes)
    verdict.note("asked for", len(wishes))
    verdict.none("not accepted", sum(not wish.accepted for wish in wishes))
    verdict.none("without a link", lost(wishes))
    verdict.note("… who read words instead", sum(w.accepted and not w.links and now.teams.told(w) for w in wishes))
    verdict.none("answered twice", doubled(wishes))
    tell_waits(verdict, wishes, p99=1.0)
    verdict.note("ms of processor a link", cost * 1000)
    tell_watch(verdict, watch)
    verdict.note("memory at most, MiB", max(watch.memory))
    return [verdict]
