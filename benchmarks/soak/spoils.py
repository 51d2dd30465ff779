"""What can go wrong around the bot, by where: each kind is a block, and is over with it."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.bots.host_names import MICROSOFT
from benchmarks.lab import microsoft
from benchmarks.lab.microsoft import Fault
from benchmarks.lab.teams import CLOCK
from benchmarks.lab.wire import End, Reply, json_answer
from benchmarks.soak.hour import Hour
from benchmarks.soak.storage import FAULTS as STORES

HTML = b"<html>Sign in to the guest network</html>"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(HTML), HTML)
BUSY = b'{"error":{"code":"serviceNotAvailable"}}'
DENIED = b'{"error":{"code":"InvalidAuthenticationToken"}}'
WITHOUT_END = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"
DONE = json_answer(201, b'{"id":"1"}')
ANSWERS: Mapping[str, Reply] = {
    "503": Reply(json_answer(503, BUSY)),
    "500": Reply(json_answer(500, BUSY)),
    "429": Reply(json_answer(429, BUSY, b"Retry-After: 2\r\n")),
    "401": Reply(json_answer(401, DENIED)),
    "silence": microsoft.SILENCE,
    "503 after two seconds": Reply(json_answer(503, BUSY), 2.0),
    "a page": Reply(PAGE),
    "a redirect": Reply(json_answer(302, b"", b"Location: https://elsewhere.example/\r\n")),
    "a list": Reply(json_answer(200, b"[7]")),
    "no HTTP": Reply(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "no gzip": Reply(json_answer(200, b"none", b"Content-Encoding: gzip\r\n")),
    "half a body": Reply(json_answer(200, b'{"value":[]}')[:-6], ends=End.CLOSED),
    "no end": Reply(WITHOUT_END, ends=End.ENDLESS),
    "hangs up": Reply(b"", ends=End.CLOSED),
    "reset": Reply(b"", ends=End.RESET),
}
SENDS: Mapping[str, Fault] = {
    "502": Fault.status(502),
    "503": Fault.status(503),
    "412": Fault.status(412),
    "429": Fault.status(429, retry_after=2),
    "redirect": Fault.status(302),
    "silence": Fault.status(0),
    "a page": Fault(Reply(PAGE)),
    "no end": Fault(Reply(WITHOUT_END, ends=End.ENDLESS)),
    "hangs up": Fault(ANSWERS["hangs up"]),
    "reset": Fault(ANSWERS["reset"]),
    "delivered, then 500": Fault.status(500, delivers=True),
    "delivered, then 504": Fault.status(504, delivers=True),
    "delivered, then half a body": Fault(Reply(DONE[:-3], ends=End.CLOSED), delivers=True),
    "delivered, then hangs up": Fault(ANSWERS["hangs up"], delivers=True),
    "delivered, then silence": Fault(microsoft.SILENCE, delivers=True),
}
CLOCKS = {"an hour back": -3600, "ten minutes back": -600, "an hour on": 3600, "ten minutes on": 600}
NAMES = {"unknown": "gone", "slow by a second and a half": "slow 1.5", "slow by five seconds": "slow 5"}
HANG_UP_EVERY = 0.5
UNSURE = 0.5  # seconds in which an answer may be on its way

Spoil = Callable[[Hour, float], AbstractAsyncContextManager[None]]
"""It is so while the block lasts, for this share of the calls where one call is not like the other."""


@asynccontextmanager
async def answers(service: str, kind: str, now: Hour, share: float) -> AsyncIterator[None]:
    """Graph or Entra says this in place of the answer."""
    chance, reply = random.Random(f"{kind} {share}"), ANSWERS[kind]
    now.lab.microsoft.spoils[service] = lambda: reply if chance.random() < share else None
    yield
    now.lab.microsoft.spoils.pop(service, None)  # the next one may have begun, and ended, before this one was over


@asynccontextmanager
async def sends(kind: str, now: Hour, share: float) -> AsyncIterator[None]:
    """The connector says this when a message is posted."""
    chance, fault = random.Random(f"{kind} {share}"), SENDS[kind]
    now.lab.microsoft.fault = lambda: fault if chance.random() < share else None
    yield
    now.lab.microsoft.fault = lambda: None


@asynccontextmanager
async def store(kind: str, now: Hour, _share: float) -> AsyncIterator[None]:
    with now.takes_nothing():
        async with STORES[kind](now.bot):
            yield


@asynccontextmanager
async def clock(kind: str, now: Hour, _share: float) -> AsyncIterator[None]:
    """The machine's clock jumps, and jumps back."""
    now.bot.spoil(clock=str(CLOCKS[kind]))
    yield
    now.bot.spoil(clock="")


