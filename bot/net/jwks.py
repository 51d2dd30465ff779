"""Signing keys of an issuer: kept when the issuer is down, and renewed soon after an unknown key turns up, always."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import jwt
from cachetools import TTLCache

from bot.errors import KeysUnavailable, Service
from bot.model.values import value
from bot.ops.issuer_time import TOLERATED

KEYS_GOOD_FOR = 24 * 3600.0  # seconds
REFRESH_PAUSE = 1.0  # seconds between two refreshes, whoever asks for them
RENEWAL_PAUSE = 60.0  # … of keys that are older than a day, or could not be renewed
REFRESH_TIMEOUT = 3.5  # seconds that a caller waits for a refresh: an invoke is answered within four
MOST_WAITING = 500  # callers
LONGEST_ID = 128  # characters
MADE_UP = 1000  # ids that no issuer has, which are remembered …
MADE_UP_FOR = 10.0  # … for so many seconds: a key may be used before every copy of the document lists it
# Times are compared with the issuer's own, which PyJWT cannot.
UNTIMED: Any = {"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False}


@value
class SigningKey:
    """A public key and, for the Bot Connector's, the channels it may sign for (`endorsements`)."""

    id: str
    key: Any
    endorsements: frozenset[str]


class SigningKeys:
    """The current keys of one issuer.

    Who brings an unknown key id waits for the next refresh, which all of them share; refreshes are `pause` seconds
    apart. So a stranger's nonsense costs one request to the issuer every `pause` seconds, and a genuine new key is
    found by the next of them: there is no allowance that could be used up. Keys older than a day are refreshed beside
    their use. A document that cannot be fetched, or lists no key, replaces nothing. `version` grows when the keys have
    changed; `report` hears of every refresh: what went wrong, or "".
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Any]],
        *,
        pause: float = REFRESH_PAUSE,
        patience: float = REFRESH_TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        report: Callable[[str], None] = lambda _fault: None,
    ) -> None:
        self.version = 0
        self._fetch = fetch
        self._pause = pause
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._report = report
        self._keys: dict[str, SigningKey] = {}
        self._fetched = self._began = -KEYS_GOOD_FOR  # when the keys were last fetched, and when a refresh last began
        self._failed = False
        self._waiting = 0
        self._next: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._made_up: TTLCache[str, bool] = TTLCache(MADE_UP, MADE_UP_FOR, timer=clock)

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with this id; None when the issuer does not have it. Raises KeysUnavailable when nobody can tell."""
        if not key_id or key_id in self._made_up:
            return None
        if key_id not in self._keys:
            await self._look_for(key_id)
        elif self._is_due():
            self._coming_refresh()
        return self._keys.get(key_id)

    async def warm(self) -> None:
        """Fetch the keys before the first request needs them; failing is no harm."""
        await asyncio.shield(self._coming_refresh())

    async def tend(self) -> None:
        """Fetch the keys if there are none, only old ones, or none came last; to be called every few seconds."""
        if self._is_due():
            await self.warm()

    @property
    def age(self) -> float | None:
        """Seconds since they were fetched; None while there are none."""
        return self._clock() - self._fetched if self._keys else None

    def details(self) -> Mapping[str, object]:
        """How many keys there are, and how old they are, in seconds."""
        return {"keys": len(self._keys)} | ({"age": int(self._clock() - self._fetched)} if self._keys else {})

    async def _look_for(self, key_id: str) -> None:
        await self._refreshed()
        if key_id in self._keys:
            return
        if self._failed:
            raise KeysUnavailable("the issuer's keys cannot be fetched", service=Service.ENTRA)
        self._made_up[key_id] = True

    async def _refreshed(self) -> None:
        """Wait for a refresh that begins after now."""
        if self._waiting >= MOST_WAITING:
            raise KeysUnavailable("too many wait for the issuer's keys", service=Service.ENTRA)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await asyncio.shield(self._coming_refresh())
        except TimeoutError:
            raise KeysUnavailable("the issuer's keys are slow", service=Service.ENTRA) from None
        finally:
            self._waiting -= 1

    def _coming_refresh(self) -> asyncio.Task[None]:
        """The next refresh that has not begun yet."""
        if self._next is None:
            self._next = asyncio.create_task(self._refresh())
        return self._next

    async def _refresh(self) -> None:
        async with self._lock:
            await self._sleep(max(0.0, self._began + self._pause - self._clock()))
            self._next = None  # whoever comes from now on waits for another one
            self._began = self._clock()
            await self._replace()

    async def _replace(self) -> None:
        try:
            keys = parse_keys(await self._fetch())
        except Exception as error:  # noqa: BLE001 — whatever the network or the document is like, the keys stay
            self._failed = True
            self._report(f"the signing keys cannot be fetched ({type(error).__name__}); {len(self._keys)} are kept")
            return
        self.version += keys != self._keys
        self._keys = keys
        self._fetched = self._clock()
        self._failed = False
        self._report("")

    def _is_due(self) -> bool:
        now = self._clock()
        old = self._failed or now - self._fetched > KEYS_GOOD_FOR
        return not self._keys or (old and now - self._began > RENEWAL_PAUSE)


def parse_keys(document: Any) -> dict[str, SigningKey]:
    """A JWKS document as keys by id; entries that are no RSA signature keys are passed over.

    Raises ValueError, KeyError or TypeError for a document without any.
    """
    keys = (_parse_key(entry) for entry in document["keys"])
    found = {key.id: key for key in keys if key}
    if not found:
        raise ValueError("no usable key in the document")
    return found


def _parse_key(entry: Mapping[str, Any]) -> SigningKey | None:
    try:
        parsed = jwt.PyJWK.from_dict(dict(entry), algorithm="RS256")
        return SigningKey(str(entry["kid"]), parsed.key, frozenset(map(str, entry.get("endorsements") or ())))
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError):
        return None


def verified_claims(token: str, key: SigningKey, *, audience: list[str], now: float) -> dict[str, Any]:
    """The claims of an RS256 token with a good signature and audience that is valid `now`. Raises jwt.PyJWTError."""
    claims = jwt.decode(token, key.key, algorithms=["RS256"], audience=audience, options=UNTIMED)
    begins = max(_seconds(claims, name) for name in ("nbf", "iat"))
    if _seconds(claims, "exp") <= now - TOLERATED:
        raise jwt.ExpiredSignatureError("expired")
    if begins > now + TOLERATED:
        raise jwt.ImmatureSignatureError("not valid yet")
    return claims


def _seconds(claims: Mapping[str, Any], name: str) -> int:
    try:
        return int(claims.get(name, 0))
    except (TypeError, ValueError, OverflowError):
        raise jwt.DecodeError(f"{name} is no number") from None


def key_id(token: str) -> str:
    """The id of the key that signed `token`, unverified; empty for an unreadable header or another algorithm."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError):
        return ""
    found = header.get("kid", "")
    return found if header.get("alg") == "RS256" and isinstance(found, str) and len(found) <= LONGEST_ID else ""
