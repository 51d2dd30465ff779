"""Signing keys of an issuer: fetched once, again when an unknown key turns up, and kept when the issuer is down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog

log = structlog.get_logger()
FETCH_TIMEOUT = aiohttp.ClientTimeout(total=3, connect=2)
DAY = 24 * 3600.0
BURST = 2


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key and, for the Bot Connector's, the channels it may sign for (`endorsements`)."""

    id: str
    key: Any
    endorsements: frozenset[str]


async def fetch_json(http: aiohttp.ClientSession, url: str) -> Any:
    """The JSON document at `url`. Raises aiohttp.ClientError, TimeoutError or ValueError."""
    async with http.get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as response:
        response.raise_for_status()
        return await response.json(content_type=None)


def keys_at(http: aiohttp.ClientSession, url: str) -> Callable[[], Awaitable[Any]]:
    """A fetcher for a JWKS whose address is known (Entra: `{login}/{tenant}/discovery/v2.0/keys`)."""
    return lambda: fetch_json(http, url)


def keys_by_metadata(http: aiohttp.ClientSession, url: str) -> Callable[[], Awaitable[Any]]:
    """A fetcher that learns the JWKS' address from an OpenID metadata document (the Bot Connector's)."""

    async def fetch() -> Any:
        metadata = await fetch_json(http, url)
        return await fetch_json(http, str(metadata["jwks_uri"]))

    return fetch


class SigningKeys:
    """The current keys of one issuer.

    An unknown key id leads to one shared refresh: twice at once, so that a stranger's nonsense just before a rotation
    does not lock the new key out, and then once every `pause` seconds. Keys older than a day are refreshed beside
    their use. A failing refresh keeps the keys that are there. `version` grows when they have changed.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Any]],
        *,
        pause: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._pause = pause
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self.version = 0
        self._fetched = -DAY
        self._allowance = float(BURST)
        self._refilled = clock()
        self._lock = asyncio.Lock()
        self._aside: asyncio.Task[None] | None = None

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with this id, after a refresh if it is unknown; None when the issuer does not have it either."""
        if not key_id:
            return None
        if key_id not in self._keys:
            await self._look_for(key_id)
        elif self._is_old() and (self._aside is None or self._aside.done()):
            self._aside = asyncio.create_task(self._renew())
        return self._keys.get(key_id)

    async def warm(self) -> None:
        """Fetch the keys before the first request needs them; failing is no harm."""
        async with self._lock:
            await self._replace()

    async def _look_for(self, key_id: str) -> None:
        async with self._lock:
            if key_id not in self._keys and self._may_refresh():  # nobody fetched it while we waited for the lock
                await self._replace()

    async def _renew(self) -> None:
        async with self._lock:
            if self._is_old() and self._may_refresh():
                await self._replace()

    async def _replace(self) -> None:
        try:
            keys = parse_keys(await self._fetch())
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            log.warning("signing_keys_unavailable", error_type=type(error).__name__, kept=len(self._keys))
            return
        self.version += keys != self._keys
        self._keys, self._fetched = keys, self._clock()

    def _is_old(self) -> bool:
        return self._clock() - self._fetched > DAY

    def _may_refresh(self) -> bool:
        """Take one from an allowance that refills with time; without any key the refill is quick."""
        now, pause = self._clock(), self._pause if self._keys else 1.0
        self._allowance = min(float(BURST), self._allowance + (now - self._refilled) / pause)
        self._refilled = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True


def parse_keys(document: Any) -> dict[str, SigningKey]:
    """A JWKS document as keys by id; entries that are no RSA signature keys are passed over."""
    keys = (_parse_key(entry) for entry in document["keys"])
    return {key.id: key for key in keys if key}


def _parse_key(entry: Mapping[str, Any]) -> SigningKey | None:
    try:
        parsed = jwt.PyJWK.from_dict(dict(entry), algorithm="RS256")
        return SigningKey(str(entry["kid"]), parsed.key, frozenset(map(str, entry.get("endorsements") or ())))
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        return None


def verified_claims(token: str, key: SigningKey, *, audience: list[str], leeway: float = 300) -> dict[str, Any]:
    """The claims of an RS256 token with a good signature, audience and lifetime. Raises jwt.PyJWTError."""
    return jwt.decode(
        token,
        key.key,
        algorithms=["RS256"],
        audience=audience,
        leeway=leeway,
        options={"require": ["exp", "iss", "aud"]},
    )


def key_id(token: str) -> str:
    """The id of the key that signed `token`, unverified; empty for an unreadable header or another algorithm."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError):
        return ""
    return str(header.get("kid", "")) if header.get("alg") == "RS256" else ""
