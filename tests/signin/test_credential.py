"""A certificate is read once, whatever its packaging, and a wrong one stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from bot.errors import SettingsError
from bot.signin.credential import certificate
from tests.support.certificates import KEY, PUBLIC

PLAIN = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
LOCKED = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
PUBLIC_PEM = PUBLIC.public_bytes(Encoding.PEM)


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (PLAIN + PUBLIC_PEM, ""),
        (PUBLIC_PEM + PLAIN, ""),
        (PLAIN + PUBLIC_PEM, "superfluous"),
        (LOCKED + PUBLIC_PEM, "open"),
        (pkcs12.serialize_key_and_certificates(b"bot", KEY, PUBLIC, None, NoEncryption()), ""),
        (pkcs12.serialize_key_and_certificates(b"bot", KEY, PUBLIC, None, BestAvailableEncryption(b"open")), "open"),
    ],
)
def test_key_and_certificate_are_found(tmp_path: Path, data: bytes, password: str) -> None:
    (tmp_path / "bot").write_bytes(data)
    credential = certificate(tmp_path / "bot", password)
    assert credential == {"private_key": PLAIN.decode(), "public_certificate": PUBLIC_PEM.decode()}


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (b"", ""),
        (b"nonsense", ""),
        (PUBLIC_PEM, ""),
        (PLAIN, ""),
        (LOCKED + PUBLIC_PEM, ""),
        (LOCKED + PUBLIC_PEM, "wrong"),
        (pkcs12.serialize_key_and_certificates(b"bot", KEY, PUBLIC, None, BestAvailableEncryption(b"open")), "wrong"),
        (pkcs12.serialize_key_and_certificates(b"bot", None, PUBLIC, None, NoEncryption()), ""),
    ],
)
def test_anything_else_is_refused_by_the_settings_name(tmp_path: Path, data: bytes, password: str) -> None:
    (tmp_path / "bot").write_bytes(data)
    with pytest.raises(SettingsError, match="MicrosoftAppCertificatePath"):
        certificate(tmp_path / "bot", password)
