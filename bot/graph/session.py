"""Every question to Microsoft Graph goes out here: with the person's own token, inside a budget, repeated politely."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.errors import BotError, Busy, Denied, NotAnswering, Service, SignInRequired
from bot.graph.answer import GraphAnswer, GraphError, comes_back, read_answer
from bot.graph.scopes import Permit
from bot.model import SignInReason, Trouble, User
from bot.model.values import value
from bot.net.body import bounded_body
from bot.net.breaker import Breaker, Breakers
from bot.net.lenient_json import Json
from bot.net.one_a_turn import OneATurn
from bot.net.retry import Retry
from bot.net.session import NO_TIMER
from bot.net.urls import path_segment
from bot.ops.budgets import GRAPH
from bot.ops.health import Health
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ops.metrics import Metrics, answered
from bot.ops.randomness import random_uuid
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.ports import Tokens

ATTEMPT = 4 / 7  # of the budget: who is silent so long is asked once more, on another connection
MAX_GRAPH_BODY = 4 * 1024 * 1024  # bytes: a page of 1,000 events has 1 to 2 MB …
LONG_BODY = 128 * 1024  # … and what is longer than this takes a millisecond to read
FIRST_PAUSE = 0.2  # seconds
SLOW = 1.5  # seconds after which a question that nobody waits for any longer is reported
UNAUTHORIZED, THROTTLED = 401, 429
REFUSALS = frozenset({403, 404})  # everyday answers about other people's meetings
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)

log = structlog.get_logger()


@value
class GraphCall:
    """One question. `template` is its path without ids, for the log; `until` is on the event loop's clock."""

    user: User
    url: URL = field(repr=False)
    template: str
    permit: Permit
    headers: Mapping[str, str]
    until: float


