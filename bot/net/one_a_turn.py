"""Long pieces of work on the event loop, one in each turn of it: in a rush of them, others are heard in between."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.errors import Busy


class OneATurn:
    """Gives the turns of the loop to what takes some milliseconds of processor: first come, first served, but what has
    begun goes on before anything else begins, so that little is kept in memory half done.

    Without it a hundred such pieces, ready at the same time, would be one turn of a second, in which no timer is heard
    and no probe answered, and services that have answered long ago count as silent.
    """

    def __init__(self) -> None:
        self.is_crowded = False  # this turn is given already
        self._begun: deque[asyncio.Future[None]] = deque()
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self, until: float, *, begun: bool = False) -> None:
        """Wait for one: what follows, up to the next wait, is the only long piece in it.

        Raises Busy when there is none before `until`, on the event loop's clock.
        """
        loop = asyncio.get_running_loop()
        if not self.is_crowded:
            self.is_crowded = True
            loop.call_soon(self._next)
            return
        waiting = loop.create_future()
        (self._begun if begun else self._waiting).append(waiting)
        try:
            async with asyncio.timeout_at(until):
                await waiting
        except TimeoutError as error:
            raise Busy("too much to be read at once") from error

    def _next(self) -> None:
        """To whom the next turn of the loop belongs; whoever waited may be gone."""
        while queue := self._begun or self._waiting:
            waiting = queue.popleft()
            if not waiting.done():
                waiting.set_result(None)
                asyncio.get_running_loop().call_soon(self._next)
                return
        self.is_crowded = False
