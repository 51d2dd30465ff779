"""A hundred people at work while everything around the bot fails, several things at once: commands in, answers out."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.lab.teams import Heard, Wish
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.lab.world import Person
from benchmarks.soak.hour import Hour, Watch, copies, doubled, hour, waits
from benchmarks.soak.spoils import SPOILS
from bot.records.attempts import MOST_UNCERTAIN

PEOPLE = 100
LIFETIME = 150  # seconds that a token is good for: the bot asks Entra for another one every half minute
SHARE = (0.2, 1.0)  # of the calls that a fault hits
THINKS = (0.5, 6.0)  # seconds between an answer and the person's next question
PATIENCE = 120.0  # seconds in which a question has its link, or words in its place
SETTLED = 90.0
CALM = 6.0  # seconds after which each breaker has asked once more
PROBE_WAITS = 3.0
GIVEN_BACK = 65.0  # seconds after which the bot has given free memory back, which it does once a minute
GROWTH = 25.0  # MiB from the first tenth to that moment
MEMORY = 500.0  # MiB at any moment
PROMISE = b"One moment, please"  # the answer comes by itself, it says: so it has to


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that a fault lasts there, and that it is quiet before it, from and to."""

    lasts: tuple[float, float]
    rests: tuple[float, float]


PACES: Mapping[str, Pace] = {
    "graph": Pace((0.5, 5.0), (0.0, 5.0)),
    "entra": Pace((0.5, 5.0), (0.0, 5.0)),
    "connector": Pace((0.5, 5.0), (0.0, 5.0)),
    "store": Pace((0.5, 4.0), (1.0, 12.0)),
    "clock": Pace((1.0, 10.0), (1.0, 15.0)),
    "names": Pace((2.0, 12.0), (2.0, 20.0)),
    "process": Pace((0.5, 7.0), (10.0, 60.0)),
    "connections": Pace((0.1, 0.1), (0.5, 10.0)),
}


@dataclass(frozen=True, slots=True)
class Episode:
    """What goes wrong where, from when on, for how many seconds, and in what share of the calls."""

    begins: float
    where: str
    kind: str
    seconds: float
    share: float


def episodes(seconds: float, seed: int) -> Sequence[Episode]:
    """What happens in that time, each place for itself, so that several fail at once; the same seed makes the same."""
    found = []
    for where, pace in PACES.items():
        chance, at = random.Random(f"{seed} {where}"), 0.0
        while (at := at + chance.uniform(*pace.rests)) < seconds:
            lasts = min(chance.uniform(*pace.lasts), seconds - at)
            found.append(Episode(at, where, chance.choice([*SPOILS[where]]), lasts, chance.uniform(*SHARE)))
            at += lasts
    return sorted(found, key=lambda episode: episode.begins)


async def random_faults(seconds: float, seed: int, only: str = "", given_back: float = GIVEN_BACK) -> list[Verdict]:
    """Everybody asks, reads, thinks and asks again; then it is quiet, and nobody waits for anything any more.

    `given_back`: seconds of quiet before memory is looked at.
    """
    happens = [episode for episode in episodes(seconds, seed) if only in f"{episode.where}: {episode.kind}"]
    verdict = Verdict(f"{PEOPLE} people in {seconds:.0f} s of random faults, seed {seed}")
    async with hour(seed, PEOPLE, LIFETIME) as now, now.watched() as watch:
        over = asyncio.Event()
        asking = [asyncio.create_task(at_work(now, person, over)) for person in now.people]
        await asyncio.gather(*(go_wrong(now, episode) for episode in happens))
        over.set()
        wishes = [wish for wishes in await asyncio.gather(*asking) for wish in wishes]
        took = await now.until(lambda: not unanswered(now, wishes), SETTLED)
        await asyncio.sleep(CALM)
        after = await now.wishes(10, 3)
        await now.until(lambda: all(wish.links for wish in after), 20)
        lag, memory = await now.lag(), [*watch.memory]
        await asyncio.sleep(given_back)
        later = now.bot.used().memory
        alive, log = now.bot.alive, now.bot.log.read_bytes()
    tell_faults(verdict, happens)
    tell_answers(verdict, now, [*wishes, *after])
    verdict.note("seconds until the last answer, once all is well", took)
    verdict.none("afterwards: without a link", sum(not wish.links for wish in after))
    verdict.none("dead at the end", int(not alive))
    verdict.none("traces in the log", log.count(b"Traceback"))
    verdict.note("loop lag p99, seconds", lag)
    still = max((episode.seconds for episode in happens if episode.where == "process"), default=0.0)
    tell_memory(verdict, memory, later)
    tell_machine(verdict, watch, PROBE_WAITS + still)
    if not verdict.kept:
        tell_where_to_look(verdict, now, wishes, happens, log)
    return [verdict]


