"""Starts Microsoft's Agents Playground, which runs on Node, and stops it again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

HOME = Path(__file__).parent / "playground"
PROGRAM = HOME / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
MANNERS = HOME / "guest.cjs"
LISTENING = re.compile(rb"Listening on (\d+)")
WORDS = 12  # lines of what it said that are worth showing
START_TIMEOUT = 60  # seconds until the Playground has to be there; it takes one on a quiet machine


class CannotStart(Exception):
    """Something the demo needs is missing; the text says what to do."""


def node() -> str:
    """Node of the machine, else the one that scripts/setup has put beside this Python."""
    beside = Path(sys.executable).parent / "node"
    found = shutil.which("node") or (str(beside) if beside.exists() else None)
    if found is None or not PROGRAM.exists():
        raise CannotStart("The Playground is not installed: run `sh scripts/setup demo`.")
    return found


@asynccontextmanager
async def playground(bot_url: str, port: int, config: Path) -> AsyncIterator[str]:
    """The Playground's origin while it runs. It posts to `bot_url`, and takes another port when `port` is taken.

    Its log is beside its configuration. Raises CannotStart.
    """
    log = config.with_name("playground.log")
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LC_ALL", "TZ"}},
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log),
    }
    options = ("start", "-e", bot_url, "-c", "msteams", "-p", str(port), "--disable-telemetry")
    process = await asyncio.create_subprocess_exec(
        *(node(), "--require", str(MANNERS), str(PROGRAM), *options),
        cwd=config.parent,
        env=environment,
        stdin=asyncio.subprocess.PIPE,  # ends with this process, however that ends
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # Node may be wrapped in a program of its own: both are stopped, as one group
    )
    try:
        origin = await _started(process, log)
        reading = asyncio.create_task(_drain(process))
        try:
            yield origin
        finally:
            reading.cancel()
    finally:
        await _stop(process)


async def _started(process: asyncio.subprocess.Process, log: Path) -> str:
    """Its origin, once it answers."""
    try:
        async with asyncio.timeout(START_TIMEOUT):
            origin = f"http://localhost:{await _port_of(process, log)}"
            await _answers(f"{origin}/_debug/ping")
    except TimeoutError as slow:
        raise CannotStart(f"The Playground did not start in {START_TIMEOUT} seconds; see {log}") from slow
    return origin


async def _port_of(process: asyncio.subprocess.Process, log: Path) -> int:
    """The port that it really took; it says so on its first line."""
    assert process.stdout  # noqa: S101 — it was asked for
    said: list[bytes] = []
    async for line in process.stdout:
        if found := LISTENING.search(line):
            return int(found.group(1))
        said.append(line)
    told = b"".join(said[-WORDS:]).decode(errors="replace")  # a Node that is too old says so here alone
    raise CannotStart(f"{told}The Playground ended at once; what it said is above, and in {log}")


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)


async def _drain(process: asyncio.subprocess.Process) -> None:
    """What it prints is in its log as well; a full pipe would stop it."""
    assert process.stdout  # noqa: S101 — it was asked for
    async for _line in process.stdout:
        pass


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        async with asyncio.timeout(3):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
