"""What is asked: each scenario with its senders, its Graph, its calendar and its people."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import orjson

from benchmarks.compare.crowd import AT_HAND, Crowd
from benchmarks.lab import activities
from benchmarks.lab.world import Meeting, Person

Question = Callable[[], tuple[Person, bytes]]
Asker = Callable[[Crowd, int], Awaitable[Question]]
KNOWN_MEETINGS = 50  # links that have been asked for before
NEW = itertools.count(1_000_000)  # serials of meetings that have not


@dataclass(frozen=True, slots=True)
class Scenario:
    """`question` makes what one sender asks, again and again. `framework`: the frameworks' bots answer it as well."""

    name: str
    question: Asker
    connections: int = 16
    graph_delay: float = 0.0
    entra_delay: float = 0.0
    meetings: int = 10
    people: int = AT_HAND
    invoke: bool = False
    framework: bool = False
    first_use: bool = False


def in_turn(write: Callable[[Person, str], bytes]) -> Asker:
    """Each sender speaks for its share of the people, one after the other."""

    async def asker(crowd: Crowd, n: int) -> Question:
        people, url = crowd.share(n), crowd.teams.service_url

        def question() -> tuple[Person, bytes]:
            person = next(people)
            return person, write(person, url)

        return question

    return asker


async def by_press(crowd: Crowd, n: int) -> Question:
    """A sender's person has a list in front of them and presses its first row, again and again."""
    person, url = Person(1 + n), crowd.teams.service_url
    card = await crowd.teams.ask(person, activities.typed(person, url, "get link"))
    data = row_in(orjson.loads(card.body))
    return lambda: (person, activities.pressed(person, url, data))


async def by_unseen(crowd: Crowd, _n: int) -> Question:
    """Each time somebody of whom the bot holds nothing in memory."""
    url = crowd.teams.service_url

    def question() -> tuple[Person, bytes]:
        person = crowd.unseen()
        return person, known_link(person, url)

    return question


def row_in(card: object) -> object:
    """The data of the first row of a card that is a button."""
    if isinstance(card, dict):
        if (action := card.get("selectAction")) and "data" in action:
            return action["data"]
        return next(filter(None, map(row_in, card.values())), None)
    return next(filter(None, map(row_in, card)), None) if isinstance(card, list) else None


def help_wish(person: Person, url: str) -> bytes:
    return activities.typed(person, url, "help")


def known_link(person: Person, url: str) -> bytes:
    return activities.typed(person, url, f"get link {Meeting(person.n % KNOWN_MEETINGS, Person(1)).join_url}")


def known_id(person: Person, url: str) -> bytes:
    return activities.typed(person, url, f"get link {Meeting(person.n % KNOWN_MEETINGS, Person(1)).id}")


def new_link(person: Person, url: str) -> bytes:
    return activities.link_wish(Meeting(next(NEW), person), url)


def meetings_wish(person: Person, url: str) -> bytes:
    return activities.typed(person, url, "get link")


def search(person: Person, url: str) -> bytes:
    return activities.search(person, url, "physio")


LINK = in_turn(known_link)
SCENARIOS: Sequence[Scenario] = (
    *(Scenario(f"help, {c} connections", in_turn(help_wish), c, framework=True) for c in (1, 16, 64)),
    *(Scenario(f"link by join URL, {c} connections", LINK, c) for c in (1, 16, 64)),
    *(Scenario(f"link by join URL, 64 connections, Graph {ms} ms", LINK, 64, graph_delay=ms / 1000) for ms in (20, 50)),
    Scenario("link by id", in_turn(known_id)),
    Scenario("link by press", by_press),
    Scenario("a new link each time", in_turn(new_link)),
    *(Scenario(f"list of {n} meetings", in_turn(meetings_wish), meetings=n) for n in (10, 200, 1000)),
    Scenario("search", in_turn(search), invoke=True),
    Scenario("first use, 64 at once, Entra 100 ms", by_unseen, 64, entra_delay=0.1, first_use=True),
    *(Scenario(f"{n:,} people, one at hand", LINK, 1, people=n) for n in (1, 1_000, 10_000, 100_000)),
    *(Scenario(f"{n:,} people, one not in memory", by_unseen, 1, people=n) for n in (10_000, 100_000)),
)
