"""What the bot asks of Entra, through MSAL, and what the answers mean."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msal

from bot.errors import AssertionRefused, BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.ops.health import Health
from bot.signin.grants import Grant, Identity, grant_of, identity_of
from bot.signin.msal_runner import MsalRunner
from bot.signin.refusals import refusal

BOT_SCOPE = "https://api.botframework.com/.default"


class Entra:
    """Token calls for people, each with the person's own MSAL cache; and for the bot itself.

    Every method raises Busy, Misconfigured and what `refusal` makes of Entra's own errors.
    """

    def __init__(
        self, runner: MsalRunner, redirect_uri: str, admin_consent_url: Callable[[str], str], health: Health
    ) -> None:
        """`admin_consent_url` makes the link with which an admin of a tenant approves (bot.signin.admin_consent)."""
        self._runner = runner
        self._redirect_uri = redirect_uri
        self.admin_consent_url = admin_consent_url
        self._health = health
        # A form posted from Microsoft's site would come without our SameSite cookie, which ties it to its browser.
        warnings.filterwarnings("ignore", "response_mode='form_post' is recommended", UserWarning)

    async def close(self) -> None:
        """Let the threads end."""
        self._runner.close()

    async def on_behalf_of(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        assertion: str,
        scopes: Sequence[str],
        claims: str,
        *,
        who: str = "",
    ) -> tuple[Grant, Identity]:
        """Exchange Teams' assertion for the person's tokens, which land in `cache`; `who` is their key."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            return app.acquire_token_on_behalf_of(assertion, list(scopes), claims_challenge=claims or None)

        result = self._checked(await self._runner.run(tenant_id, cache, call, who=who), tenant_id, scopes)
        return grant_of(result, scopes), identity_of(result)

    async def silent(
        self,
        tenant_id: str,
        cache: msal.SerializableTokenCache,
        scopes: Sequence[str],
        claims: str,
        *,
        who: str = "",
    ) -> Grant | None:
        """A new token by the refresh token in `cache`; None when it holds none."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            account = next(iter(app.get_accounts()), None)
            return app.acquire_token_silent_with_error(
                list(scopes),
                account,
                force_refresh=True,  # or MSAL hands out a token that is due for renewal in the place of a refusal
                claims_challenge=claims or None,
            )

        result = await self._runner.run(tenant_id, cache, call, who=who)
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

        return await self._runner.run(tenant_id, msal.SerializableTokenCache(), call)

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

        result = self._checked(await self._runner.run(tenant_id, cache, call, once=True), tenant_id, scopes)
        return grant_of(result, scopes), identity_of(result)

    async def bot_token(self, tenant_id: str) -> tuple[str, float]:
        """The app's own token for the Bot Connector and its lifetime in seconds.

        A new MSAL app without memory: when this is called, the old token is about to end or was refused.
        """
        result = await self.own_answer(tenant_id, BOT_SCOPE)
        try:
            grant = grant_of(self._checked(result, tenant_id, ()), ())
        except (Denied, SignInRequired, AssertionRefused) as error:  # no person can do anything about it
            fault = Misconfigured("MicrosoftAppId", f"Entra refuses the bot's own sign-in: {error}")
            self._health.fails("entra", str(fault))
            raise fault from error
        return grant.token, grant.lifetime

    async def own_answer(self, tenant_id: str, scope: str) -> object:
        """What Entra answers to the app's own sign-in (client credentials) for `scope`, be it a token or an error."""

        def call(app: msal.ConfidentialClientApplication) -> object:
            return app.acquire_token_for_client([scope])

        return await self._runner.run(tenant_id, msal.SerializableTokenCache(), call)

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
