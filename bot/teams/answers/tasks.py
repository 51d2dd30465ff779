"""Work that goes on after the HTTP answer: owned, logged, and waited for at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.errors import BotError
from bot.ops.telemetry import bound_reference, current_reference, failure

log = structlog.get_logger()
AGAIN = (0.5, 1.0, 5.0, 15.0, 60.0)  # seconds between tries
T = TypeVar("T")


class Tasks:
    """Every task that answers somebody."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background; its failure is one log line."""
        self._owned(_guarded(work))

    def start_until_taken(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run it in the background, and again while a service or the store does not take it; then as `start`."""
        self.start(_until_taken(work))

    async def now_or_later(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do it now; what a service or the store does not take then, in the background as `start_until_taken`."""
        try:
            await work()
        except BotError:
            self.start_until_taken(work)

    async def wait_for(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """What comes of `work`. Raises TimeoutError when it takes longer, though it goes on to its end."""
        task = self._owned(work)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(task)
        except TimeoutError:
            if not task.done():
                self.start(_followed(task))
            raise

    def _owned(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def drain(self, seconds: float) -> None:
        """Wait for what is under way and what follows from it, `seconds` at most."""
        clock = asyncio.get_running_loop().time
        ends = clock() + seconds
        while self._running and (left := ends - clock()) > 0:
            await asyncio.wait(self._running, timeout=left)


async def _until_taken(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    for pause in AGAIN:
        try:
            await work()
        except BotError as error:
            log.info("tried_again_later", cause=str(error), seconds=pause)
            await asyncio.sleep(pause)
        else:
            return
    await work()


async def _followed(task: asyncio.Task[Any]) -> None:
    """Somebody has stopped waiting for it; how it fails is still one log line."""
    await task


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` under the reference of the request that began it; its failure is one log line, and the lease that
    runs out brings the command back.
    """
    with bound_reference(current_reference()):
        try:
            await work
        except BotError as error:
            log.warning("answer_failed", cause=str(error))
        except Exception as error:  # noqa: BLE001 — the end of a task: nobody else would hear of it
            log.error("answer_failed", **failure(error))
