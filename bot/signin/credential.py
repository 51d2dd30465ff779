"""How the bot proves to Entra that it is the app: a secret, a certificate, or a managed identity's federated token."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

import msal
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificates

from bot.errors import Busy, Misconfigured, Service, SettingsError
from bot.ops.settings import CERTIFICATE, MANAGED_IDENTITY, Settings

# Resource of the token that stands in for a secret (Entra workload identity federation).
FEDERATION = "api://AzureADTokenExchange"
FEDERATED_LIFETIME = 20 * 60  # seconds for which one federated token is used again
IDENTITY_TIMEOUT = (1.0, 2.0)  # seconds to connect to the machine's identity endpoint, and to hear from it
NO_IDENTITY = "the machine gives no managed identity"
# The endpoint is the machine's own: no HTTP_PROXY of the environment is to see what it gives.
NO_PROXIES = {"http": "", "https": "", "all": ""}

ClientCredential = str | dict[str, Any]
T = TypeVar("T")


class OneAtATime(Generic[T]):
    """A callable of MSAL's that remembers its result for a while: of many threads, one makes it and all use it."""

    def __init__(self, remembering: Callable[[], T]) -> None:
        self._remembering = remembering
        self._lock = Lock()

    def __call__(self) -> T:
        with self._lock:
            return self._remembering()


class MsalApps:
    """Makes MSAL apps that share what proves who we are.

    With a certificate, MSAL signs an assertion for each app, which takes thirty times as long as all the rest; it is
    good for minutes, and so made once a tenant.
    """

    def __init__(self, credential: ClientCredential) -> None:
        self._credential = credential
        self._shared: dict[str, ClientCredential] = {}

    def app(self, tenant_id: str, **options: Any) -> msal.ConfidentialClientApplication:
        """An app for the tenant, with MSAL's own `options`."""
        known = self._shared.get(tenant_id, self._credential)
        app = msal.ConfidentialClientApplication(client_credential=known, **options)
        if isinstance(known, str) or "private_key" not in known:
            return app
        self._shared.setdefault(tenant_id, {"client_assertion": OneAtATime(app.client.client_assertion)})
        return self.app(tenant_id, **options)


def client_credential(settings: Settings) -> ClientCredential:
    """MSAL's `client_credential` (protocol.md §9). Raises SettingsError for an unusable certificate."""
    if settings.managed_identity:
        fetch = federated(settings.managed_identity)
        return {"client_assertion": OneAtATime(msal.AutoRefresher(fetch, FEDERATED_LIFETIME))}
    if settings.certificate_path:
        return certificate(Path(settings.certificate_path), settings.certificate_password.get_secret_value())
    return settings.app_password.get_secret_value()


def certificate(path: Path, password: str) -> ClientCredential:
    """A PFX file, or a PEM file that holds both key and certificate; opened once, here, and not at every token call."""
    secret = password.encode() or None
    try:
        data = path.read_bytes()
        key, public = _from_pem(data, secret) if b"-----BEGIN" in data else _from_pfx(data, secret)
        if not isinstance(key, RSAPrivateKey):
            raise SettingsError([f"{CERTIFICATE}: Entra takes RSA keys only, and this is another kind"])
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {"private_key": private.decode(), "public_certificate": public.public_bytes(Encoding.PEM).decode()}
    except OSError as error:
        raise SettingsError([f"{CERTIFICATE}: {path} cannot be read ({error.strerror})"]) from None
    except (ValueError, TypeError, AttributeError, StopIteration):
        fault = (
            f"{CERTIFICATE}: is neither a PFX nor a PEM file with a key and its certificate, or its password is wrong"
        )
        raise SettingsError([fault]) from None


def _from_pem(data: bytes, secret: bytes | None) -> tuple[Any, Any]:
    key = load_pem_private_key(data, secret if b"ENCRYPTED" in data else None)
    # Those of authorities may stand before it.
    return key, next(each for each in load_pem_x509_certificates(data) if each.public_key() == key.public_key())


def _from_pfx(data: bytes, secret: bytes | None) -> tuple[Any, Any]:
    key, public, _chain = pkcs12.load_key_and_certificates(data, secret)
    return key, public


def federated(identity: str) -> Callable[[], str]:
    """A callable that fetches the managed identity's token: `system`, or the client id of a user-assigned one."""
    chosen = (
        msal.SystemAssignedManagedIdentity()
        if identity.lower() == "system"
        else msal.UserAssignedManagedIdentity(client_id=identity)
    )
    http = requests.Session()  # MSAL insists on this kind where the bot runs on Service Fabric
    http.request = partial(http.request, timeout=IDENTITY_TIMEOUT, proxies=NO_PROXIES)  # type: ignore[method-assign]
    client = msal.ManagedIdentityClient(chosen, http_client=http)

    def fetch() -> str:
        try:
            result = client.acquire_token_for_client(resource=FEDERATION)
        except (requests.RequestException, ValueError) as error:  # MSAL's own, or a page: another cloud is there
            raise Busy(f"{NO_IDENTITY}: {type(error).__name__}", service=Service.ENTRA) from error
        if "access_token" not in result:
            raise Misconfigured(MANAGED_IDENTITY, f"no token for the managed identity ({result.get('error')})")
        return str(result["access_token"])

    return fetch
