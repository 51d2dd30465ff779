"""What the pretend Microsoft 365 remembers from one demo to the next: its keys, consents and sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from sandbox.entra.token_endpoint import Session
from sandbox.microsoft365 import Microsoft365
from sandbox.world.keys import Keys, SigningKey
from sandbox.world.people import Person


class DemoMemory:
    """One JSON file. Without it, whoever was signed in would have to sign in again after every restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        self._keys = _keys(self._kept["keys"]) if self._kept else Keys.fresh()

    def keys(self) -> Keys:
        return self._keys

    def recall(self, microsoft365: Microsoft365) -> None:
        """Consents and sessions of the last time; people who are no longer there are forgotten."""
        find = microsoft365.directory.by_oid
        for oid, scopes in self._kept.get("consents", {}).items():
            if person := find(oid):
                microsoft365.consents.grant(person, scopes)
        for token, oid, acrs in self._kept.get("sessions", ()):
            if person := find(oid):
                microsoft365.token_endpoint.sessions[token] = Session(person, frozenset(acrs))

    def keep(self, microsoft365: Microsoft365) -> None:
        """Write it all down, for its owner's eyes only."""
        people: list[Person] = list(microsoft365.directory)
        sessions = microsoft365.token_endpoint.sessions.items()
        kept = {
            "keys": {name: _text(getattr(self._keys, name)) for name in ("entra", "channel", "foreign")},
            "consents": {person.oid: sorted(microsoft365.consents.granted(person)) for person in people},
            "sessions": [(token, session.person.oid, sorted(session.acrs)) for token, session in sessions],
        }
        new = self._file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(json.dumps(kept, indent=1))
        new.replace(self._file)  # a demo that is killed half-way leaves the old file whole


def _text(key: SigningKey) -> tuple[str, str]:
    return key.kid, key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _keys(kept: Mapping[str, tuple[str, str]]) -> Keys:
    return Keys(**{name: _key(*parts) for name, parts in kept.items()})


def _key(kid: str, text: str) -> SigningKey:
    private = load_pem_private_key(text.encode(), None)
    if not isinstance(private, RSAPrivateKey):
        raise TypeError("the sandbox signs with RSA")
    return SigningKey(kid, private)
