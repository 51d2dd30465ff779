"""The bot's app registration in Entra, and how the app proves to be itself at the token endpoint."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
EXCHANGE_AUDIENCE = "api://AzureADTokenExchange"


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
    identity; `tenants` are the ids of the tenants where the app may be used. Redirect URIs must match exactly.
    """

    id: str
    secrets: set[str] = field(default_factory=set, repr=False)
    certificates: list[bytes] = field(default_factory=list, repr=False)
    federated: set[str] = field(default_factory=set, repr=False)
    redirect_uris: set[str] = field(default_factory=set)
    name: str = "Appointment Links"

    @property
    def audiences(self) -> tuple[str, ...]:
        """What an SSO assertion for this app may be addressed to."""
        return (self.id, f"api://{self.id}", f"api://botid-{self.id}")

    def authenticate(self, form: Mapping[str, str], audience: str) -> None:
        """Raise WrongClient unless the form proves the app by a secret or an assertion for `audience`."""
        if form.get("client_id") != self.id:
            raise WrongClient(700016, f"Application with identifier '{form.get('client_id')}' was not found.")
        if "client_assertion" in form:
            self._check_assertion(form, audience)
        else:
            self._check_secret(form.get("client_secret", ""))

    def _check_secret(self, secret: str) -> None:
        if not secret:
            raise WrongClient(7000218, "The request body must contain: 'client_assertion' or 'client_secret'.")
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
