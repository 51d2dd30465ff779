"""The keys that sign the sandbox's tokens; real RSA, so that the bot checks real signatures."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One RSA key with its id, as listed in a JWKS document."""

    kid: str
    private: rsa.RSAPrivateKey = field(repr=False)

    @classmethod
    def fresh(cls) -> SigningKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        number = private.public_key().public_numbers().n
        kid = base64.urlsafe_b64encode((number % 2**160).to_bytes(20, "big")).decode().rstrip("=")
        return cls(kid, private)

    @property
    def public(self) -> rsa.RSAPublicKey:
        return self.private.public_key()

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A JWT (RS256) that names this key."""
        return jwt.encode(dict(claims), self.private, algorithm="RS256", headers={"kid": self.kid})

    def jwk(self, **members: Any) -> dict[str, Any]:
        """The public half as a JWKS entry."""
        numbers = json.loads(RSAAlgorithm.to_jwk(self.public))
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": numbers["n"],
            "e": numbers["e"],
            **members,
        }


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of one pretend Microsoft 365. Making RSA keys is slow: a test session makes them once."""

    entra: SigningKey
    channel: SigningKey
    foreign: SigningKey

    @classmethod
    def fresh(cls) -> Keys:
        return cls(SigningKey.fresh(), SigningKey.fresh(), SigningKey.fresh())


def read(token: str, key: SigningKey, audiences: Sequence[str], *, now: float) -> Claims:
    """The claims of a token that `key` signed for one of `audiences`; raises jwt.InvalidTokenError otherwise.

    `now` is the sandbox's own time in seconds: expiry is measured by it and not by the machine's clock.
    """
    claims: Claims = jwt.decode(
        token,
        key.public,
        algorithms=["RS256"],
        audience=list(audiences),
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "require": ["exp", "aud", "iss"]},
    )
    if claims["exp"] <= now:
        raise jwt.ExpiredSignatureError
    return claims