@asynccontextmanager
async def names(said: str, now: Hour, _share: float) -> AsyncIterator[None]:
    """The name server does this; it matters to new connections, so that old ones are closed whenever they rest."""
    now.bot.spoil(names=said)
    closing = asyncio.create_task(_hangs_up(now))
    yield
    closing.cancel()
    now.bot.spoil(names="")


async def _hangs_up(now: Hour) -> None:
    while True:
        now.lab.server.hang_up()
        await asyncio.sleep(HANG_UP_EVERY)


@asynccontextmanager
async def another_machine(kind: str, now: Hour, share: float) -> AsyncIterator[None]:
    """The names lead to a machine that takes connections and says nothing, or whose certificate is not Microsoft's."""
    context = None if kind == "silent" else _certificate(now, kind)
    server = await asyncio.start_server(_says_nothing, "127.0.0.1", 0, ssl=context)
    async with names(f"at {server.sockets[0].getsockname()[1]}", now, share):
        yield
    server.close()


async def _says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(65536):
        pass
    writer.close()


def _certificate(now: Hour, kind: str) -> ssl.SSLContext:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    hosts = sorted(MICROSOFT) if kind == "expired certificate" else ["elsewhere.example"]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    now.lab.authority.issue_cert(*hosts, not_after=yesterday if len(hosts) > 1 else None).configure_cert(context)
    return context


@asynccontextmanager
async def line(kind: str, now: Hour, _share: float) -> AsyncIterator[None]:
    """What becomes of all connections that are open now."""
    if kind == "forgotten":
        now.lab.server.deafen()
    elif kind == "closed":
        now.lab.server.hang_up()
    else:
        now.lab.microsoft.doubtful.update(_just_delivered(now))
        now.lab.server.reset()
    yield


@asynccontextmanager
async def stopped(now: Hour, _share: float) -> AsyncIterator[None]:
    """The bot stands still, as in a virtual machine that is moved; what Teams has just taken, it hears too late."""
    now.lab.microsoft.doubtful.update(_just_delivered(now))
    os.kill(now.bot.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(now.bot.pid, signal.SIGCONT)


@asynccontextmanager
async def killed(now: Hour, _share: float) -> AsyncIterator[None]:
    """kill -9, and started again until it is up.

    What Teams has just taken, nobody has noted; what the store did not take, nobody knows any more.
    """
    now.lab.microsoft.doubtful.update(_just_delivered(now))
    now.forgotten.update(serial for serial, wish in now.teams.wishes.items() if now.unwritten < (wish.heard or CLOCK()))
    now.bot.kill()
    await now.restarted()
    yield


def _just_delivered(now: Hour) -> Iterator[int | str]:
    """What the bot may not have been told of yet."""
    recent = min(CLOCK() - UNSURE, now.unwritten)
    yield from (serial for serial, wish in now.teams.wishes.items() if wish.links and wish.links[-1] > recent)
    yield from (chat for chat, words in now.teams.words.items() if words and words[-1].moment > recent)


SPOILS: Mapping[str, Mapping[str, Spoil]] = {
    "graph": {kind: partial(answers, "graph", kind) for kind in ANSWERS},
    "entra": {kind: partial(answers, "entra", kind) for kind in ANSWERS},
    "connector": {kind: partial(sends, kind) for kind in SENDS},
    "store": {kind: partial(store, kind) for kind in STORES},
    "clock": {kind: partial(clock, kind) for kind in CLOCKS},
    "names": {
        **{kind: partial(names, said) for kind, said in NAMES.items()},
        **{kind: partial(another_machine, kind) for kind in ("silent", "expired certificate", "another's certificate")},
    },
    "process": {"stands still": stopped, "is killed": killed},
    "connections": {kind: partial(line, kind) for kind in ("forgotten", "closed", "reset")},
}
