"""The bot's own token for the connector: fetched once, renewed ahead of its end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.errors import BotError
from bot.ops.health import Health

RENEW_AHEAD = 300.0  # renewed in the background when less than this is left …
RENEW_AGAIN_AFTER = 15.0  # … and where that fails, not again so soon: the old one still serves


class BotCredential:
    """One token for the whole process; the SDK would fetch one each turn, synchronously.

    `fetch` gives the token and its lifetime in seconds; it raises a BotError.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[tuple[str, float]]],
        health: Health,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._health = health
        self._clock = clock
        self._token = ""
        self._ends = 0.0
        self._next = 0.0
        self._failed = False
        self._refresh: asyncio.Task[None] | None = None

    def at_hand(self) -> str:
        """The token, when it is valid for a while; "" when `token` must be asked for it."""
        return self._token if self._ends - self._clock() > RENEW_AHEAD else ""

    async def token(self) -> str:
        """A valid token. Raises Busy or Misconfigured."""
        now = self._clock()
        if self._ends - now > RENEW_AHEAD:
            return self._token
        if self._ends <= now:
            await asyncio.shield(self._refreshing())
        elif now >= self._next:
            self._refreshing()
        return self._token

    async def warm(self) -> None:
        """Fetch the token before the first answer needs it; failing is known to Health and no harm yet."""
        with suppress(BotError):
            await self.token()

    async def tend(self) -> None:
        """Ask again where that failed, to be called every minute: on a quiet night nobody else does."""
        if self._failed:
            await self.warm()

    def refused(self, token: str) -> None:
        """The service refuses `token`: fetch another before the next call, if nobody has yet."""
        if token == self._token:
            self._ends = self._clock()

    async def close(self) -> None:
        """Wait for a fetch that is under way."""
        if self._refresh:
            await asyncio.gather(self._refresh, return_exceptions=True)

    def _refreshing(self) -> asyncio.Task[None]:
        if self._refresh is None or self._refresh.done():
            self._refresh = asyncio.create_task(self._renew())
            self._refresh.add_done_callback(_retrieve)
        return self._refresh

    async def _renew(self) -> None:
        try:
            token, lifetime = await self._fetch()
        except BotError as error:
            self._failed = True
            self._health.fails("bot_token", str(error))
            self._next = self._clock() + RENEW_AGAIN_AFTER
            raise
        self._failed = False
        self._health.works("bot_token")
        self._token = token
        self._ends = self._clock() + lifetime


def _retrieve(task: asyncio.Task[None]) -> None:
    """A background renewal that fails is known to Health; nobody may be waiting for its exception."""
    if not task.cancelled():
        task.exception()
