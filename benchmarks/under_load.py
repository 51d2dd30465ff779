"""How many *get link* can one process answer, and what does each cost? `python -m benchmarks.under_load [commands]`

The bot runs as in production: its own process, TLS, Microsoft's real host names led to a sandbox on loopback. So many
people at once paste a join URL; the time is taken until the connector has the last link card. Sandbox and load share
the other core, so that the commands a second are a lower bound; processor time and memory are the bot's own.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.client.activities import Json
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from tests.support.production.process import Production, production

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
AT_ONCE = (1, 16, 64)
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process has used so far: seconds of processor time, MiB of memory now, open files."""

    seconds: float
    memory: float
    files: int

    @classmethod
    def of(cls, pid: int) -> Cost:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return cls((int(fields[11]) + int(fields[12])) / TICK, pages * PAGE / 2**20, len(os.listdir(f"/proc/{pid}/fd")))


async def warmed(there: Production) -> TeamsClient:
    """Somebody has consented, and has had a first link."""
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    await anna.say("get link")
    await anna.settled()
    return anna


async def measured(there: Production, anna: TeamsClient, messages: Iterator[Json], at_once: int, each: int) -> None:
    """Print what it comes to when `at_once` people each send so many messages, one after the other."""
    assert there.process
    pid, sent, count = there.process.pid, there.microsoft365.record.sent, at_once * each
    before, known, began = Cost.of(pid), len(sent), time.perf_counter()

    async def one_after_the_other() -> None:
        for _ in range(each):
            answer = await anna.bot_client.deliver(next(messages))
            assert answer.status == 202

    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    await there.microsoft365.record.until(lambda: len(sent) >= known + count, 120)
    took, after = time.perf_counter() - began, Cost.of(pid)
    processor = (after.seconds - before.seconds) / count * 1000
    print(
        f"  {at_once:3} at once: {count / took:4.0f} a second, {processor:.2f} ms of processor time each,"
        f" memory {before.memory:.0f} -> {after.memory:.0f} MiB, {after.files} files open"
    )


async def main(commands: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with production(Path(folder)) as there:
            await there.start()
            anna = await warmed(there)
            event = next(e for e in there.microsoft365.events if e.meeting and e.meeting.organizer == ANNA)
            assert event.meeting
            url = event.meeting.join_url
            messages = iter(lambda: anna.activities.message(f"get link {url}", ""), None)
            print(f"some {commands} times a join URL pasted:")
            for at_once in AT_ONCE:
                await measured(there, anna, messages, at_once, commands // at_once)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
