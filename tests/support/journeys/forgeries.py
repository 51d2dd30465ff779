"""Assertions that are not the person's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt

from sandbox.world.keys import SigningKey
from sandbox.world.people import ANNA, BANK_ID, BEN, OTTO
from tests.support.journeys.world import KEYS

LATER, LONG_AGO = 4_000_000_000, 1_000_000_000


Issue = Callable[..., str]
Forger = Callable[[Issue], str]


def _issued(**claims: object) -> Forger:
    return lambda issue: issue(ANNA, **claims)


FORGERIES: dict[str, Forger] = {
    "another person's": lambda issue: issue(BEN),
    "another tenant's person": lambda issue: issue(OTTO),
    "another tenant in the claims": _issued(tid=BANK_ID),
    "another tenant's issuer": _issued(iss=f"https://login.microsoftonline.com/{BANK_ID}/v2.0"),
    "for another app": _issued(aud="00000003-0000-0000-c000-000000000000"),
    "expired": _issued(exp=LONG_AGO),
    "not valid yet": _issued(nbf=LATER),
    "for another scope": _issued(scp="User.Read"),
    "without a scope": _issued(scp=""),
    "signed by a stranger": lambda issue: resigned(KEYS.foreign, issue(ANNA)),
    "signed by a stranger under a known name": lambda issue: resigned(
        SigningKey(KEYS.entra.kid, KEYS.foreign.private), issue(ANNA)
    ),
    "not signed at all": lambda issue: jwt.encode(claims_of(issue(ANNA)), "", algorithm="none"),
    "cut short": lambda issue: issue(ANNA)[:-20],
    "no token at all": lambda _issue: "not.a.token",
    "nothing": lambda _issue: "",
}


def claims_of(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def resigned(key: SigningKey, token: str) -> str:
    """The very same claims, signed by somebody else."""
    return key.sign(claims_of(token))
