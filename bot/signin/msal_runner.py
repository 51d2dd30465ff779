"""Runs MSAL, which blocks, without a thread that waits; one person's trouble is never another's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

import msal
import structlog

from bot.errors import BotError, Busy, NotAnswering, Service
from bot.net.breaker import Breakers
from bot.net.retry import Retry
from bot.ops.budgets import ENTRA
from bot.ops.health import Health
from bot.ops.loop_watch import Jammed, never_jammed
from bot.signin.credential import ClientCredential, MsalApps
from bot.signin.discovery import AUTHORITY, Discovery
from bot.signin.http import EntraHttp, EntraUnavailable, MsalClient, Question, Wanted

log = structlog.get_logger()
SLOW = 1.5  # seconds after which an answer that nobody waits for any longer counts as none
WORKERS = 4  # MSAL's work takes a third of a millisecond
MOST_QUESTIONS = 6  # MSAL posts once, and once more for each refresh token that is refused
RETRY = Retry(0.3, tries=3)
# What MSAL raises for an answer that is no JSON, has odd members, or another nonce.
UNREADABLE = (ValueError, RuntimeError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError)
T = TypeVar("T")
MsalCall = Callable[[msal.ConfidentialClientApplication], T]


class MsalRunner:
    """Calls MSAL on one of a few threads, and asks on the event loop what it wants to know.

    What is late for a `jammed` loop is not Entra's fault. `patience` is the time in seconds for one question, `slow`
    is SLOW.

    An MSAL app is made for each call: it costs a tenth of a millisecond where discovery and signed assertion are
    shared, and shares neither the 60-second memory of errors nor the throttling state between people (protocol.md §9).
    """

    def __init__(
        self,
        app_id: str,
        credential: ClientCredential,
        http: EntraHttp,
        discovery: Discovery,
        health: Health,
        retry: Retry = RETRY,
        jammed: Jammed = never_jammed,
        *,
        patience: float = ENTRA,
        slow: float = SLOW,
    ) -> None:
        self.app_id = app_id
        self._credential = MsalApps(credential)
        self._http = http
        self._discovery = discovery
        self._health = health
        self._jammed = jammed
        self._patience = patience
        self._slow = slow
        self._retry = retry
        self._once = replace(retry, tries=1)
        self._breakers = Breakers("entra")
        health.describe("entra", self._breakers.details)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="msal")

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def run(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        call: MsalCall[T],
        *,
        who: str = "",
        once: bool = False,
    ) -> T:
        """What `call` comes to, given an app for the tenant with the person's own `cache`; `who` is "" for the bot.

        429, 5xx and lost connections are asked again while the budget lasts, unless `once`. Raises Busy and
        Misconfigured.
        """
        if not who:
            return await self._run(tenant_id, cache, call, once=once)
        breaker = self._breakers.of(tenant_id)
        began = asyncio.get_running_loop().time()
        if wait := breaker.held_back(who):
            raise NotAnswering("Entra not asked", service=Service.ENTRA, retry_after=wait)
        try:
            result = await self._run(tenant_id, cache, call, once=once)
        except asyncio.CancelledError:  # whoever asked has no more time
            waited = asyncio.get_running_loop().time() - began
            if waited > self._slow and not self._jammed(waited):
                breaker.fails(who)
            raise
        except Busy as error:
            if error.service is Service.ENTRA and not _throttled(error):
                breaker.fails(who)
            raise
        breaker.works()
        return result

    async def _run(self, tenant_id: str, cache: msal.SerializableTokenCache, call: MsalCall[T], *, once: bool) -> T:
        until = asyncio.get_running_loop().time() + self._patience
        client = MsalClient(await self._discovered(tenant_id, until))
        retry = self._once if once else self._retry
        try:
            for _ in range(MOST_QUESTIONS):
                outcome = await self._on_thread(lambda: call(self._app(tenant_id, cache, client)))
                if not isinstance(outcome, Question):
                    return outcome
                ask = partial(self._http.ask, outcome, until)
                client.answers[outcome.key] = await retry(ask, _asked_pause, until, _is_unheard)
        except EntraUnavailable as error:
            if error.late and self._jammed(self._patience):
                raise Busy("too much to be heard at once") from error  # Entra may have answered long ago
            self._health.fails("entra", str(error))
            raise Busy(str(error), service=Service.ENTRA, retry_after=error.after or None) from error
        except UNREADABLE as error:
            log.warning("entra_unreadable", error_type=type(error).__name__)
            self._health.fails("entra", f"unreadable answer ({type(error).__name__})")
            raise Busy("Entra: unreadable answer", service=Service.ENTRA) from error
        raise Busy("Entra: too many questions", service=Service.ENTRA)

    async def _discovered(self, tenant_id: str, until: float) -> bytes:
        try:
            async with asyncio.timeout_at(until):
                return await self._discovery.document(tenant_id)
        except TimeoutError as error:
            raise self._not_in_time("discovery") from error
        except BotError as error:
            self._health.fails("entra", str(error))
            raise

    async def _on_thread(self, call: Callable[[], T]) -> T | Question:
        def run() -> T | Question:
            try:
                return call()
            except Wanted as wanted:
                return wanted.question

        try:
            async with asyncio.timeout(self._patience):  # a machine's identity may be asked for, which can hang
                return await asyncio.get_running_loop().run_in_executor(self._pool, run)
        except TimeoutError as error:
            raise self._not_in_time("what proves the app") from error

    def _not_in_time(self, what: str) -> Busy:
        """In a jam of our own it may have been there long ago."""
        if self._jammed(self._patience):
            return Busy("too much to be heard at once")
        return Busy(f"{what}: not in time", service=Service.ENTRA)

    def _app(
        self, tenant_id: str, cache: msal.SerializableTokenCache, client: MsalClient
    ) -> msal.ConfidentialClientApplication:
        return self._credential.app(
            tenant_id,
            client_id=self.app_id,
            authority=f"{AUTHORITY}/{tenant_id}",
            token_cache=cache,
            http_client=client,
            instance_discovery=False,
            client_capabilities=["CP1"],
            azure_region=False,
        )


def _throttled(error: Busy) -> bool:
    """Whoever is told when to come again was heard, perhaps alone."""
    return error.retry_after is not None


def _is_unheard(answer: object) -> bool:
    return isinstance(answer, EntraUnavailable) and answer.unheard


def _asked_pause(answer: object) -> float | None:
    return answer.after if isinstance(answer, EntraUnavailable) else None
