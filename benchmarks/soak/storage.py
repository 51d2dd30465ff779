"""The store is locked by somebody, full, or read-only: nobody is answered twice, and everybody reads something."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress

from benchmarks.lab.process import BotProcess
from benchmarks.lab.verdict import Verdict
from benchmarks.soak.hour import doubled, hour, tell_watch

RATE = 7  # a second
AROUND = 2.0
SETTLED = 40.0


async def bad_store(seconds: float, seed: int, only: str = "") -> list[Verdict]:
    """Each fault for so long."""
    return [await bad_time(name, spoilt, seconds, seed) for name, spoilt in FAULTS.items() if only in name]


async def bad_time(
    name: str, spoilt: Callable[[BotProcess], AbstractAsyncContextManager[None]], seconds: float, seed: int
) -> Verdict:
    """One fault in the middle of a quiet stream of questions."""
    verdict = Verdict(f"store {name} for {seconds:.0f} s, {RATE} new links a second")
    async with hour(seed) as now, now.watched() as watch:
        asking = asyncio.create_task(now.wishes(RATE, seconds + AROUND))
        await asyncio.sleep(AROUND)
        async with spoilt(now.bot):
            await asyncio.sleep(seconds)
        wishes = await asking
        after = await now.wishes(RATE, AROUND)
        answered = [wish for wish in wishes if wish.accepted]
        await now.until(lambda: all(wish.links for wish in (*answered, *after)), SETTLED)
        verdict.note("asked for", len(wishes))
        verdict.note("accepted", len(answered))
        verdict.none("accepted, without a link", sum(not wish.links for wish in answered))
        silent = [wish for wish in wishes if not wish.accepted and not now.teams.told(wish)]
        verdict.none("not accepted, without words", len(silent))
        verdict.none("answered twice", doubled(wishes))
        verdict.none("afterwards: without a link", sum(not wish.links for wish in after))
        tell_watch(verdict, watch)
    return verdict


@asynccontextmanager
async def locked(bot: BotProcess) -> AsyncIterator[None]:
    """Another process holds the write lock."""
    with closing(sqlite3.connect(bot.folder / "data" / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(bot: BotProcess) -> AsyncIterator[None]:
    """The kernel refuses whatever the bot would write into a file, as a full disk does."""
    _, most = before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (0, most))
    yield
    with suppress(ProcessLookupError):  # killed meanwhile; the next one has room
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def read_only(bot: BotProcess) -> AsyncIterator[None]:
    """SQLite refuses to write (benchmarks/bots/spoilt.py)."""
    bot.spoil(store="read-only")
    yield
    bot.spoil(store="")


FAULTS: Mapping[str, Callable[[BotProcess], AbstractAsyncContextManager[None]]] = {
    "locked": locked,
    "full": full,
    "read-only": read_only,
}
