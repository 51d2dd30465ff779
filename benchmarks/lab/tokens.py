"""Tokens: those that a bot verifies are really signed, those that it only carries are as long as real ones."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from benchmarks.lab.world import APP_ID, TENANT, Person
from sandbox.world.keys import SigningKey

ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"
ACCESS_LENGTH = 2200
REFRESH_LENGTH = 1000
BOT_FRAMEWORK = "https://api.botframework.com"
LIFETIME = 24 * 3600


def channel_token(key: SigningKey, service_url: str) -> str:
    """What Teams signs its activities with; good long before and after, for the bot's clock jumps in some hours."""
    now = int(time.time())
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": service_url}
    return key.sign({**claims, "nbf": now - LIFETIME, "iat": now - LIFETIME, "exp": now + LIFETIME})


def assertion(key: SigningKey, person: Person) -> str:
    """Teams' SSO assertion of a person for the bot."""
    return key.sign({**identity(person), "aud": APP_ID, "scp": "access_as_user", "azp": "1fec8e78-bce4"})


def identity(person: Person) -> dict[str, Any]:
    """The claims of an id token."""
    now = int(time.time())
    return {
        "aud": APP_ID,
        "iss": ISSUER,
        "name": person.name,
        "oid": person.oid,
        "preferred_username": person.upn,
        "sub": f"sub-{person.n}",
        "tid": TENANT,
        "ver": "2.0",
        "iat": now,
        "nbf": now - 5,
        "exp": now + LIFETIME,
    }


def token_answer(person: Person, scopes: str, lifetime: int = LIFETIME) -> dict[str, Any]:
    """What Entra's token endpoint gives for a person; the id token's signature is not one, for nobody looks at it."""
    home = {"uid": person.oid, "utid": TENANT}
    return {
        "token_type": "Bearer",
        "scope": scopes,
        "expires_in": lifetime,
        "ext_expires_in": lifetime,
        "access_token": opaque(person, ACCESS_LENGTH),
        "refresh_token": opaque(person, REFRESH_LENGTH),
        "id_token": unsigned(identity(person)),
        "client_info": encoded(home),
    }


def app_token() -> str:
    """The bot's own token: readable, for some SDKs look at its end, and signed by nobody."""
    now = int(time.time())
    claims = {"aud": BOT_FRAMEWORK, "appid": APP_ID, "tid": TENANT, "iat": now, "exp": now + LIFETIME}
    return unsigned({**claims, "iss": f"https://sts.windows.net/{TENANT}/"})


def unsigned(claims: dict[str, Any]) -> str:
    """A JWT whose signature is none."""
    return f"{encoded({'alg': 'RS256', 'typ': 'JWT'})}.{encoded(claims)}.{'A' * 342}"


def opaque(person: Person, length: int) -> str:
    """A token that only its issuer reads; the person stands at its end."""
    return "eyJ" + f"{person.n:012x}".rjust(length - 3, "t")


def encoded(value: Any) -> str:
    """JSON in base64 as in a JWT."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
