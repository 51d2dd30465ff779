"""Who may speak: Teams' signed token, remembered once it is verified, and what is checked on every activity."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import aiohttp
import jwt
import orjson

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"


class Refused(Exception):
    """The HTTP status of a refusal."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Keys:
    """An issuer's keys, fetched at the start."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Any, frozenset[str]]] = {}

    async def fetch(self, http: aiohttp.ClientSession, address: str) -> None:
        async with http.get(address) as answer:
            for key in orjson.loads(await answer.read())["keys"]:
                parsed = jwt.PyJWK.from_dict(key, algorithm="RS256").key
                self._keys[key["kid"]] = (parsed, frozenset(key.get("endorsements", ())))

    def claims(self, token: str, audience: str) -> tuple[dict[str, Any], frozenset[str]]:
        """Claims and endorsements. Raises Refused."""
        try:
            key, endorsements = self._keys[jwt.get_unverified_header(token)["kid"]]
            return jwt.decode(token, key, algorithms=["RS256"], audience=audience, leeway=300), endorsements
        except (jwt.PyJWTError, KeyError):
            raise Refused(401) from None


class Callers:
    """Verified callers by their token's digest."""

    def __init__(self, keys: Keys, app_id: str) -> None:
        self._keys = keys
        self._app_id = app_id
        self._known: dict[bytes, tuple[float, str, frozenset[str]]] = {}

    def check(self, header: str, activity: Mapping[str, Any], now: float) -> None:
        """Token, channel, endorsement and service URL of an activity. Raises Refused."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer":
            raise Refused(401)
        digest = hashlib.sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known is None or known[0] <= now:
            claims, endorsements = self._keys.claims(token, self._app_id)
            if claims["iss"] != ISSUER:
                raise Refused(401)
            known = self._known[digest] = (claims["exp"], claims["serviceurl"], endorsements)
        _, service_url, endorsements = known
        channel = activity["channelId"]
        if channel != "msteams" or channel not in endorsements or activity["serviceUrl"] != service_url:
            raise Refused(403)
