"""Sends messages of one kind, one after the other, and counts outside and inside the bot what each made it do."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.compare.scenarios import known_link, row_in
from benchmarks.lab import activities, store
from benchmarks.lab.lab import Lab, lab
from benchmarks.lab.process import BotProcess
from benchmarks.lab.teams import Teams
from benchmarks.lab.tokens import assertion
from benchmarks.lab.world import Meeting, Person

COUNTED = Path(__file__).parents[3] / "benchmarks" / "bots" / "counted.py"
TIMES = 25  # what the bot does beside the messages meanwhile is less than once a message
LOOK_AGAIN, IDLE = 0.7, 0.02  # seconds between two looks; of the processor, between them
ANNA = Person(1)
Act = Callable[[int], Awaitable[object]]
Counts = Mapping[str, int]


@dataclass(slots=True)
class Counting:
    """A counted bot with one person in its store."""

    here: Lab
    bot: BotProcess
    teams: Teams

    async def kinds(self) -> dict[str, Act]:
        """Everything that is counted, by name; each takes the number of the message."""
        url = self.here.service_url
        card = await self.teams.ask(ANNA, activities.typed(ANNA, url, "get link"))
        row = row_in(orjson.loads(card.body))

        async def deliver(activity: bytes) -> None:
            assert (await self.teams.deliver(activity)).status == 200

        async def first_use(n: int) -> None:
            person = Person(100 + n)
            asked = await self.teams.ask(person, activities.typed(person, url, "get link"))
            token = assertion(self.here.microsoft.entra_key, person)
            exchange = activities.token_exchange(person, url, activities.exchange_id(asked.body), token)
            await self.teams.ask(person, exchange)

        return {
            "help": lambda _: self.teams.ask(ANNA, activities.typed(ANNA, url, "help")),
            "a link asked for again": lambda _: self.teams.ask(ANNA, known_link(ANNA, url)),
            "a new link": lambda n: self.teams.ask(ANNA, activities.link_wish(Meeting(1000 + n, ANNA), url)),
            "a pressed row": lambda _: self.teams.ask(ANNA, activities.pressed(ANNA, url, row)),
            "a list of ten": lambda _: self.teams.ask(ANNA, activities.typed(ANNA, url, "get link")),
            "a search with ten results": lambda _: deliver(activities.search(ANNA, url, "physio")),
            "first use": first_use,
        }

    async def count(self, act: Act) -> dict[str, int]:
        """What one message costs, of some that come one after the other to a warm bot."""
        await act(-1)
        before = await self.so_far()
        for n in range(TIMES):
            await act(n)
        after = await self.so_far()
        return {name: (after[name] - before[name]) // TIMES for name in after}

    async def so_far(self) -> dict[str, int]:
        """All counts; whatever is still being noted down gets a moment first."""
        await asyncio.sleep(0.2)
        told = self.bot.folder / "counts.json"
        told.unlink(missing_ok=True)
        os.kill(self.bot.pid, signal.SIGUSR1)
        async with asyncio.timeout(5):
            while not told.exists():  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.01)
        calls = {name: self.here.microsoft.calls[name] for name in ("graph", "connector", "entra", "roster")}
        lines = self.bot.log.read_bytes().count(b"\n")
        inside: dict[str, int] = json.loads(told.read_text())
        return {**calls, "connections": self.here.server.connections, "lines": lines, **inside}


async def made_ready(bot: BotProcess) -> None:
    """What the bot does by itself after its start, for the first person, is over: it is idle."""
    before = 0.0
    while (used := bot.used().processor) > before + IDLE:
        before = used
        await asyncio.sleep(LOOK_AGAIN)


async def everything() -> dict[str, Counts]:
    """The counts of each kind of message."""
    async with lab() as here:
        bot = here.own_bot(here.folder / "bot", COUNTED)
        bot.folder.joinpath("data").mkdir()
        await store.people_in(bot.folder / "data" / "bot.db", range(1, 2))
        await bot.start(LAB_COUNTS=str(bot.folder / "counts.json"))
        await made_ready(bot)
        counting = Counting(here, bot, here.teams(bot.port))
        try:
            return {name: await counting.count(act) for name, act in (await counting.kinds()).items()}
        finally:
            counting.teams.client.close()
            await bot.stop()
