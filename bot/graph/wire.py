"""One request to Graph and its answer, traced and measured: a long one is read when the event loop has time for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import field

import aiohttp
from yarl import URL

from bot.graph.answer import GraphAnswer, read_answer
from bot.graph.scopes import Permit
from bot.model import User
from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.one_a_turn import OneATurn
from bot.net.session import NO_TIMER
from bot.ops.loop_watch import Jammed
from bot.ops.metrics import Metrics, answered
from bot.ops.tracing import Tracing

MAX_GRAPH_BODY = 4 * 1024 * 1024  # bytes: a page of 1,000 events has 1 to 2 MB …
LONG_BODY = 128 * 1024  # … and what is longer than this takes a millisecond to read


@value
class GraphCall:
    """One question. `template` is its path without ids, for the log; `until` is on the event loop's clock."""

    user: User
    url: URL = field(repr=False)
    template: str
    permit: Permit
    headers: Mapping[str, str]
    until: float


class GraphWire:
    """Sends requests. `clock` gives seconds since the epoch, for a Retry-After that is a date.

    Long answers are read, and worked through, one in each turn of the loop, as `long_work` says.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        jammed: Jammed,
        clock: Callable[[], float],
        metrics: Metrics,
        tracing: Tracing,
    ) -> None:
        self._http = http
        self._jammed = jammed
        self._clock = clock
        self._took = metrics.upstream_seconds.took
        self._tracing = tracing
        self.long_work = OneATurn()

    async def get(self, call: GraphCall, token: str, request_id: str, silence: asyncio.Timeout) -> GraphAnswer:
        """The answer. Once a long one has come, `silence` is over, though it may have to wait until it is read.

        Raises aiohttp.ClientError, and Busy where there is no time to read it.
        """
        began = time.monotonic()
        arrived = 0.0  # when all of a long answer was here
        status = 0
        readable = False
        with self._tracing.span(f"graph {call.template}", kind="client", client_request_id=request_id) as span:
            headers = {"Authorization": f"Bearer {token}", "client-request-id": request_id, **call.headers}
            headers |= self._tracing.headers()
            try:
                async with self._http.get(
                    call.url, headers=headers, allow_redirects=False, timeout=NO_TIMER
                ) as response:
                    status = response.status
                    body = await bounded_body(response, MAX_GRAPH_BODY) or b""
                    if len(body) > LONG_BODY:  # Graph has answered: who waits now waits for us
                        arrived = time.monotonic()
                        readable = True
                        silence.reschedule(None)
                        await self.long_work.turn(call.until)
                    answer = read_answer(response, body, self._clock(), request_id)
                readable = answer.body is not None
            finally:
                span.note(outcome := answered(status, readable=readable))
                self._took((arrived or time.monotonic()) - began, "graph", outcome)
        return answer

    def was_jammed(self, seconds: float) -> bool:
        """Whether an answer of the last so many seconds may be here, and nobody had time to hear it."""
        return self.long_work.is_crowded or self._jammed(seconds)
