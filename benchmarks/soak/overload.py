"""Ten times as many questions as the bot can answer: everybody reads their link or that the bot is busy."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from benchmarks.lab import activities
from benchmarks.lab.teams import CLOCK, Wish
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.soak.hour import Hour, doubled, hour, lost, tell_watch, waits

TIMES = 10
SENDERS = 32
MOST_RATE = 3000.0  # as many a second as the lab surely sends
HTTP_WITHIN = 4.0
MEMORY = 100.0  # MiB on top of what it had
REST = 60.0  # seconds after which all is as before
AFTER = 5.0  # questions a second then


async def overload(seconds: float, seed: int) -> list[Verdict]:
    """HTTP answers, words, memory and probes during the flood, and an ordinary bot a minute later."""
    async with hour(seed) as now:
        able = await ability(now, min(seconds, 5.0))
        rate = min(able * TIMES, MOST_RATE)
        verdict = Verdict(f"{rate:.0f} new links a second for {seconds:.0f} s, of a bot that answers {able:.0f}")
        memory = now.bot.used().memory
        async with now.watched() as watch:
            wishes = await now.wishes(rate, seconds, patience=HTTP_WITHIN + 6)
            ended = CLOCK()
            unheard = [wish for wish in wishes if wish.accepted]
            await now.until(lambda: all(wish.links or now.teams.told(wish) for wish in unheard), REST)
        verdict.note("asked for", len(wishes))
        verdict.none("without an HTTP answer", sum(not wish.status for wish in wishes))
        verdict.none(
            "HTTP answer after 4 s", sum(wish.heard - wish.sent > HTTP_WITHIN for wish in wishes if wish.status)
        )
        verdict.note("HTTP answers", told_apart(wishes))
        verdict.note(
            "seconds to the HTTP answer, p99", percentile([w.heard - w.sent for w in wishes if w.status], 0.99)
        )
        verdict.note("links", sum(bool(wish.links) for wish in wishes))
        answered = {wish.meeting.organizer.n for wish in wishes if wish.links}
        heard = {wish.meeting.organizer.n for wish in wishes if now.teams.told(wish)}
        verdict.none("people with neither link nor words", len(now.people) - len(answered | heard))
        verdict.none("accepted, neither link nor words", sum(not (w.links or now.teams.told(w)) for w in unheard))
        verdict.note("not accepted, nor words since", sum(not (w.accepted or now.teams.told(w)) for w in wishes))
        verdict.none("answered twice", doubled(wishes))
        tell_watch(verdict, watch)
        verdict.at_most("memory on top, MiB", max(watch.memory) - memory, MEMORY)
        await asyncio.sleep(max(ended + REST - CLOCK(), 0))
        after = await now.wishes(AFTER, min(seconds, 10.0))
        await now.until(lambda: lost(after) == 0, 10.0)
        verdict.none("a minute later: without a link", sum(not wish.links for wish in after))
        verdict.below("a minute later: p99, seconds", percentile(waits(after), 0.99), 1.0)
    return [verdict]


def told_apart(wishes: Sequence[Wish]) -> str:
    """How many of each HTTP status."""
    return ", ".join(f"{times} x {status}" for status, times in sorted(Counter(w.status for w in wishes).items()))


async def ability(now: Hour, seconds: float) -> float:
    """New links a second that the bot answers when each of some senders waits for theirs."""
    ends, served = CLOCK() + seconds, 0

    async def sender(n: int) -> None:
        nonlocal served
        person = now.people[n]
        while CLOCK() < ends:
            await now.teams.ask(person, activities.link_wish(now.new_meeting(person), now.teams.service_url))
            served += 1

    await asyncio.gather(*(sender(n) for n in range(SENDERS)))
    return served / seconds
