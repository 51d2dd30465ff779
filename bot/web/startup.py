"""The start waits a moment for Microsoft: for what would refuse it, and for what the first answers need."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.errors import SettingsError
from bot.ops.health import Health

log = structlog.get_logger()
MICROSOFT_TIMEOUT = 0.6  # seconds that the start waits before it goes on without


async def check_microsoft(
    checks: Sequence[Awaitable[None]],
    preparations: Sequence[Awaitable[None]],
    health: Health,
    start_task: Callable[[Coroutine[Any, Any, None]], None],
    patience: float = MICROSOFT_TIMEOUT,
) -> None:
    """Make the `checks`, of which each may refuse the start, and the `preparations`, which cannot fail.

    What takes Microsoft longer than `patience` seconds goes on beside the work. Raises SettingsError.
    """
    checking, preparing = asyncio.gather(*checks), asyncio.gather(*preparations)
    await asyncio.wait((checking, preparing), timeout=patience)
    if checking.done() and checking.exception():
        preparing.cancel()
        await checking
    if not (checking.done() and preparing.done()):
        log.warning("microsoft_slow_at_start")
        start_task(late_startup(health, checking, preparing))


async def late_startup(health: Health, checking: Awaitable[object], preparing: Awaitable[object]) -> None:
    """What Microsoft says too late to refuse the start is seen in /readyz and in the log."""
    try:
        await checking
    except SettingsError as error:
        log.error("misconfigured", detail=str(error))
        health.fails("tenant", str(error))
    await preparing
