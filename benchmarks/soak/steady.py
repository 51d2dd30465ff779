"""A long day: a hundred thousand messages one after the other, and memory, store and pauses stay as they are."""

from __future__ import annotations

import asyncio
from itertools import count

from benchmarks.lab import activities
from benchmarks.lab.teams import CLOCK
from benchmarks.lab.verdict import Verdict
from benchmarks.soak.hour import Hour, hour, tell_lag, tell_watch

SENDERS = 16
PARTS = 10
GROWTH = 5.0  # MiB from the second tenth to the last
NEW_LINK, LIST = 10, 7  # one in so many


async def long_day(messages: float, seed: int) -> list[Verdict]:
    """Help, the same link again, the list, and now and then a new link."""
    verdict = Verdict(f"{messages:,.0f} messages")
    each = max(int(messages / PARTS / SENDERS), 1)
    memory, sizes = [], []
    async with hour(seed) as now, now.watched() as watch:
        began, numbers = CLOCK(), count()
        for _ in range(PARTS):
            await asyncio.gather(*(chatter(now, sender, each, numbers) for sender in range(SENDERS)))
            memory.append(now.bot.used().memory)
            sizes.append(sum(file.stat().st_size for file in (now.bot.folder / "data").iterdir()) / 2**20)
        took, used = CLOCK() - began, now.bot.used()
        await tell_lag(verdict, now)
    total = each * SENDERS * PARTS
    verdict.note("answers a second", total / took)
    verdict.note("memory by tenth, MiB", " ".join(f"{value:.0f}" for value in memory))
    verdict.at_most("growth from the second tenth on, MiB", memory[-1] - memory[1], GROWTH)
    verdict.note("store by tenth, MiB", " ".join(f"{value:.1f}" for value in sizes))
    verdict.note("bytes in the store for a message", (sizes[-1] - sizes[0]) * 2**20 / total / 0.9)
    tell_watch(verdict, watch)
    verdict.note("open files, threads", f"{used.files}, {used.threads}")
    return [verdict]


async def chatter(now: Hour, sender: int, times: int, numbers: count[int]) -> None:
    """One person's part of the day; each message waits for the answer to the one before."""
    person, service_url = now.people[sender], now.teams.service_url
    usual = now.new_meeting(person)
    for _ in range(times):
        n = next(numbers)
        if n % NEW_LINK == 0:
            activity = activities.link_wish(now.new_meeting(person), service_url)
        elif n % LIST == 0:
            activity = activities.typed(person, service_url, "get link")
        elif n % 2:
            activity = activities.link_wish(usual, service_url)
        else:
            activity = activities.typed(person, service_url, "help")
        await now.teams.ask(person, activity)
    now.teams.words[person.chat].clear()
