"""Entra through MSAL: blocking calls on threads, one person's trouble never another's, every failure translated."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

import msal
import structlog

from bot.errors import BotError, Busy, Misconfigured, Service
from bot.net.retry import Retry
from bot.ops.budgets import ENTRA
from bot.ops.health import Health
from bot.signin.credential import ClientCredential, Signed
from bot.signin.discovery import AUTHORITY
from bot.signin.grants import Grant, Identity, grant_of, identity_of
from bot.signin.http import EntraHttp, EntraUnavailable
from bot.signin.refusals import refusal

log = structlog.get_logger()
BOT_SCOPE = "https://api.botframework.com/.default"
WORKERS = 64  # a thread waits while Entra thinks: so many people are signed in at once
RETRY = Retry(0.3, tries=3)
# What MSAL raises for an answer that is no JSON, has odd members, or another nonce.
UNREADABLE = (ValueError, RuntimeError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError)
T = TypeVar("T")


class Entra:
    """Token calls for people, each with the person's own MSAL cache; and for the bot itself.

    An MSAL app is made for each call: it costs a tenth of a millisecond where HTTP client, discovery and signed
    assertion are shared, and shares neither the 60-second memory of errors nor the throttling state between people
    (protocol.md §9). Every method raises Busy, Misconfigured and what `refusal` makes of Entra's own errors.
    """

    def __init__(
        self,
        app_id: str,
        credential: ClientCredential,
        http: EntraHttp,
        redirect_uri: str,
        scopes: Sequence[str],
        health: Health,
        retry: Retry = RETRY,
    ) -> None:
        self._app_id = app_id
        self._credential = Signed(credential)
        self._http = http
        self._redirect_uri = redirect_uri
        self._scopes = tuple(scopes)
        self._health = health
        self._retry, self._once = retry, replace(retry, tries=1)
        # A form posted from Microsoft's site would come without our SameSite cookie, which ties it to its browser.
        warnings.filterwarnings("ignore", "response_mode='form_post' is recommended", UserWarning)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="entra")

    def close(self) -> None:
        """Let the threads end; calls under way run into their deadlines."""
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
        """Exchange Teams' assertion for the person's tokens, which land in `cache`."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            return app.acquire_token_on_behalf_of(assertion, list(scopes), claims_challenge=claims or None)

        result = self._checked(await self._ask(tenant_id, cache, call), tenant_id, scopes)
        return grant_of(result, scopes), identity_of(result)

    async def silent(
        self, tenant_id: str, cache: msal.SerializableTokenCache, scopes: Sequence[str], claims: str
    ) -> Grant | None:
        """A token from `cache`, or by its refresh token; None when it holds neither."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            account = next(iter(app.get_accounts()), None)
            return app.acquire_token_silent_with_error(list(scopes), account, claims_challenge=claims or None)

        result = await self._ask(tenant_id, cache, call)
        return grant_of(self._checked(result, tenant_id, scopes), scopes) if result else None

    async def begin(
        self, tenant_id: str, scopes: Sequence[str], *, claims: str, login_hint: str, prompt: str
    ) -> dict[str, Any]:
        """A fresh authorization-code flow with its own state, nonce and PKCE verifier."""

        def call(app: msal.ConfidentialClientApplication) -> dict[str, Any]:
            flow = app.initiate_auth_code_flow(
                list(scopes),
                redirect_uri=self._redirect_uri,
                login_hint=login_hint or None,
                prompt=prompt or None,
                claims_challenge=claims or None,
            )
            return dict(flow)

        return await self._ask(tenant_id, msal.SerializableTokenCache(), call)

    async def complete(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        flow: Mapping[str, Any],
        answer: Mapping[str, str],
        scopes: Sequence[str],
    ) -> tuple[Grant, Identity]:
        """Redeem the code of a flow, once; the tokens land in `cache`."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            return app.acquire_token_by_auth_code_flow(dict(flow), dict(answer))

        result = self._checked(await self._ask(tenant_id, cache, call, self._once), tenant_id, scopes)
        return grant_of(result, scopes), identity_of(result)

    async def bot_token(self, tenant_id: str) -> tuple[str, float]:
        """The app's own token for the Bot Connector and its lifetime in seconds.

        A new MSAL app without memory: when this is called, the old token is about to end or was refused.
        """

        def call(app: msal.ConfidentialClientApplication) -> object:
            return app.acquire_token_for_client([BOT_SCOPE])

        result = await self._ask(tenant_id, msal.SerializableTokenCache(), call)
        grant = grant_of(self._checked(result, tenant_id, ()), ())
        return grant.token, grant.lifetime

    def refused(self, result: Mapping[str, Any], tenant_id: str, scopes: Sequence[str]) -> BotError:
        """The error that an OAuth error response stands for."""
        return refusal(result, scopes, self.admin_consent_url(tenant_id))

    def _checked(self, result: object, tenant_id: str, scopes: Sequence[str]) -> Mapping[str, Any]:
        if not isinstance(result, dict):
            raise Busy("Entra: unreadable answer", service=Service.ENTRA)
        if "access_token" in result:
            self._health.works("entra")
            return result
        error = self.refused(result, tenant_id, scopes)
        if isinstance(error, Misconfigured):
            self._health.fails("entra", str(error))
        raise error

    async def _ask(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        call: Callable[[msal.ConfidentialClientApplication], T],
        retry: Retry | None = None,
    ) -> T:
        """Run `call` on a thread, again after 429, 5xx and lost connections while the budget lasts."""
        loop = asyncio.get_running_loop()
        until = loop.time() + ENTRA

        def run() -> T | EntraUnavailable:
            try:
                return call(self._app(tenant_id, cache, until))
            except EntraUnavailable as error:
                return error

        try:
            outcome = await (retry or self._retry)(lambda: loop.run_in_executor(self._pool, run), _asked_pause, until)
        except UNREADABLE as error:
            log.warning("entra_unreadable", error_type=type(error).__name__)
            raise Busy("Entra: unreadable answer", service=Service.ENTRA) from error
        if isinstance(outcome, EntraUnavailable):
            self._health.fails("entra", str(outcome))
            raise Busy(str(outcome), service=Service.ENTRA, retry_after=outcome.after or None)
        return outcome

    def _app(
        self, tenant_id: str, cache: msal.SerializableTokenCache, until: float
    ) -> msal.ConfidentialClientApplication:
        return self._credential.app(
            tenant_id,
            client_id=self._app_id,
            authority=f"{AUTHORITY}/{tenant_id}",
            token_cache=cache,
            http_client=self._http.client(until),
            instance_discovery=False,
            client_capabilities=["CP1"],
            azure_region=False,
        )


def _asked_pause(outcome: object) -> float | None:
    return outcome.after if isinstance(outcome, EntraUnavailable) else None
