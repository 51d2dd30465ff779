"""Makes the tokens that Entra hands out, each signed with a real key and shaped like the real one."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable
from typing import Any

from sandbox.entra.app_registration import EXCHANGE_AUDIENCE, AppRegistration
from sandbox.world.addresses import Addresses
from sandbox.world.claims import GRAPH, TEAMS_DESKTOP
from sandbox.world.keys import Claims, SigningKey
from sandbox.world.people import Clock, Person


class TokenFactory:
    """Tokens live `lifetime` seconds; those for Graph v1, id tokens and SSO assertions v2, as Entra has them.

    The last of `identity_keys` signs the latter two, which apps check for themselves; what the others have signed is
    good, too. `key` signs what Microsoft's own services take.
    """

    def __init__(self, key: SigningKey, addresses: Addresses, clock: Clock, app: AppRegistration) -> None:
        self.key = key
        self.identity_keys = [key]
        self.lifetime = 4200
        self._addresses = addresses
        self._clock = clock
        self._app = app

    def access_token(
        self, person: Person, scopes: Iterable[str], acrs: Iterable[str] = (), capabilities: Iterable[str] = ()
    ) -> str:
        """A delegated Graph token; `acrs` are the authentication contexts the person has met, `capabilities` what the
        app said of itself."""
        return self._signed(
            {
                "aud": GRAPH,
                "iss": f"https://sts.windows.net/{person.tenant_id}/",
                "acrs": sorted(acrs),
                "appid": self._app.id,
                "idtyp": "user",
                "name": person.name,
                "oid": person.oid,
                "scp": " ".join(sorted(scopes)),
                "sub": pairwise(person, GRAPH),
                "tid": person.tenant_id,
                "upn": person.upn,
                "ver": "1.0",
                "xms_cc": sorted(capabilities),
            }
        )

    def id_token(self, person: Person, nonce: str = "") -> str:
        claims = {**self._identity(person), "nonce": nonce}
        return self._signed({name: value for name, value in claims.items() if value}, self.identity_keys[-1])

    def sso_token(self, person: Person, **overrides: Any) -> str:
        """What Teams sends in a token exchange: an assertion of the person for the bot. Any claim can be replaced."""
        claims = {
            **self._identity(person),
            "azp": TEAMS_DESKTOP,
            "azpacr": "0",
            "scp": "access_as_user",
            "rh": "0.sandbox",
        }
        return self._signed({**claims, **overrides}, self.identity_keys[-1])

    def identity_key(self, kid: str) -> SigningKey:
        """The key of this id; the newest where there is none."""
        return next((key for key in self.identity_keys if key.kid == kid), self.identity_keys[-1])

    def app_token(self, tenant_id: str, audience: str) -> str:
        """An app-only token, such as the bot's for the connector; for the app itself in the version it asks for."""
        second = audience in self._app.uris and self._app.token_version == 2
        return self._signed(
            {
                "aud": self._app.id if second else audience,
                "iss": f"https://sts.windows.net/{tenant_id}/",
                "appid": self._app.id,
                "azp": self._app.id,
                "idtyp": "app",
                "oid": f"sp-{self._app.id}",
                "tid": tenant_id,
                "ver": "2.0" if second else "1.0",
            }
        )

    def managed_identity_token(self, tenant_id: str) -> str:
        """What a managed identity presents in the app's name (federated credential)."""
        return self._signed(
            {"aud": EXCHANGE_AUDIENCE, "iss": self._addresses.issuer(tenant_id), "sub": "managed-identity"}
        )

    def client_info(self, person: Person) -> str:
        """The home account, which MSAL keys its cache by; a guest's is in another tenant."""
        home = {"uid": person.home_oid or person.oid, "utid": person.home_tenant or person.tenant_id}
        return base64.urlsafe_b64encode(json.dumps(home).encode()).decode().rstrip("=")

    def _identity(self, person: Person) -> Claims:
        return {
            "aud": self._app.id,
            "iss": self._addresses.issuer(person.tenant_id),
            "name": person.name,
            "oid": person.oid,
            "preferred_username": person.upn,
            "sub": pairwise(person, self._app.id),
            "tid": person.tenant_id,
            "ver": "2.0",
        }

    def _signed(self, claims: Claims, key: SigningKey | None = None) -> str:
        now = int(self._clock().timestamp())
        times = {"iat": now, "nbf": now - 5, "exp": now + self.lifetime, "uti": uuid.uuid4().hex}
        return (key or self.key).sign({**times, **claims})


def pairwise(person: Person, audience: str) -> str:
    """A subject that differs per app, so that nobody takes it for the person's id."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{person.oid}/{audience}").hex
