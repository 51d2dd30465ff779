"""Every question to Microsoft Graph goes out here: with the person's own token, inside a budget, repeated politely."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.errors import BotError, Busy, Denied, Service, SignInRequired
from bot.graph.answer import GraphAnswer, GraphError, comes_back
from bot.graph.availability import Availability
from bot.graph.exchange import UNAUTHORIZED, Exchange
from bot.graph.scopes import Permit
from bot.graph.wire import GraphCall, GraphWire
from bot.model import SignInReason, Trouble, User
from bot.net.lenient_json import Json
from bot.net.retry import Retry
from bot.net.urls import path_segment
from bot.ops.budgets import GRAPH
from bot.ops.health import Health
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ops.metrics import Metrics
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.ports import Tokens

ATTEMPT = 4 / 7  # of the budget: who is silent so long is asked once more, on another connection
FIRST_PAUSE = 0.2  # seconds
SLOW = 1.5  # seconds after which a question that nobody waits for any longer is reported
REFUSALS = frozenset({403, 404})  # everyday answers about other people's meetings
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)

log = structlog.get_logger()


class GraphSession:
    """GET requests to Graph on a person's behalf.

    `base` is Graph's address with its version. `budget` is the time in seconds for all that one command asks; `slow`
    is SLOW. What is late for a `jammed` loop is not Graph's fault. `clock` and `long_work` are those of GraphWire.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        tokens: Tokens,
        base: str,
        health: Health,
        budget: float = GRAPH,
        jammed: Jammed = never_jammed,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        jitter: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.time,
        slow: float = SLOW,
        metrics: Metrics | None = None,
        tracing: Tracing = NOT_TRACED,
    ) -> None:
        metrics = metrics or Metrics()
        self._tokens = tokens
        self._base = base.rstrip("/")
        self._root = URL(base)
        self._origin = str(self._root.origin())
        self._budget = budget
        self._patience = budget * ATTEMPT
        self._slow = slow
        self._retry = Retry(FIRST_PAUSE, sleep=sleep, jitter=jitter, again=lambda: metrics.retries.add("graph"))
        self._wire = GraphWire(http, jammed, clock, metrics, tracing)
        self.long_work = self._wire.long_work
        self._availability = Availability(health)

    def deadline(self) -> float:
        """When a command that starts now must be done, on the event loop's clock; shared by all its calls."""
        return asyncio.get_running_loop().time() + self._budget

    async def get(
        self,
        user: User,
        template: str,
        permit: Permit,
        *,
        ids: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        until: float | None = None,
    ) -> Json:
        """The JSON object at `template` filled with `ids`, each one path segment; values are encoded exactly once.

        Raises GraphError for a refusal, SignInRequired, Busy, and what the tokens raise. A plain 401 is answered by
        another token, once; one that stays is Denied(OURS), for no sign-in helps against it.
        """
        path = template.format_map({name: path_segment(value) for name, value in (ids or {}).items()})
        url = URL(f"{self._base}{path}{_query(params)}", encoded=True) if params else self._at(path)
        return await self._answer(GraphCall(user, url, template, permit, headers or {}, until or self.deadline()))

    def _at(self, path: str) -> URL:
        """The same as reading the whole address, in a fifth of the time."""
        return self._root.with_path(f"{self._root.raw_path.rstrip('/')}{path}", encoded=True)

    async def follow(
        self,
        user: User,
        link: str,
        permit: Permit,
        *,
        headers: Mapping[str, str] | None = None,
        until: float | None = None,
    ) -> Json:
        """The page behind Graph's own `@odata.nextLink`, byte for byte, if it stays on Graph. Raises as `get` does."""
        if not link.startswith(f"{self._origin}/"):
            raise GraphError(200, "nextLinkElsewhere")
        call = GraphCall(
            user, URL(link, encoded=True), "@odata.nextLink", permit, headers or {}, until or self.deadline()
        )
        return await self._answer(call)

    async def _answer(self, call: GraphCall) -> Json:
        """The body of the answer; the question is repeated while that may help, and there is time."""
        self._availability.check(call)
        exchange = Exchange(call, self._tokens, self._wire, self._patience)
        try:
            answer = await self._retry(exchange.attempt, _pause_before_next, call.until, _is_silence)
        except asyncio.CancelledError:
            self._given_up(exchange)
            raise
        self._availability.answered(call, answer)
        if answer.body is not None:
            return answer.body
        _log_failure(call, answer, exchange.attempts)
        raise _failure(call, answer)

    def _given_up(self, exchange: Exchange) -> None:
        """Whoever asked has no more time, which is nobody's fault but a slow Graph's."""
        call, answer = exchange.call, exchange.heard
        if answer is not None and answer.status:  # it has answered, and was to be asked again
            self._availability.answered(call, answer)
            _log_failure(call, answer, exchange.attempts)
        elif (waited := exchange.seconds_since_asked()) > self._slow and not self._wire.was_jammed(waited):
            self._availability.slow(call)
            log.warning("graph_call_failed", path=call.template, code="slow")


def _pause_before_next(answer: GraphAnswer) -> float | None:
    return answer.retry_after if answer.transient else None


def _is_silence(answer: GraphAnswer) -> bool:
    return answer.status == 0


def language_header(language: str) -> dict[str, str]:
    """Accept-Language for a BCP 47 tag; nothing when it is none."""
    return {"Accept-Language": language} if LANGUAGE.fullmatch(language) else {}


def _query(params: Mapping[str, str]) -> str:
    pairs = "&".join(f"{quote(name, safe='$')}={quote(value, safe='')}" for name, value in params.items())
    return f"?{pairs}" if pairs else ""


def _failure(call: GraphCall, answer: GraphAnswer) -> BotError:
    if answer.claims:
        return SignInRequired(call.permit.scopes, SignInReason.EXTRA_CHECK, answer.claims)
    if answer.status == UNAUTHORIZED:
        return Denied(Trouble.OURS, f"graph refuses every token: {answer.code}".rstrip(": "))
    if answer.transient or answer.status >= 500 or comes_back(answer.status, answer.code):
        wait = answer.retry_after or None
        return Busy(f"graph {answer.status} {answer.code}".rstrip(), service=Service.GRAPH, retry_after=wait)
    return answer.error()


def _log_failure(call: GraphCall, answer: GraphAnswer, attempts: int) -> None:
    note = log.info if answer.status in REFUSALS else log.warning
    note(
        "graph_call_failed",
        path=call.template,
        status=answer.status,
        code=answer.code,
        graph_request_id=answer.request_id,
        client_request_id=answer.trace,
        attempts=attempts,
    )
