"""A hundred people at work while everything around the bot fails in turn: commands in, answers out."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from benchmarks.lab import microsoft
from benchmarks.lab.teams import Wish
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.lab.wire import Reply, json_answer
from benchmarks.lab.world import Person
from benchmarks.soak.hour import Hour, copies, doubled, hour, waits
from benchmarks.soak.storage import FAULTS as STORES

PEOPLE = 100
EPISODE = (0.5, 4.0)  # seconds that a fault lasts
REST = (0.0, 2.0)  # … and that it is quiet after it
SHARE = (0.2, 1.0)  # of the calls that it hits
THINKS = (0.5, 6.0)  # seconds between an answer and the person's next question
PATIENCE = 120.0  # seconds in which a question has its link, or words in its place
SETTLED = 90.0
PROBE_WAITS = 3.0
HTML = b"<html>Sign in to the guest network</html>"
BUSY = b'{"error":{"code":"serviceNotAvailable"}}'
DENIED = b'{"error":{"code":"InvalidAuthenticationToken"}}'
ANSWERS: Mapping[str, Reply] = {
    "503": Reply(json_answer(503, BUSY)),
    "500": Reply(json_answer(500, BUSY)),
    "429": Reply(json_answer(429, BUSY, b"Retry-After: 2\r\n")),
    "401": Reply(json_answer(401, DENIED)),
    "silence": microsoft.SILENCE,
    "503 after two seconds": Reply(json_answer(503, BUSY), 2.0),
    "a page": Reply(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(HTML), HTML)),
    "a redirect": Reply(json_answer(302, b"", b"Location: https://elsewhere.example/\r\n")),
    "a list": Reply(json_answer(200, b"[7]")),
    "no HTTP": Reply(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "no gzip": Reply(json_answer(200, b"none", b"Content-Encoding: gzip\r\n")),
}
SENDS: Mapping[str, microsoft.Fault] = {
    "502": microsoft.Fault(502),
    "503": microsoft.Fault(503),
    "412": microsoft.Fault(412),
    "429": microsoft.Fault(429, retry_after=2),
    "redirect": microsoft.Fault(302),
    "silence": microsoft.Fault(0),
    "delivered, then 500": microsoft.Fault(500, delivers=True),
    "delivered, then 504": microsoft.Fault(504, delivers=True),
}


@dataclass(frozen=True, slots=True)
class Episode:
    """What goes wrong, where, for how many seconds, in what share of the calls, and how long it is quiet then."""

    where: str
    kind: str
    seconds: float
    share: float
    rest: float


def episodes(seconds: float, chance: random.Random) -> Sequence[Episode]:
    """What happens in that time; the same seed makes the same."""
    kinds = {"graph": [*ANSWERS], "entra": [*ANSWERS], "connector": [*SENDS], "store": [*STORES]}
    found: list[Episode] = []
    while sum(each.seconds + each.rest for each in found) < seconds:
        where = chance.choice(["graph", "graph", "entra", "connector", "connector", "store"])
        kind = chance.choice(kinds[where])
        found.append(Episode(where, kind, chance.uniform(*EPISODE), chance.uniform(*SHARE), chance.uniform(*REST)))
    return found


async def random_faults(seconds: float, seed: int) -> list[Verdict]:
    """Everybody asks, reads, thinks and asks again; then it is quiet, and nobody waits for anything any more."""
    verdict = Verdict(f"{PEOPLE} people in {seconds:.0f} s of random faults, seed {seed}")
    async with hour(seed, PEOPLE) as now, now.watched() as watch:
        over = asyncio.Event()
        asking = [asyncio.create_task(at_work(now, person, over)) for person in now.people]
        happened = await go_wrong(now, seconds)
        over.set()
        wishes = [wish for wishes in await asyncio.gather(*asking) for wish in wishes]
        await now.until(lambda: all(is_answered(now, wish) for wish in wishes), SETTLED)
        after = await now.wishes(10, 3)
        await now.until(lambda: all(wish.links for wish in after), 20)
        alive, log = now.bot.alive, now.bot.log.read_bytes()
    verdict.note("faults", ", ".join(f"{count} x {what}" for what, count in sorted(happened.items())))
    verdict.note("commands", len(wishes))
    verdict.note("links", sum(bool(wish.links) for wish in wishes))
    verdict.none("neither link nor words", sum(not is_answered(now, wish) for wish in wishes))
    verdict.note("answered twice", doubled(wishes))
    verdict.at_most("copies of one answer", copies(wishes), 2)
    verdict.note("seconds to the link, median", percentile(waits(wishes), 0.5))
    verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))
    verdict.none("afterwards: without a link", sum(not wish.links for wish in after))
    verdict.none("dead at the end", int(not alive))
    verdict.none("traces in the log", log.count(b"Traceback"))
    # When Microsoft is back, a hundred connections are made at once: slow for a moment, quicker than a probe gives up.
    verdict.below("slowest probe, seconds", max(watch.probes), PROBE_WAITS)
    verdict.note("time in which other programs had the processor", f"{watch.waited:.0%}")
    return [verdict]


def is_answered(now: Hour, wish: Wish) -> bool:
    return bool(wish.links) or now.teams.told(wish)


async def at_work(now: Hour, person: Person, over: asyncio.Event) -> list[Wish]:
    """One person's questions, one after the other; a delivery without an answer is sent again, as Teams does."""
    chance, wishes = random.Random(person.n), []
    while not over.is_set():
        await asyncio.sleep(chance.uniform(*THINKS))
        wish = await now.teams.wish(now.new_meeting(person), until=asyncio.get_running_loop().time() + PATIENCE)
        wishes.append(wish)
        await now.until(lambda wish=wish: is_answered(now, wish), PATIENCE)  # type: ignore[misc]
    return wishes


async def go_wrong(now: Hour, seconds: float) -> Counter[str]:
    """One fault after the other; how often each was on."""
    happened: Counter[str] = Counter()
    for episode in episodes(seconds, now.random):
        happened[f"{episode.where}: {episode.kind}"] += 1
        async with AsyncExitStack() as spoilt:
            await spoil(now, episode, spoilt)
            await asyncio.sleep(episode.seconds)
        now.lab.microsoft.spoils, now.lab.microsoft.fault = well, None
        await asyncio.sleep(episode.rest)
    return happened


async def spoil(now: Hour, episode: Episode, spoilt: AsyncExitStack) -> None:
    """It is on now, until it is taken back."""
    if episode.where == "store":
        await spoilt.enter_async_context(STORES[episode.kind](now.bot))
    elif episode.where == "connector":
        now.lab.microsoft.fault = SENDS[episode.kind]
    else:
        chance, reply = random.Random(episode.seconds), ANSWERS[episode.kind]

        def spoils(service: str) -> Reply | None:
            return reply if service == episode.where and chance.random() < episode.share else None

        now.lab.microsoft.spoils = spoils


def well(_service: str) -> None:
    """Nothing is spoilt."""
