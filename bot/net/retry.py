"""The one way to try again: a little longer each time, never before the moment that was asked for, never too late."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_result

from bot.model.values import value
from bot.net.session import fresh_connection

T = TypeVar("T")


@value
class Retry:
    """How often and with what pauses. Where nothing was heard, it is asked again on a connection of its own.

    `first_pause` is in seconds and doubles; `jitter` gives 0 to 1 and moves each pause by up to a quarter. A longer
    pause that the other side asks for is kept. `again` hears of each attempt after the first. `least`: so many are made
    even when it is too late, because the machine stood still meanwhile and nobody has really been asked.
    """

    first_pause: float
    tries: int = 6
    least: int = 1
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    again: Callable[[], None] = lambda: None

    async def __call__(
        self,
        action: Callable[[], Awaitable[T]],
        asked_pause: Callable[[T], float | None],
        until: float,
        unheard: Callable[[T], bool] = lambda _outcome: False,
    ) -> T:
        """The outcome of `action`, repeated while that may help and there is time: the last outcome.

        `asked_pause` tells how many seconds an outcome asks to wait; 0: no wish; None: the outcome is final. `until` is
        on the event loop's clock: no pause reaches beyond it. What `action` raises is final, too. `unheard`: nobody
        answered, so that the connection may be dead.
        """
        first = await action()  # nothing of the library is on the way that succeeds
        if asked_pause(first) is None:
            return first

        def pause(state: RetryCallState) -> float:
            own = self.first_pause * 2.0 ** (state.attempt_number - 1) * (0.75 + 0.5 * self.jitter())
            return max(asked_pause(_outcome(state)) or 0.0, own)

        def enough(state: RetryCallState) -> bool:
            too_late = asyncio.get_running_loop().time() + state.upcoming_sleep >= until
            return (too_late and state.attempt_number >= self.least) or state.attempt_number >= self.tries

        def before_sleep(_state: RetryCallState) -> None:
            self.again()

        retrying = AsyncRetrying(
            sleep=self.sleep,
            wait=pause,
            stop=enough,
            before_sleep=before_sleep,
            retry=retry_if_result(lambda outcome: asked_pause(outcome) is not None),
            retry_error_callback=_outcome,
        )
        last: T = await retrying(_begun(first, action, unheard))
        return last


def _begun(first: T, action: Callable[[], Awaitable[T]], unheard: Callable[[T], bool]) -> Callable[[], Awaitable[T]]:
    """`action` with its first outcome already known."""
    known, last = [first], first

    async def outcome() -> T:
        nonlocal last
        if known:
            return known.pop()
        with fresh_connection() if unheard(last) else nullcontext():
            last = await action()
        return last

    return outcome


def _outcome(state: RetryCallState) -> Any:
    return state.outcome.result() if state.outcome else None