def tell_faults(verdict: Verdict, happens: Sequence[Episode]) -> None:
    happened = Counter(f"{episode.where}: {episode.kind}" for episode in happens)
    verdict.note("faults", ", ".join(f"{count} x {what}" for what, count in sorted(happened.items())))
    at_once = max((sum(e.begins <= one.begins < e.begins + e.seconds for e in happens) for one in happens), default=0)
    verdict.note("at once, at most", at_once)


def tell_answers(verdict: Verdict, now: Hour, wishes: Sequence[Wish]) -> None:
    """Each command has one answer: the link, or words in its place; a second one only where Teams has denied it."""
    linked = sum(bool(wish.links) for wish in wishes)
    excess = sum(words_too_many(now, wishes).values())
    verdict.note("commands", len(wishes))
    verdict.note("links", linked)
    verdict.note("words in the place of a link", len(wishes) - linked)
    verdict.none("not accepted", sum(not wish.accepted for wish in wishes))
    verdict.none("neither link nor words", unanswered(now, wishes))
    unknown = [not wish.links for wish in wishes if wish.meeting.serial in now.forgotten]
    verdict.note("killed before the store took anything: asked, without a link", f"{len(unknown)}, {sum(unknown)}")
    verdict.note("given up: link and words unclear twice each", sum(given_up(now, wishes).values()))
    twice = [wish for wish in wishes if len(wish.links) > 1]
    verdict.note("links twice, after Teams has denied or not confirmed the first", doubled(wishes))
    verdict.none("links twice for nothing", sum(w.meeting.serial not in now.lab.microsoft.doubtful for w in twice))
    verdict.at_most("copies of one answer", copies(wishes), 2)
    verdict.note("words twice, or beside a link", excess)
    verdict.none("words twice for nothing", words_for_nothing(now, wishes))
    verdict.note("seconds to the link, median", percentile(waits(wishes), 0.5))
    verdict.note("seconds to the link, p99", percentile(waits(wishes), 0.99))


