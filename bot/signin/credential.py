"""How the bot proves to Entra that it is the app: a secret, a certificate, or a managed identity's federated token."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msal
import requests
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificate

from bot.errors import Busy, Misconfigured, SettingsError
from bot.ops.settings import CERTIFICATE, MANAGED_IDENTITY, Settings

# Resource of the token that stands in for a secret (Entra workload identity federation).
FEDERATION = "api://AzureADTokenExchange"
FEDERATED_LIFETIME = 20 * 60  # seconds for which one federated token is used again

ClientCredential = str | dict[str, Any]


def client_credential(settings: Settings, http: Any) -> ClientCredential:
    """MSAL's `client_credential` (protocol.md §9). Raises SettingsError for an unusable certificate."""
    if settings.managed_identity:
        fetch = federated(settings.managed_identity, http)
        return {"client_assertion": msal.AutoRefresher(fetch, FEDERATED_LIFETIME)}
    if settings.certificate_path:
        return certificate(Path(settings.certificate_path), settings.certificate_password.get_secret_value())
    return settings.app_password.get_secret_value()


def certificate(path: Path, password: str) -> ClientCredential:
    """A PFX file, or a PEM file that holds both key and certificate; opened once, here, and not at every token call."""
    data, secret = path.read_bytes(), password.encode() or None
    try:
        key, public = _from_pem(data, secret) if b"-----BEGIN" in data else _from_pfx(data, secret)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {"private_key": private.decode(), "public_certificate": public.public_bytes(Encoding.PEM).decode()}
    except (ValueError, TypeError, AttributeError):
        fault = f"{CERTIFICATE}: is neither a PFX nor a PEM file with key and certificate, or its password is wrong"
        raise SettingsError([fault]) from None


def _from_pem(data: bytes, secret: bytes | None) -> tuple[Any, Any]:
    key = load_pem_private_key(data, secret if b"ENCRYPTED" in data else None)
    return key, load_pem_x509_certificate(data)


def _from_pfx(data: bytes, secret: bytes | None) -> tuple[Any, Any]:
    key, public, _chain = pkcs12.load_key_and_certificates(data, secret)
    return key, public


def federated(identity: str, http: Any) -> Callable[[], str]:
    """A callable that fetches the managed identity's token: `system`, or the client id of a user-assigned one."""
    chosen = (
        msal.SystemAssignedManagedIdentity()
        if identity.lower() == "system"
        else msal.UserAssignedManagedIdentity(client_id=identity)
    )
    client = msal.ManagedIdentityClient(chosen, http_client=http)

    def fetch() -> str:
        try:
            result = client.acquire_token_for_client(resource=FEDERATION)
        except (requests.RequestException, msal.ManagedIdentityError) as error:
            raise Busy(f"managed identity: {type(error).__name__}") from error
        if "access_token" not in result:
            raise Misconfigured(MANAGED_IDENTITY, f"no token for the managed identity ({result.get('error')})")
        return str(result["access_token"])

    return fetch
