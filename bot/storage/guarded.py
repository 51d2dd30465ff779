"""Who asks a store that does not answer hears so at once; a question now and then finds out when it is back.

A command that it therefore does not take is kept in memory and its person told, as after a time-out, but without one.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from bot.errors import BotError, Busy
from bot.net.breaker import Breaker
from bot.ports import Store
from bot.storage.operations import Operation, wrapped

EVERYBODY = ""
PAUSES = (1.0,)  # seconds between two probes: everybody waits for this one service
PROBE = "ping"  # always asked, every two seconds by the bot itself: nobody's question has to find out


def behind_breaker(store: Store, clock: Callable[[], float] = time.monotonic) -> Store:
    """`store`, whose operations raise Busy at once while it is not answering. `clock` gives seconds that never jump.

    A refusal is an answer. Each question without one counts as another person's: there is one store for all.
    """
    breaker, failed = Breaker("storage", clock, PAUSES), itertools.count()
    return wrapped(store, lambda name, operation: _guarded(operation, breaker, failed, always=name == PROBE))


def _guarded(operation: Operation, breaker: Breaker, failed: itertools.count[int], *, always: bool) -> Operation:
    async def asked(*args: Any, **options: Any) -> Any:
        if not always and breaker.held_back(EVERYBODY):
            raise Busy("the store does not answer, and is not asked")
        try:
            done = await operation(*args, **options)
        except BotError as error:
            if type(error) is Busy:  # its kinds tell of an answer, as that it is another store now
                breaker.fails(str(next(failed)))
            else:
                breaker.works()
            raise
        breaker.works()
        return done

    return asked
