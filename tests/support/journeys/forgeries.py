"""Assertions that are not the person's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt

from sandbox.world.keys import SigningKey
from sandbox.world.people import ANNA, BANK_ID, BEN, OTTO
from tests.support.journeys.world import KEYS

LATER, LONG_AGO = 4_000_000_000, 1_000_000_000


Mint = Callable[..., str]
Forger = Callable[[Mint], str]


def _minted(**claims: object) -> Forger:
    return lambda mint: mint(ANNA, **claims)


FORGERIES: dict[str, Forger] = {
    "another person's": lambda mint: mint(BEN),
    "another tenant's person": lambda mint: mint(OTTO),
    "another tenant in the claims": _minted(tid=BANK_ID),
    "another tenant's issuer": _minted(iss=f"https://login.microsoftonline.com/{BANK_ID}/v2.0"),
    "for another app": _minted(aud="00000003-0000-0000-c000-000000000000"),
    "expired": _minted(exp=LONG_AGO),
    "not valid yet": _minted(nbf=LATER),
    "for another scope": _minted(scp="User.Read"),
    "without a scope": _minted(scp=""),
    "signed by a stranger": lambda mint: resigned(KEYS.foreign, mint(ANNA)),
    "signed by a stranger under a known name": lambda mint: resigned(
        SigningKey(KEYS.entra.kid, KEYS.foreign.private), mint(ANNA)
    ),
    "not signed at all": lambda mint: jwt.encode(claims_of(mint(ANNA)), "", algorithm="none"),
    "cut short": lambda mint: mint(ANNA)[:-20],
    "no token at all": lambda _mint: "not.a.token",
    "nothing": lambda _mint: "",
}


def claims_of(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def resigned(key: SigningKey, token: str) -> str:
    """The very same claims, signed by somebody else."""
    return key.sign(claims_of(token))
