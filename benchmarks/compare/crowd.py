"""Who speaks in a measurement: people at hand, people the bot holds nothing of, newcomers."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.lab.teams import Teams
from benchmarks.lab.world import Person

AT_HAND = 1000  # at most so many people have spoken to the bot before
MOST_SENDERS = 64  # nobody speaks for a person that another one speaks for
FIRST_NEWCOMER = 10_000_000


@dataclass(slots=True)
class Crowd:
    """The people in a contestant's store, `size` of them, and Teams, through which they speak."""

    teams: Teams
    size: int
    _unseen: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _newcomers: itertools.count[int] = field(default_factory=lambda: itertools.count(FIRST_NEWCOMER))

    def share(self, sender: int) -> Iterator[Person]:
        """The people at hand for whom a sender speaks, round and round."""
        return itertools.cycle(map(Person, range(1 + sender, min(self.size, AT_HAND) + 1, MOST_SENDERS)))

    def unseen(self) -> Person:
        """Somebody in the store who has not spoken yet; from the end, where nobody at hand is taken from."""
        return Person(self.size - next(self._unseen))

    def newcomer(self) -> Person:
        """Somebody whom no store knows."""
        return Person(next(self._newcomers))

    async def warm(self, question: Callable[[Person], bytes], patience: float) -> None:
        """Everybody who is to be at hand has had an answer."""
        waiting = iter(range(1, min(self.size, AT_HAND) + 1))

        async def some() -> None:
            for n in waiting:
                with suppress(TimeoutError, RuntimeError):
                    await self.teams.ask(Person(n), question(Person(n)), patience)

        await asyncio.gather(*(some() for _ in range(8)))
