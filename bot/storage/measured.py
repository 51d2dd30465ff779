"""A store whose operations are timed, whatever it is made of."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.errors import Busy, Misconfigured
from bot.ops.tallies import Timings
from bot.ports import Store

OPERATIONS = (
    "ping",
    "record",
    "await_sign_in",
    "sign_in_offered",
    "resume",
    "waiting",
    "find",
    "renew",
    "postpone",
    "let_go",
    "done",
    "take_over",
    "tokens",
    "keep_tokens",
    "drop_tokens",
    "put",
    "get",
    "take",
    "sweep",
)


class MeasuredStore:
    """Every operation of `store`, and nothing of its own."""

    def __init__(self, store: Store, seconds: Timings) -> None:
        self.open = store.open
        self.close = store.close
        for name in OPERATIONS:
            setattr(self, name, _timed(name, getattr(store, name), seconds))


def measured(store: Store, seconds: Timings) -> Store:
    """`store`, each of whose operations is noted in `seconds` with its outcome."""
    return cast("Store", MeasuredStore(store, seconds))


def _timed(name: str, operation: Callable[..., Awaitable[Any]], seconds: Timings) -> Callable[..., Awaitable[Any]]:
    took, clock = seconds.took, time.monotonic

    async def timed(*args: Any, **options: Any) -> Any:
        began = clock()
        outcome = "error"
        try:
            done = await operation(*args, **options)
            outcome = "ok"
        except Busy:
            outcome = "busy"
            raise
        except Misconfigured:
            outcome = "unusable"
            raise
        finally:
            took(clock() - began, name, outcome)
        return done

    return timed
