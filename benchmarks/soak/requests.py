"""Thousands of requests that nobody would send, to every route: none ends in a 500, and nothing leaks."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.lab import activities
from benchmarks.lab.verdict import Verdict
from benchmarks.soak.hour import hour, tell_watch
from benchmarks.soak.mutations import CANARY, PATHS, Mutator
from tests.support.journeys.world import world

AT_ONCE = 64
PATIENCE = 1.0  # seconds; what is cut off gets no answer
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
MEANT = frozenset({501, 503})  # an invoke that nobody knows; more than can be heard
LEAKS = re.compile(rb"eyJ[\w-]{10}|https?://|visit\.teams|Traceback|" + CANARY.encode())
FAILED = (b'"request_failed"', b'"turn_failed"', b'"failed"', b'"answer_failed"', b'"level": "critical"')


async def odd_requests(count: float, seed: int) -> list[Verdict]:
    """So many of them; a good question afterwards is answered as ever."""
    verdict = Verdict(f"{count:,.0f} requests that nobody would send, seed {seed}")
    served, asked = await routes(), set[str]()
    async with hour(seed) as now:
        paths = (*sorted(served), *PATHS)
        mutator = Mutator(random.Random(seed), now.teams.token, now.teams.service_url, paths, asked)
        requests = (mutator.request() for _ in range(int(count)))
        statuses: Counter[int] = Counter()
        bad: list[bytes] = []

        async def sender() -> None:
            for raw in requests:
                for status, answer in await answers_to(now.bot.port, raw):
                    statuses[status] += 1
                    if (status >= 500 and status not in MEANT) or b"Traceback" in answer:
                        bad.append(raw[:300])

        async with now.watched() as watch:
            await asyncio.gather(*(sender() for _ in range(AT_ONCE)))
        person = now.people[100]
        heard = await now.teams.ask(person, activities.typed(person, now.teams.service_url, "help"))
        alive, log = now.bot.alive, now.bot.log.read_bytes()
    verdict.note("answers", ", ".join(f"{times} x {status}" for status, times in sorted(statuses.items())))
    verdict.none("routes that nobody asked for", len(served - asked))
    verdict.none("answered by 500", len(bad))
    for raw in bad[:3]:
        verdict.note("for example", repr(raw))
    verdict.none("lines of the log with a token, link or what was sent", len(LEAKS.findall(log)))
    failures = [line for line in log.splitlines() if any(event in line for event in FAILED)]
    verdict.none("failures in the log", len(failures))
    for line in failures[:3]:
        verdict.note("for example", line.decode())
    verdict.none("dead at the end, or deaf", int(not alive or not heard.body))
    tell_watch(verdict, watch)
    return [verdict]


async def routes() -> set[str]:
    """Every path that the bot serves, as the bot itself has it."""
    with tempfile.TemporaryDirectory() as folder:
        async with world(Path(folder)) as here:
            assert here.bot
            return {route.resource.canonical for route in here.bot.app.router.routes() if route.resource}


async def answers_to(port: int, raw: bytes) -> list[tuple[int, bytes]]:
    """Each answer with its status; (0, b"") where none comes, as for what is not a whole request."""
    answer = b""
    with suppress(OSError, TimeoutError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(raw)
            async with asyncio.timeout(PATIENCE):
                while more := await reader.read(65536):
                    answer += more
        finally:
            writer.transport.abort()
    return [(int(found[1]), answer) for found in STATUS.finditer(answer)] or [(0, b"")]