class GraphSession:
    """GET requests to Graph on a person's behalf.

    `base` is Graph's address with its version. `budget` is the time in seconds for all that one command asks. `clock`
    gives seconds since the epoch, for a Retry-After that is a date; `slow` is SLOW. Long answers are read, and worked
    through, one in each turn of the loop, as `long_work` says. What is late for a `jammed` loop is not Graph's fault.
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
        self._http = http
        self._tokens = tokens
        self._base = base.rstrip("/")
        self._root = URL(base)
        self._origin = str(self._root.origin())
        self._budget = budget
        self._attempt = budget * ATTEMPT
        metrics = metrics or Metrics()
        self._took = metrics.upstream_seconds.took
        self._retry = Retry(FIRST_PAUSE, sleep=sleep, jitter=jitter, again=lambda: metrics.retries.add("graph"))
        self._clock = clock
        self._tracing = tracing
        self._slow = slow
        self._health = health
        self.long_work = OneATurn()
        self._jammed = jammed
        self._breakers = Breakers("graph")
        health.describe("graph", self._breakers.details)

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
        breaker = self._breakers.of(call.user.tenant_id, call.template)
        if wait := breaker.held_back(call.user.id):
            raise NotAnswering(f"graph {call.template} not asked", service=Service.GRAPH, retry_after=wait)
        asked = list[float]()  # since when Graph itself is asked: a token may be late as well
        attempts = 0
        heard: GraphAnswer | None = None

        async def attempt() -> GraphAnswer:
            """One answer, and another with the claims that it asks for, or another token than it refuses."""
            nonlocal attempts, heard
            attempts += 1
            answer, token = await self._once(call, asked)
            if answer.claims:
                answer, _ = await self._once(call, asked, claims=answer.claims)
            elif answer.status == UNAUTHORIZED:
                log.info("graph_token_refused", path=call.template, code=answer.code)
                answer, _ = await self._once(call, asked, refused=token)
            heard = answer
            return answer

        try:
            answer = await self._retry(attempt, _asked_pause, call.until, _is_unheard)
        except asyncio.CancelledError:  # whoever asked has no more time, which is nobody's fault but a slow Graph's
            waited = asyncio.get_running_loop().time() - asked[0] if asked else 0.0
            if heard is not None and heard.status:  # it has answered, and was to be asked again
                self._report(heard)
                _tell(breaker, call.user, heard)
                _log_failure(call, heard, attempts)
            elif waited > self._slow and not self._is_our_own(waited):
                breaker.fails(call.user.id)
                self._health.fails("graph", "slow")
                log.warning("graph_call_failed", path=call.template, code="slow")
            raise
        self._report(answer)
        _tell(breaker, call.user, answer)
        if answer.body is not None:
            return answer.body
        _log_failure(call, answer, attempts)
        raise _failure(call, answer)

    def _report(self, answer: GraphAnswer) -> None:
        """A refusal is Graph at work, too; only silence, throttling, its own errors and refused tokens are not."""
        refused = answer.status == UNAUTHORIZED and not answer.claims
        if answer.body is None and (answer.transient or answer.status >= 500 or answer.status < 300 or refused):
            self._health.fails("graph", f"{answer.status} {answer.code}".strip())
        else:
            self._health.works("graph")

    async def _once(
        self, call: GraphCall, asked: list[float], *, claims: str = "", refused: str = ""
    ) -> tuple[GraphAnswer, str]:
        """One answer, for which it waits so long and no more, and the token that it was asked with; `status` 0: none
        came in time.
        """
        token = trace = ""
        try:
            async with asyncio.timeout_at(
                min(call.until, asyncio.get_running_loop().time() + self._attempt)
            ) as silence:
                token = await self._token(call, claims, refused)
                asked.append(asyncio.get_running_loop().time())
                trace = random_uuid()
                headers = {"Authorization": f"Bearer {token}", "client-request-id": trace, **call.headers}
                return await self._asked(call, headers, trace, silence), token
        except (aiohttp.ClientError, TimeoutError) as error:
            if isinstance(error, TimeoutError) and self._is_our_own(self._attempt):
                raise Busy("too much to be read at once") from error  # they may have answered long ago
            if not token:
                raise Busy("no token inside the budget", service=Service.ENTRA) from error
            return GraphAnswer(0, code=type(error).__name__, transient=True, trace=trace), token

    def _is_our_own(self, seconds: float) -> bool:
        """Whether what was not heard in so many seconds may have been said all the same."""
        return self.long_work.is_crowded or self._jammed(seconds)

    async def _asked(
        self, call: GraphCall, headers: Mapping[str, str], trace: str, silence: asyncio.Timeout
    ) -> GraphAnswer:
        began = time.monotonic()
        heard = 0.0  # when all of a long answer was here
        status = 0
        readable = False
        with self._tracing.span(f"graph {call.template}", kind="client", client_request_id=trace) as span:
            headers = {**headers, **self._tracing.headers()}
            try:
                async with self._http.get(
                    call.url, headers=headers, allow_redirects=False, timeout=NO_TIMER
                ) as response:
                    status = response.status
                    said = await bounded_body(response, MAX_GRAPH_BODY) or b""
                    if len(said) > LONG_BODY:  # Graph has answered: who waits now waits for us
                        heard = time.monotonic()
                        readable = True
                        silence.reschedule(None)
                        await self.long_work.mine(call.until)
                    answer = read_answer(response, said, self._clock(), trace)
                readable = answer.body is not None
            finally:
                span.note(outcome := answered(status, readable=readable))
                self._took((heard or time.monotonic()) - began, "graph", outcome)
        return answer

    async def _token(self, call: GraphCall, claims: str, refused: str) -> str:
        another = {"refused": refused} if refused else {}
        try:
            return await self._tokens.token(call.user, call.permit.scopes, claims=claims, **another)
        except SignInRequired as error:
            if call.permit.why is None or error.claims or error.why is SignInReason.EXTRA_CHECK:
                raise
            raise SignInRequired(call.permit.scopes, call.permit.why) from error


def _tell(breaker: Breaker, user: User, answer: GraphAnswer) -> None:
    """Who is throttled was heard, perhaps alone: that tells nothing of the service."""
    if answer.body is not None or (200 < answer.status < 500 and not answer.transient):
        breaker.works()
    elif answer.status != THROTTLED:
        breaker.fails(user.id)


def _asked_pause(answer: GraphAnswer) -> float | None:
    return answer.retry_after if answer.transient else None


def _is_unheard(answer: GraphAnswer) -> bool:
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
