"""The bot's app registration in Entra, and how the app proves to be itself at the token endpoint."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
EXCHANGE_AUDIENCE = "api://AzureADTokenExchange"
SCOPE_ID = "c9a3b1de-5f0e-4d53-9a57-0e3d8b1f7a10"  # of access_as_user
CLIENTS = (
    "1fec8e78-bce4-4aaf-ab1b-5451cc387264",  # Teams, desktop and mobile
    "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",  # Teams, web
    "d3590ed6-52b3-4102-aeff-aad2292ab01c",  # Outlook, desktop; Microsoft 365, mobile
    "bc59ab01-8403-45c6-8796-ac3ef710b3e3",  # Outlook, web
    "27922004-5251-4030-b22d-91ecd9a37ea4",  # Outlook, mobile
    "4765445b-32c6-49b0-83e6-1d93765276ca",  # Microsoft 365, web
    "0ec893e0-5785-4de6-99da-4ed124e5296c",  # Microsoft 365, desktop
)


class WrongClient(Exception):
    """The app did not prove to be itself. `code` is the number after AADSTS."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


@dataclass
class AppRegistration:
    """What an admin enters on the registration's pages.

    `certificates` are PEM; `federated` are tokens accepted as they are, beside those of the sandbox's own managed
    identity. Redirect URIs must match exactly. `identifier_uris` None: the one that Teams wants. `exposed`: the scope
    access_as_user is there and enabled; `clients` are pre-authorized for it. All secrets end at `secrets_end`;
    `expired` ones are refused as such.
    """

    id: str
    secrets: set[str] = field(default_factory=set, repr=False)
    certificates: list[bytes] = field(default_factory=list, repr=False)
    federated: set[str] = field(default_factory=set, repr=False)
    redirect_uris: set[str] = field(default_factory=set)
    name: str = "Appointment Link"
    identifier_uris: set[str] | None = None
    token_version: int = 2
    exposed: bool = True
    clients: set[str] = field(default_factory=lambda: set(CLIENTS))
    spa_redirect_uris: set[str] = field(default_factory=set)
    secrets_end: datetime = datetime(2099, 1, 1, tzinfo=UTC)
    expired: set[str] = field(default_factory=set, repr=False)
    enabled: bool = True

    @property
    def uris(self) -> set[str]:
        """The Application ID URIs."""
        return {f"api://botid-{self.id}"} if self.identifier_uris is None else self.identifier_uris

    def document(self) -> dict[str, object]:
        """The registration as Graph has it (*application* resource)."""
        scope = {"id": SCOPE_ID, "value": "access_as_user", "type": "User", "isEnabled": True}
        return {
            "appId": self.id,
            "displayName": self.name,
            "identifierUris": sorted(self.uris),
            "api": {
                "requestedAccessTokenVersion": self.token_version,
                "oauth2PermissionScopes": [scope] if self.exposed else [],
                "preAuthorizedApplications": [
                    {"appId": client, "delegatedPermissionIds": [SCOPE_ID]} for client in sorted(self.clients)
                ],
            },
            "web": {"redirectUris": sorted(self.redirect_uris - self.spa_redirect_uris)},
            "spa": {"redirectUris": sorted(self.spa_redirect_uris)},
            "passwordCredentials": [
                {"hint": secret[:3], "endDateTime": self.secrets_end.isoformat()} for secret in sorted(self.secrets)
            ],
        }

    @property
    def audiences(self) -> tuple[str, ...]:
        """What an SSO assertion for this app may be addressed to."""
        return (self.id, f"api://{self.id}", f"api://botid-{self.id}")

    def authenticate(self, form: Mapping[str, str], audience: str) -> None:
        """Raise WrongClient unless the form proves the app by a secret or an assertion for `audience`."""
        if not self.enabled:
            raise WrongClient(7000112, f"Application '{self.id}' is disabled.")
        if form.get("client_id") != self.id:
            raise WrongClient(700016, f"Application with identifier '{form.get('client_id')}' was not found.")
        if "client_assertion" in form:
            self._check_assertion(form, audience)
        else:
            self._check_secret(form.get("client_secret", ""))

    def _check_secret(self, secret: str) -> None:
        if not secret:
            raise WrongClient(7000218, "The request body must contain: 'client_assertion' or 'client_secret'.")
        if secret in self.expired:
            raise WrongClient(7000222, "The provided client secret keys for the app are expired.")
        if not any(hmac.compare_digest(secret, known) for known in self.secrets):
            raise WrongClient(7000215, "Invalid client secret provided.")

    def _check_assertion(self, form: Mapping[str, str], audience: str) -> None:
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise WrongClient(900144, "The request body must contain 'client_assertion_type'.")
        assertion = form["client_assertion"]
        if assertion not in self.federated and not self._signed_by_certificate(assertion, audience):
            raise WrongClient(700027, "The certificate with identifier used to sign the client assertion is not known.")

    def _signed_by_certificate(self, assertion: str, audience: str) -> bool:
        return any(_verifies(assertion, certificate_key(pem), audience, self.id) for pem in self.certificates)


def certificate_key(pem: bytes) -> RSAPublicKey:
    """The public key of a PEM certificate; Entra takes RSA only."""
    key = x509.load_pem_x509_certificate(pem).public_key()
    if not isinstance(key, RSAPublicKey):
        raise TypeError("Entra takes RSA certificates only")
    return key


def _verifies(assertion: str, key: RSAPublicKey, audience: str, app_id: str) -> bool:
    try:
        claims = jwt.decode(assertion, key, algorithms=["PS256", "RS256"], audience=audience, issuer=app_id)
    except jwt.InvalidTokenError:
        return False
    return bool(claims.get("sub") == app_id)
