"""login.botframework.com: the keys by which a bot knows that an activity comes from Teams."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.teams.conversations import Conversations
from sandbox.world.addresses import Addresses
from sandbox.world.answers import error
from sandbox.world.faults import Fault
from sandbox.world.injection import FaultInjector
from sandbox.world.keys import SigningKey
from sandbox.world.people import Clock
from sandbox.world.troubles import Troubles

ISSUER = "https://api.botframework.com"
TEAMS_AND_OUTLOOK = ("msteams", "skype", "outlook", "m365extensions")


class Channel:
    """Publishes the channel's keys and signs for it.

    `key` signs for Teams and is endorsed so; `foreign_key` is published too, but endorsed for other channels only.
    """

    token_seconds = 3600

    def __init__(
        self,
        key: SigningKey,
        foreign_key: SigningKey,
        conversations: Conversations,
        addresses: Addresses,
        clock: Clock,
        troubles: Troubles,
    ) -> None:
        self.conversations = conversations
        self.key = key
        self.foreign_key = foreign_key
        self.former: list[SigningKey] = []
        self.endorsements: dict[str, list[str]] = {
            key.kid: [*TEAMS_AND_OUTLOOK],
            foreign_key.kid: ["directline", "webchat"],
        }
        self._addresses = addresses
        self._clock = clock
        self._faults = FaultInjector(troubles, "channel", _about, _unavailable)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v1/.well-known/openidconfiguration", self._faults.around(self.configuration)),
            web.get("/v1/.well-known/keys", self._faults.around(self.keys)),
        ]

    def rotate(self, key: SigningKey | None = None, *, overlap: bool = False) -> SigningKey:
        """From now on Teams signs with another key; the old one stays published only with `overlap`."""
        if overlap:
            self.former.append(self.key)
        self.key = key or SigningKey.fresh()
        self.endorsements[self.key.kid] = [*TEAMS_AND_OUTLOOK]
        return self.key

    def channel_token(self, app_id: str, service_url: str, *, key: SigningKey | None = None, **overrides: Any) -> str:
        """The bearer token of an activity for the bot `app_id` that came through `service_url`."""
        now = int(self._clock().timestamp())
        claims = {
            "serviceurl": service_url,
            "nbf": now - 60,
            "exp": now + self.token_seconds,
            "iss": ISSUER,
            "aud": app_id,
        }
        return (key or self.key).sign({**claims, **overrides})

    async def configuration(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": f"{self._addresses.channel}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def keys(self, _request: web.Request) -> web.Response:
        published = [self.key, self.foreign_key, *self.former]
        return web.json_response({"keys": [k.jwk(endorsements=self.endorsements[k.kid]) for k in published]})


async def _about(request: web.Request) -> tuple[str, str]:
    return "", request.path


def _unavailable(_request: web.Request, fault: Fault) -> web.Response:
    return error(fault.told(503) or 503, {"message": "Service unavailable"}, fault.headers)
