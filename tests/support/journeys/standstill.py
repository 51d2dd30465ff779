"""Whether the machine a test runs on went on all the time: what is promised in seconds holds only while it does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

LOOKS_EVERY = 0.05  # seconds
MUCH = 0.5  # seconds of a loop that does nothing else but a test


@dataclass
class Machine:
    """`longest`: seconds for which the event loop has not come round."""

    longest: float = 0.0

    @property
    def stood_still(self) -> bool:
        return self.longest > MUCH


@asynccontextmanager
async def watched_machine() -> AsyncIterator[Machine]:
    """The machine, looked at for the time of the block."""
    machine = Machine()
    watching = asyncio.create_task(_watch(machine))
    try:
        yield machine
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(machine: Machine) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        before = clock()
        await asyncio.sleep(LOOKS_EVERY)
        machine.longest = max(machine.longest, clock() - before - LOOKS_EVERY)
