"""The SSO token that Teams hands over: believed only if it is Entra's, for this bot, and the sender's very own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import aiohttp
import jwt

from bot.errors import AssertionRefused
from bot.model import User
from bot.net.documents import keys_at
from bot.net.jwks import SigningKeys, key_id, verified_claims
from bot.ops.endpoints import application_uri
from bot.ops.health import Health
from bot.ops.issuer_time import IssuerTime

SCOPE = "access_as_user"
ANOTHER_APP = "the Application ID URI and the manifest's webApplicationInfo must be those of this app"


class Assertions:
    """Verifies SSO tokens of the tenants served (protocol.md §8)."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        login: str,
        app_id: str,
        tenants: Iterable[str],
        health: Health,
        issuer_time: IssuerTime | None = None,
    ) -> None:
        self._health = health
        self._audience = [app_id, f"api://{app_id}", application_uri(app_id)]
        self._time = issuer_time or IssuerTime()
        self._keys = {
            t: SigningKeys(keys_at(http, f"{login}/{t}/discovery/v2.0/keys"), report=self._report) for t in tenants
        }

    async def warm(self) -> None:
        """Fetch the keys before the first sign-in needs them; failing is no harm."""
        await asyncio.gather(*(keys.warm() for keys in self._keys.values()))

    async def tend(self) -> None:
        """See to it that they are there, to be called every minute: before the morning nobody may sign in."""
        await asyncio.gather(*(keys.tend() for keys in self._keys.values()))

    async def verify(self, assertion: str, user: User) -> None:
        """Raises AssertionRefused unless `assertion` is `user`'s, for this bot, and valid now; Busy when Entra's keys
        cannot be had, so that nobody can tell.
        """
        keys = self._keys.get(user.tenant_id)
        key = await keys.find(key_id(assertion)) if keys else None
        if key is None:
            raise AssertionRefused("unknown key")
        try:
            claims = verified_claims(assertion, key, audience=self._audience, now=self._time.now())
        except jwt.InvalidAudienceError:
            self._health.fails("teams_sso", f"MicrosoftAppId: {ANOTHER_APP}")
            raise AssertionRefused("another audience") from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise AssertionRefused(type(error).__name__) from None
        check_claims(claims, user)
        self._health.works("teams_sso")

    def _report(self, fault: str) -> None:
        self._health.note("entra_keys", fault)


def check_claims(claims: dict[str, Any], user: User) -> None:
    """Issuer, tenant, person and scope of a token whose signature, audience and lifetime are good."""
    tenant = user.tenant_id
    if claims.get("iss") not in {
        f"https://login.microsoftonline.com/{tenant}/v2.0",
        f"https://sts.windows.net/{tenant}/",
    }:
        raise AssertionRefused("another issuer")
    if str(claims.get("tid", "")).lower() != tenant:
        raise AssertionRefused("another tenant")
    if str(claims.get("oid", "")).lower() != user.id:
        raise AssertionRefused("another person")
    if SCOPE not in str(claims.get("scp", "")).split():
        raise AssertionRefused("another scope")
