"""Many people do the same dear thing at the same moment: who is not served in time reads whose fault it is, and it is
not Microsoft's."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson

from benchmarks.lab import activities
from benchmarks.lab.teams import CLOCK
from benchmarks.lab.verdict import Verdict, percentile
from benchmarks.lab.wire import Client
from benchmarks.lab.world import Person
from benchmarks.soak.hour import PROBE_PATIENCE, Hour, doubled, hour, tell_watch, waits
from cards import fields
from cards.ticks import MOST_TICKS

ROUNDS = 3
BESIDE = 5  # new links a second that others ask for meanwhile
TEAMS_WAITS = 5.0  # seconds for an invoke
SETTLED = 40.0
REST = 2.0
READY = b"GET /readyz HTTP/1.1\r\nHost: bot\r\n\r\n"
OURS = b"I have too much to do right now"
TICKED = "Get links"
MICROSOFTS = (b"Microsoft is busy", b"Microsoft is not answering")


class Heard(Enum):
    """What somebody reads in the end."""

    SERVED = "served"
    OURS = "the bot has too much to do"
    MICROSOFTS = "Microsoft is at fault"
    ELSE = "nothing, or something else"


Ask = Callable[[Person], Awaitable[bytes]]
"""What one of them does; comes back with what they read in the end."""


@dataclass(frozen=True, slots=True)
class Rush:
    """What everybody does, once it is `prepared`, how many meetings each has, and words that who is served reads."""

    prepared: Callable[[Hour, Sequence[Person]], Awaitable[Ask]]
    meetings: int
    served: bytes


async def rushes(people: float, seed: int, only: str = "") -> list[Verdict]:
    """Each rush by so many people, three times, while others go about their work."""
    return [await rush(name, each, round(people), seed) for name, each in RUSHES.items() if only in name]


async def rush(name: str, what: Rush, people: int, seed: int) -> Verdict:
    """One of them, in a bot that has just been started."""
    verdict = Verdict(f"{people} people {name}, {what.meetings:,} meetings each, {ROUNDS} times")
    async with hour(seed) as now:
        now.lab.microsoft.calendar.resize(what.meetings)
        crowd, now.people = now.people[:people], now.people[people:]
        ask = await what.prepared(now, crowd)
        await asyncio.sleep(REST)
        heard: Counter[Heard] = Counter()
        times: list[float] = []
        async with now.watched() as watch:
            beside = asyncio.create_task(now.wishes(BESIDE, ROUNDS * (TEAMS_WAITS + REST)))
            for _ in range(ROUNDS):
                for answer, seconds in await asyncio.gather(*(timed(ask(person)) for person in crowd)):
                    heard[understood(answer, what.served)] += 1
                    times.append(seconds)
                await asyncio.sleep(REST)
            wishes = await beside
            await now.until(lambda: all(wish.links or now.teams.told(wish) for wish in wishes), SETTLED)
        state = await health(now)
        after = [understood(await ask(person), what.served) for person in crowd[:5]]
    verdict.note("served", heard[Heard.SERVED])
    verdict.note("told that the bot has too much to do", heard[Heard.OURS])
    verdict.none("told that Microsoft is at fault", heard[Heard.MICROSOFTS])
    verdict.none("told nothing, or something else", heard[Heard.ELSE])
    verdict.note("seconds to the answer, p99", percentile(times, 0.99))
    verdict.note("others who asked for a link meanwhile", len(wishes))
    verdict.none("… neither link nor words", sum(not (wish.links or now.teams.told(wish)) for wish in wishes))
    verdict.none("… answered twice", doubled(wishes))
    verdict.note("… without a link", sum(not wish.links for wish in wishes))
    verdict.note("… seconds to the link, p99", percentile(waits(wishes), 0.99))
    verdict.none("dependencies that are called failing", state.count("failing"))
    verdict.at_least("afterwards: served, of five", after.count(Heard.SERVED), len(after))
    tell_watch(verdict, watch)
    verdict.note("memory at most, MiB", max(watch.memory))
    return verdict


async def timed(asking: Awaitable[bytes]) -> tuple[bytes, float]:
    """What came, and after how many seconds."""
    began = CLOCK()
    return await asking, CLOCK() - began


def understood(answer: bytes, served: bytes) -> Heard:
    """What an answer says, where who is served reads `served`."""
    if served in answer:
        return Heard.SERVED
    if any(words in answer for words in MICROSOFTS):
        return Heard.MICROSOFTS
    return Heard.OURS if OURS in answer else Heard.ELSE


async def health(now: Hour) -> str:
    """The body of /readyz."""
    client = Client(now.bot.port, 1)
    page = await client.ask(READY, PROBE_PATIENCE)
    client.close()
    return page.body.decode()


async def searching(now: Hour, _crowd: Sequence[Person]) -> Ask:
    """The extension's search box; what Teams would not wait for is nothing."""

    async def ask(person: Person) -> bytes:
        activity = activities.search(person, now.teams.service_url, f"appointment {person.n}")
        return (await now.teams.deliver(activity, TEAMS_WAITS)).body

    return ask


def saying(text: str) -> Callable[[Hour, Sequence[Person]], Awaitable[Ask]]:
    """Something written in the chat."""

    async def prepared(now: Hour, _crowd: Sequence[Person]) -> Ask:
        return lambda person: asked(now, person, activities.typed(person, now.teams.service_url, text))

    return prepared


async def ticking(now: Hour, crowd: Sequence[Person]) -> Ask:
    """The first page of a list lies before everybody, all is ticked, and they press the button."""
    ask, presses = await saying("get link")(now, crowd), {}
    for person in crowd:
        button = next(each for each in actions_in(orjson.loads(await ask(person))) if each.get("title") == TICKED)
        presses[person] = {**button["data"], **{fields.tick(n): "true" for n in range(MOST_TICKS)}}
    return lambda person: asked(now, person, activities.pressed(person, now.teams.service_url, presses[person]))


async def asked(now: Hour, person: Person, activity: bytes) -> bytes:
    """The message that answers it; nothing when none comes."""
    try:
        return (await now.teams.ask(person, activity, SETTLED)).body
    except TimeoutError:
        return b""


def actions_in(card: Any) -> Iterator[Mapping[str, Any]]:
    """All buttons of a card, wherever they are."""
    parts: Sequence[Any] = list(card.values()) if isinstance(card, dict) else card if isinstance(card, list) else ()
    if isinstance(card, dict) and card.get("type") == "Action.Submit":
        yield card
    for part in parts:
        yield from actions_in(part)


RUSHES: Mapping[str, Rush] = {
    "search": Rush(searching, 1_000, b'"attachments":[{'),
    "list their meetings": Rush(saying("get link"), 1_000, b"Which meeting?"),
    "ask for a day": Rush(saying("get link on friday"), 1_000, b"Which meeting?"),
    "get the links of all that they ticked": Rush(ticking, 200, b"Customers' links"),
}
