"""Who may speak to the bot: only Teams' own channel service, for the very conversation its token is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Any

import jwt
from cachetools import LRUCache

from bot.errors import BotError, Unauthorized
from bot.model.values import value
from bot.net.jwks import SigningKeys, key_id, verified_claims
from bot.ops.at_hand import at_hand
from bot.ops.issuer_time import CLOCK_BEHIND, IssuerTime
from bot.teams.inbound.payload import TEAMS, Inbound

ISSUER = "https://api.botframework.com"
TOKENS_REMEMBERED = 10_000


class Forbidden(BotError):
    """The token is good, but not for what the activity says: 403."""


@value
class Caller:
    """A verified channel token: its claims, its end, the channels its key is endorsed for, and by which keys."""

    claims: dict[str, Any]
    expires: float
    endorsements: frozenset[str]
    keys_version: int


class ChannelAuthentication:
    """Checks inbound tokens without blocking the loop, and knows a token again that it has verified.

    The SDK's own check is synchronous, goes deaf after a key rotation, answers 500 for refused tokens, and lets any
    channel name any person. Source: Bot Connector authentication, learn.microsoft.com/azure/bot-service/rest-api.
    """

    def __init__(
        self,
        app_id: str,
        keys: SigningKeys,
        office_channels: Collection[str] = (),
        time: IssuerTime | None = None,
        report: Callable[[str], None] = lambda _fault: None,
    ) -> None:
        """`office_channels`: ids under which Outlook and Microsoft 365 may use the message extension.

        `time` is Microsoft's; `report` hears what is wrong with the clock of this machine, or "".
        """
        self._app_id = app_id
        self._keys = keys
        self._office_channels = frozenset(office_channels)
        self._time = time or IssuerTime()
        self._report = report
        self._clock_fault: str | None = None
        self._seen_fault = ""
        self._verified: LRUCache[bytes, Caller] = LRUCache(TOKENS_REMEMBERED)

    async def authenticate(self, header: str) -> Caller:
        """The caller behind an `Authorization` header. Raises Unauthorized, or KeysUnavailable when nobody can tell."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized("no bearer token")
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = at_hand(self._verified, digest)
        if known and known.expires > self._time.now() and known.keys_version == self._keys.version:
            self._look_at_clock()
            return known
        caller = self._verified[digest] = await self._verify(token)
        return caller

    def authorize(self, caller: Caller, activity: Inbound) -> None:
        """Check the activity against its token, remembered or not. Raises Forbidden."""
        if activity.channel_id != TEAMS and not self._is_office_extension(activity):
            raise Forbidden("another channel")
        if activity.channel_id not in caller.endorsements:
            raise Forbidden("the key is not endorsed for this channel")
        claimed = str(caller.claims.get("serviceurl", ""))
        if not claimed or claimed.rstrip("/") != activity.service_url.rstrip("/"):
            raise Forbidden("another service URL")

    async def tend(self) -> None:
        """See that the clock was put right, or is wrong, also while nobody writes; to be called every few seconds."""
        if self._time.fault != self._seen_fault:
            self._look_at_clock()

    def _look_at_clock(self) -> None:
        """Report it, when something has changed."""
        self._seen_fault = fault = self._time.fault
        if fault != self._clock_fault:
            self._clock_fault = fault
            self._report(fault)

    def _is_office_extension(self, activity: Inbound) -> bool:
        """The extension in another Microsoft 365 app; nothing else is served there."""
        served = activity.channel_id in self._office_channels and activity.type == "invoke"
        return served and (activity.name or "").startswith("composeExtension/")

    async def _verify(self, token: str) -> Caller:
        key = await self._keys.find(key_id(token))
        if key is None:
            raise Unauthorized("unknown key")
        try:
            claims = verified_claims(token, key, audience=[self._app_id], now=self._time.now())
        except jwt.ImmatureSignatureError:  # signed by Microsoft, in our future: nobody can make one up
            self._clock_fault = self._time.fault or CLOCK_BEHIND
            self._report(self._clock_fault)
            raise Unauthorized("not valid yet") from None
        except jwt.PyJWTError as error:
            raise Unauthorized(type(error).__name__) from None
        if claims["iss"] != ISSUER:
            raise Unauthorized("another issuer")
        self._look_at_clock()
        return Caller(claims, float(claims["exp"]), key.endorsements, self._keys.version)
