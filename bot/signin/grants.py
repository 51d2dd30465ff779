"""What Entra gave: a token, for what and how long, and who signed in; read from an answer that may hold anything."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

import msal

from bot.errors import Busy, Service
from bot.model.values import value
from bot.net.lenient_json import number, part, text

LONGEST_LIFE = 24 * 3600.0  # seconds; Entra's tokens live an hour or so, a day at most
TOKEN = re.compile(r"[!-~]{1,32768}", re.ASCII)  # what may stand in a header


@value
class Grant:
    """An access token, what it may be used for (bare lower-case scope names), and for how many seconds.

    `named` are the same scopes as Microsoft spells them, to be shown.
    """

    token: str = field(repr=False)
    scopes: frozenset[str]
    lifetime: float
    named: tuple[str, ...] = ()


@value
class Identity:
    """Who signed in, from the id token."""

    tenant_id: str
    id: str
    username: str


def grant_of(result: Mapping[str, Any], scopes: Sequence[str]) -> Grant:
    """The grant in MSAL's answer, for at least `scopes`. Raises Busy when there is no usable token in it."""
    token = text(result, "access_token")
    if not TOKEN.fullmatch(token):
        raise Busy("Entra: an answer without a usable token", service=Service.ENTRA)
    named = {bare(scope): scope.rsplit("/", 1)[-1] for scope in (*text(result, "scope").split(), *scopes)}
    return Grant(token, frozenset(named), lifetime(part(result, "expires_in")), tuple(named.values()))


def stored_grant(
    cache: msal.TokenCache, scopes: Sequence[str], now: float, least: float, *, due: bool = False
) -> Grant | None:
    """A token of a person's own `cache` for at least `scopes` and `least` seconds; `now` is in epoch seconds.

    MSAL finds it only under the spelling in which it was asked for; Entra answers in another one. `due`: also one that
    is to be renewed ahead of its end by now.
    """
    wanted = bare_names(tuple(scopes))
    for entry in cache.search(cache.CredentialType.ACCESS_TOKEN):
        target = text(entry, "target").split()
        ends, renew = (number(entry, name) for name in ("expires_on", "refresh_on"))
        if wanted <= bare_names(tuple(target)) and ends - now > least and (due or not 0 < renew <= now):
            named = tuple(scope.rsplit("/", 1)[-1] for scope in target)
            return Grant(text(entry, "secret"), bare_names(named), ends - now, named)
    return None


def identity_of(result: Mapping[str, Any]) -> Identity:
    """Who signed in; empty where the answer does not say."""
    claims = part(result, "id_token_claims")
    return Identity(text(claims, "tid").lower(), text(claims, "oid").lower(), text(claims, "preferred_username"))


def lifetime(expires_in: object) -> float:
    """Seconds, a day at most; 0 for what is no number: such a token is used at once, and not again."""
    try:
        seconds = float(expires_in) if isinstance(expires_in, (int, float, str)) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return 0.0 if math.isnan(seconds) else min(LONGEST_LIFE, max(0.0, seconds))


def bare(scope: str) -> str:
    """A scope's name without its resource, since Entra answers in either spelling."""
    return scope.rsplit("/", 1)[-1].lower()


@lru_cache(maxsize=64)
def bare_names(scopes: tuple[str, ...]) -> frozenset[str]:
    """Several scopes' bare names."""
    return frozenset(map(bare, scopes))
