"""Entra through MSAL: blocking calls on threads, one person's trouble never another's, every failure translated."""

from __future__ import annotations

import asyncio
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import msal
import requests
import structlog

from bot.errors import BotError, Busy, Misconfigured
from bot.ops.budgets import ENTRA
from bot.ops.health import Health
from bot.signin.credential import ClientCredential
from bot.signin.http import EntraHttp, Throttled
from bot.signin.refusals import refusal

log = structlog.get_logger()
AUTHORITY = "https://login.microsoftonline.com"
BOT_SCOPE = "https://api.botframework.com/.default"
WORKERS = 32
# What MSAL raises for a connection that fails, and for an answer that is no JSON, names no endpoint, or another nonce.
LOST = (requests.RequestException, msal.exceptions.MsalServiceError, OSError)
UNREADABLE = (ValueError, RuntimeError, TypeError, AttributeError, LookupError)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Grant:
    """An access token, what it may be used for (bare lower-case scope names), and for how many seconds.

    `named` are the same scopes as Microsoft spells them, to be shown.
    """

    token: str = field(repr=False)
    scopes: frozenset[str]
    lifetime: float
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in, from the id token."""

    tenant_id: str
    id: str
    username: str


class Entra:
    """Token calls for people, each with the person's own MSAL cache.

    An MSAL app is made for each call: it costs under a millisecond with a shared HTTP client, and shares neither the
    60-second memory of errors nor the throttling state between people (protocol.md §9).
    """

    def __init__(
        self,
        app_id: str,
        credential: ClientCredential,
        http: EntraHttp,
        redirect_uri: str,
        scopes: Sequence[str],
        health: Health,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app_id = app_id
        self._credential = credential
        self._http = http
        self._redirect_uri = redirect_uri
        self._scopes = tuple(scopes)
        self._health = health
        self._clock = clock
        # A form posted from Microsoft's site would come without our SameSite cookie, which ties it to its browser.
        warnings.filterwarnings("ignore", "response_mode='form_post' is recommended", UserWarning)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="entra")

    def close(self) -> None:
        """Let the threads end; calls under way run into their time-outs."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def admin_consent_url(self, tenant_id: str) -> str:
        """The link with which an admin approves every scope the bot may ask for, for everybody."""
        query = {
            "client_id": self._app_id,
            "scope": " ".join(f"https://graph.microsoft.com/{scope}" for scope in self._scopes),
            "redirect_uri": self._redirect_uri,
            "state": "admin",
        }
        return f"{AUTHORITY}/{tenant_id}/v2.0/adminconsent?{urlencode(query)}"

    async def on_behalf_of(
        self, tenant_id: str, cache: msal.SerializableTokenCache, assertion: str, scopes: Sequence[str], claims: str
    ) -> tuple[Grant, Identity]:
        """Exchange Teams' assertion for the person's tokens, which land in `cache`. Raises BotErrors."""

        def call() -> dict[str, Any]:
            app = self._app(tenant_id, cache)
            result = app.acquire_token_on_behalf_of(assertion, list(scopes), claims_challenge=claims or None)
            return dict(result)

        return self._granted(await self._ask(call), tenant_id, scopes)

    async def silent(
        self, tenant_id: str, cache: msal.SerializableTokenCache, scopes: Sequence[str], claims: str
    ) -> Grant | None:
        """A token from `cache`, or by its refresh token; None when it holds neither. Raises BotErrors."""

        def call() -> dict[str, Any] | None:
            app = self._app(tenant_id, cache)
            account = next(iter(app.get_accounts()), None)
            result = app.acquire_token_silent_with_error(list(scopes), account, claims_challenge=claims or None)
            return dict(result) if result else None

        result = await self._ask(call)
        if result is None:
            return None
        self._raise_refusal(result, tenant_id, scopes)
        return _grant(result, scopes)

    async def begin(
        self, tenant_id: str, scopes: Sequence[str], *, claims: str, login_hint: str, prompt: str
    ) -> dict[str, Any]:
        """A fresh authorization-code flow with its own state, nonce and PKCE verifier. Raises BotErrors."""

        def call() -> dict[str, Any]:
            flow = self._app(tenant_id, msal.SerializableTokenCache()).initiate_auth_code_flow(
                list(scopes),
                redirect_uri=self._redirect_uri,
                login_hint=login_hint or None,
                prompt=prompt or None,
                claims_challenge=claims or None,
            )
            return dict(flow)

        return await self._ask(call)

    async def complete(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        flow: Mapping[str, Any],
        answer: Mapping[str, str],
        scopes: Sequence[str],
    ) -> tuple[Grant, Identity]:
        """Redeem the code of a flow, once; the tokens land in `cache`. Raises BotErrors."""

        def call() -> dict[str, Any]:
            app = self._app(tenant_id, cache)
            return dict(app.acquire_token_by_auth_code_flow(dict(flow), dict(answer)))

        return self._granted(await self._ask(call, tries=1), tenant_id, scopes)

    def bot_token(self, tenant_id: str) -> tuple[str, float]:
        """The app's own token for the Bot Connector and its lifetime in seconds. Blocks. Raises BotErrors.

        A new MSAL app without memory: when this is called, the old token is about to end or was refused.
        """
        try:
            app = self._app(tenant_id, msal.SerializableTokenCache())
            result = dict(app.acquire_token_for_client([BOT_SCOPE]))
        except (Throttled, *LOST, *UNREADABLE) as error:
            raise Busy(_cause(error)) from error
        self._raise_refusal(result, tenant_id, ())
        return str(result["access_token"]), float(result.get("expires_in", 0))

    def refused(self, result: Mapping[str, Any], tenant_id: str, scopes: Sequence[str]) -> BotError:
        """The error that an OAuth error response stands for."""
        return refusal(result, scopes, self.admin_consent_url(tenant_id))

    def _app(self, tenant_id: str, cache: msal.SerializableTokenCache) -> msal.ConfidentialClientApplication:
        return msal.ConfidentialClientApplication(
            self._app_id,
            client_credential=self._credential,
            authority=f"{AUTHORITY}/{tenant_id}",
            token_cache=cache,
            http_client=self._http,
            instance_discovery=False,
            client_capabilities=["CP1"],
            azure_region=False,
        )

    def _granted(self, result: Mapping[str, Any], tenant_id: str, scopes: Sequence[str]) -> tuple[Grant, Identity]:
        self._raise_refusal(result, tenant_id, scopes)
        claims = result.get("id_token_claims") or {}
        identity = Identity(
            str(claims.get("tid", "")).lower(),
            str(claims.get("oid", "")).lower(),
            str(claims.get("preferred_username", "")),
        )
        return _grant(result, scopes), identity

    def _raise_refusal(self, result: Mapping[str, Any], tenant_id: str, scopes: Sequence[str]) -> None:
        if "access_token" in result:
            self._health.works("entra")
            return
        error = self.refused(result, tenant_id, scopes)
        if isinstance(error, Misconfigured):
            self._health.fails("entra", str(error))
        raise error

    async def _ask(self, call: Callable[[], T], tries: int = 3) -> T:
        """Run `call` on a thread, again after 429, 5xx and lost connections while the budget lasts."""
        ends, pause = self._clock() + ENTRA, 0.3
        while True:
            tries -= 1
            after = 0.0
            try:
                return await asyncio.get_running_loop().run_in_executor(self._pool, call)
            except (Throttled, *LOST) as error:
                reason, after = _cause(error), error.after if isinstance(error, Throttled) else 0.0
            except UNREADABLE as error:
                log.warning("entra_unreadable", error_type=type(error).__name__)
                raise Busy("Entra: unreadable answer") from error
            wait = after or pause
            if tries <= 0 or self._clock() + wait >= ends:
                self._health.fails("entra", reason)
                raise Busy(reason)
            await asyncio.sleep(wait)
            pause *= 2


def _cause(error: Exception) -> str:
    """For the log; a foreign error's text may quote an answer."""
    return str(error) if isinstance(error, Throttled) else f"Entra: {type(error).__name__}"


def bare(scope: str) -> str:
    """A scope's name without its resource, since Entra answers in either spelling."""
    return scope.rsplit("/", 1)[-1].lower()


def _grant(result: Mapping[str, Any], scopes: Sequence[str]) -> Grant:
    named = {bare(scope): scope.rsplit("/", 1)[-1] for scope in (*str(result.get("scope", "")).split(), *scopes)}
    lifetime = float(result.get("expires_in", 0))
    return Grant(str(result["access_token"]), frozenset(named), lifetime, tuple(named.values()))
