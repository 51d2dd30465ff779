"""How long does a warm *get link* take, and what does it cost? `python -m benchmarks.warm_get_link [presses]`

The bot runs as in production: its own process, TLS, Microsoft's real host names led to a sandbox on loopback. A press
of a picker row, and a pasted join URL, are timed from Teams' POST to the moment the connector has the link card.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from tests.support.production.process import Production, production

SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
SERVICES = ("graph", "entra", "channel", "connector")


async def measured(there: Production, act: Callable[[], Awaitable[object]], times: int) -> None:
    """Print median and 95th percentile in milliseconds, and the calls that one command makes."""
    record, requests, took = there.microsoft365.record, there.microsoft365.requests, []
    for _ in range(times):
        requests.clear()
        known = len(record.sent)
        began = time.perf_counter()
        await act()
        await record.until(lambda: len(record.sent) > known)  # noqa: B023 — called before the next round
        took.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.005)
    calls = {service: requests.count(service) for service in SERVICES}
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"  median {median:.1f} ms, p95 {p95:.1f} ms over {times}; calls of the last one: {calls}")


async def warmed(there: Production) -> TeamsClient:
    """Anna has consented, and the picker is in front of her."""
    there.microsoft365.consents.grant(ANNA, SCOPES)
    anna = there.client()
    for _ in range(3):
        await anna.say("get link")
        await anna.settled()
    return anna


async def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with production(Path(folder)) as there:
            await there.start()
            print(f"ready after {there.seconds_to_ready:.2f} s")
            anna = await warmed(there)
            row = next(button for button in anna.buttons if "Physiotherapy: first" in button.words)
            event = next(e for e in there.microsoft365.events if e.meeting and e.meeting.organizer == ANNA)
            assert event.meeting
            url = event.meeting.join_url
            print("a row of the picker pressed:")
            await measured(there, lambda: anna.press(row), times)
            print("a join URL pasted:")
            await measured(there, lambda: anna.say(f"get link {url}"), times)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
