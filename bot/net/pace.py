"""As many messages as Teams takes: who would be too early waits for their moment, who would wait too long is put off.

Teams counts what a bot sends into one conversation and to one tenant, and answers 429 beyond that. The numbers it gives
are "subject to change", and most of the time it takes more: they are kept once it has said so, and for a while after.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

from cachetools import LRUCache, TTLCache

from bot.ops.budgets import USUAL_RATES, Rates, Windows

CONVERSATIONS = 10_000  # of which the last sends are known
SLOWER_FOR = 600.0  # seconds after a 429


class Pace:
    """Moments at which to send, in the order in which they are asked for. `clock` gives seconds that never jump."""

    def __init__(
        self,
        rates: Rates = USUAL_RATES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._sleep = sleep
        self._conversations: LRUCache[str, deque[float]] = LRUCache(CONVERSATIONS)
        self._tenants: dict[str, deque[float]] = {}  # those that are served, which are few
        self._limited: TTLCache[str, None] = TTLCache(CONVERSATIONS, SLOWER_FOR, timer=clock)

    def refused(self, tenant: str, conversation: str) -> None:
        """Teams takes no more there for now, and does not say of which of the two it has had too much."""
        self._limited[tenant] = self._limited[conversation] = None

    async def turn(self, tenant: str, conversation: str) -> float:
        """Wait for one's moment: 0, and it may be sent; else the seconds after which to come again.

        The conversation's moment comes first: who writes much in one place takes none of the tenant's before that.
        """
        if not self._limited.currsize or not (tenant in self._limited or conversation in self._limited):
            return 0.0
        until = self._clock() + self._rates.longest
        return await self._moment(
            self._conversation(conversation), self._rates.conversation, until
        ) or await self._moment(self._tenant(tenant), self._rates.tenant, until)

    def take_if_free(self, tenant: str, conversation: str) -> bool:
        """Whether something may be sent at once, which then counts."""
        if tenant not in self._limited and conversation not in self._limited:
            return True
        kept = (self._conversation(conversation), self._rates.conversation), (self._tenant(tenant), self._rates.tenant)
        now = self._clock()
        if any(_first(sends, windows, now) > now for sends, windows in kept):
            return False
        for sends, _ in kept:
            sends.append(now)
        return True

    async def _moment(self, sends: deque[float], windows: Windows, until: float) -> float:
        """Take the first moment that the windows allow, and wait for it; what is left of the wait if it is too late."""
        now = self._clock()
        moment = _first(sends, windows, now)
        if moment > until:
            return moment - now
        sends.append(moment)
        if moment > now:
            await self._sleep(moment - now)
        return 0.0

    def _conversation(self, id: str) -> deque[float]:
        sends = self._conversations.get(id)
        if sends is None:
            sends = self._conversations[id] = _sends(self._rates.conversation)
        return sends

    def _tenant(self, id: str) -> deque[float]:
        sends = self._tenants.get(id)
        if sends is None:
            sends = self._tenants[id] = _sends(self._rates.tenant)
        return sends


def _sends(windows: Windows) -> deque[float]:
    """The moments of the last sends, as many as matter."""
    return deque(maxlen=max((most for most, _ in windows), default=0))


def _first(sends: deque[float], windows: Windows, now: float) -> float:
    """The first moment, from now on, at which no window has more than it may."""
    moment = now
    count = len(sends)
    for most, seconds in windows:
        if count >= most and sends[-most] + seconds > moment:
            moment = sends[-most] + seconds
    return moment
