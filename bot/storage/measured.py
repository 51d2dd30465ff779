"""A store whose operations are timed, whatever it is made of."""

from __future__ import annotations

import time
from typing import Any

from bot.errors import Busy, Misconfigured
from bot.ops.tallies import Timings
from bot.ports import Store
from bot.storage.operations import Operation, wrapped


def measured(store: Store, seconds: Timings) -> Store:
    """`store`, each of whose operations is noted in `seconds` with its outcome."""
    return wrapped(store, lambda name, operation: _timed(name, operation, seconds))


def _timed(name: str, operation: Operation, seconds: Timings) -> Operation:
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