def tell_memory(verdict: Verdict, samples: Sequence[float], later: float) -> None:
    """In MiB. A fault that falls into the last tenth may cost what it costs, for as long as it lasts."""
    tenth = max(len(samples) // 10, 1)
    first, last = max(samples[:tenth]), max(samples[-tenth:])
    verdict.note("memory, MiB", f"{first:.0f} in the first tenth, {last:.0f} in the last, {later:.0f} a minute later")
    verdict.at_most("memory at most, MiB", max(samples), MEMORY)
    verdict.at_most("growth from the first tenth to a minute after the last, MiB", later - first, GROWTH)


def tell_machine(verdict: Verdict, watch: Watch, probe_within: float) -> None:
    # When Microsoft is back, a hundred connections are made at once: slow for a moment, quicker than a probe gives up.
    verdict.below("slowest probe, seconds", max(watch.probes), probe_within)
    verdict.note("time in which other programs had the processor", f"{watch.waited:.0%}")


def tell_where_to_look(
    verdict: Verdict, now: Hour, wishes: Sequence[Wish], happens: Sequence[Episode], log: bytes
) -> None:
    """The bot's log, and beside it what was asked, answered and spoilt meanwhile, in seconds of one clock."""
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    (folder / "bot.log").write_bytes(log)
    lines = [f"0.000 is {datetime.fromtimestamp(now.began_at, UTC).isoformat()}"]
    lines += [f"{episode.begins:.1f}-{episode.begins + episode.seconds:.1f} {episode}" for episode in happens]
    words = {person: len(final(now.teams.words[person.chat])) for person in now.people}
    for person, count in without_link(wishes).items():
        if words[person] < count:
            lines += told_of(now, person, wishes)
    (folder / "asked.txt").write_text("\n".join(lines))
    verdict.note("log, and who waits", folder)


def told_of(now: Hour, person: Person, wishes: Sequence[Wish]) -> list[str]:
    """What one person has asked and read, in the order of time."""
    asked = [
        (
            wish.sent,
            f"asks for {wish.meeting.serial}, HTTP {wish.status} at {wish.heard - now.began:.3f}, "
            f"links at {[round(link - now.began, 3) for link in wish.links]}",
        )
        for wish in wishes
        if wish.meeting.organizer is person
    ]
    read = [(heard.moment, f"reads {heard.body[:1500]!r}") for heard in now.teams.words[person.chat]]
    return [f"{moment - now.began:.3f} {person.chat} {what}" for moment, what in sorted(asked + read)]


def is_answered(now: Hour, wish: Wish) -> bool:
    """A promise that the answer will come is none."""
    since = [heard for heard in final(now.teams.words[wish.meeting.organizer.chat]) if heard.moment >= wish.sent]
    return bool(wish.links or since)


def final(words: Sequence[Heard]) -> list[Heard]:
    return [heard for heard in words if PROMISE not in heard.body]


def without_link(wishes: Sequence[Wish]) -> Counter[Person]:
    """How many questions of each person words have to answer."""
    return Counter(wish.meeting.organizer for wish in wishes if not wish.links)


def unanswered(now: Hour, wishes: Sequence[Wish]) -> int:
    """Questions without a link that words are missing for."""
    words = {person: len(final(now.teams.words[person.chat])) for person in now.people}
    known = [wish for wish in wishes if wish.meeting.serial not in now.forgotten]
    excused = given_up(now, known)
    return sum(max(0, count - words[person] - excused[person]) for person, count in without_link(known).items())


def given_up(now: Hour, wishes: Sequence[Wish]) -> Counter[Person]:
    """How many questions of each person Teams took neither the link nor the words of, and did not say so, four times.

    What may have arrived is sent twice at most, so that nobody is told the same again and again.
    """
    unclear, found = now.lab.microsoft.unclear, Counter[Person]()
    for wish in wishes:
        found[wish.meeting.organizer] += not wish.links and unclear[wish.meeting.serial] >= MOST_UNCERTAIN
    return Counter({p: min(count, unclear[p.chat] // MOST_UNCERTAIN) for p, count in found.items() if count})


def words_too_many(now: Hour, wishes: Sequence[Wish]) -> Mapping[Person, int]:
    counts = without_link(wishes)
    return {person: max(0, len(final(now.teams.words[person.chat])) - counts[person]) for person in now.people}


def words_for_nothing(now: Hour, wishes: Sequence[Wish]) -> int:
    """Said where Teams has neither denied nor failed to confirm the answer, link or words, before it."""
    doubtful, allowed = now.lab.microsoft.doubtful, Counter[Person]()
    for wish in wishes:
        allowed[wish.meeting.organizer] += doubtful[wish.meeting.serial]
    too_many = words_too_many(now, wishes).items()
    return sum(max(0, more - doubtful[person.chat] - allowed[person]) for person, more in too_many)


async def at_work(now: Hour, person: Person, over: asyncio.Event) -> list[Wish]:
    """One person's questions, one after the other; a delivery without an answer is sent again, as Teams does."""
    chance, wishes = random.Random(person.n), []
    while not over.is_set():
        await asyncio.sleep(chance.uniform(*THINKS))
        wish = await now.teams.wish(now.new_meeting(person), until=asyncio.get_running_loop().time() + PATIENCE)
        wishes.append(wish)
        await now.until(lambda wish=wish: is_answered(now, wish), PATIENCE)  # type: ignore[misc]
    return wishes


async def go_wrong(now: Hour, episode: Episode) -> None:
    await asyncio.sleep(episode.begins)
    async with SPOILS[episode.where][episode.kind](now, episode.share):
        await asyncio.sleep(episode.seconds)
