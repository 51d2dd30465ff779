"""Signing in, put together: MSAL and what is around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.model.values import value
from bot.ops.base import Base
from bot.ops.settings import Settings
from bot.records import Records
from bot.signin.admin_consent import AdminConsent
from bot.signin.assertion import Assertions
from bot.signin.browser import SignInByBrowser
from bot.signin.credential import client_credential
from bot.signin.discovery import Discovery
from bot.signin.entra import Entra
from bot.signin.http import EntraHttp
from bot.signin.msal_runner import RETRY, MsalRunner
from bot.signin.tokens import PersonTokens

BOT_FRAMEWORK_TENANT = "botframework.com"
CALLBACK = "/auth/callback"  # the page of bot.web.signin to which Microsoft sends people back


@value
class SignInRoom:
    """What others need of it; `bot_token` fetches the bot's own token, as teams.sdk.credential wants it.

    `home` is the tenant in which the bot itself signs in.
    """

    entra: Entra
    discovery: Discovery
    assertions: Assertions
    tokens: PersonTokens
    browser: SignInByBrowser
    bot_token: Callable[[], Awaitable[tuple[str, float]]]
    home: str


def build(base: Base, records: Records, scopes: Sequence[str]) -> SignInRoom:
    """`scopes` are all that people may be asked for. Raises SettingsError for a certificate that cannot be used."""
    settings, login = base.settings, base.endpoints.login
    discovery = Discovery(base.http, login, tenant_setting(settings))
    http = EntraHttp(base.http, login, base.metrics, base.tracing, base.issuer_time.heard)
    retry = replace(RETRY, again=lambda: base.metrics.retries.add("entra"))
    credential = client_credential(settings)
    runner = MsalRunner(settings.app_id, credential, http, discovery, base.health, retry, base.loop.jammed)
    redirect_uri = f"{settings.public_url}{CALLBACK}"
    keyring = base.keyring
    consent = AdminConsent(settings.app_id, redirect_uri, scopes, keyring.prove, keyring.is_proof)
    entra = Entra(runner, redirect_uri, consent.url, base.health)
    assertions = Assertions(base.http, login, settings.app_id, settings.tenants, base.health, base.issuer_time)
    tokens = PersonTokens(base.store, entra, assertions, metrics=base.metrics)
    browser = SignInByBrowser(base.store, records, entra, tokens, consent, settings.public_url)
    home = settings.tenant_id if settings.app_type == "SingleTenant" else BOT_FRAMEWORK_TENANT
    return SignInRoom(entra, discovery, assertions, tokens, browser, lambda: entra.bot_token(home), home)


def tenant_setting(settings: Settings) -> str:
    """The variable that names the tenants served."""
    return "MicrosoftAppTenantId" if settings.app_type == "SingleTenant" else "ALLOWED_TENANTS"
