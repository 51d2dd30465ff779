"""Certificates for tests: signed by themselves, valid for a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bot")])


def certificate() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A new private key, and its certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key, certified(key)


def certified(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """The certificate of a key."""
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(NAME).issuer_name(NAME).public_key(key.public_key())
    dated = made.serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(1))
    return dated.sign(key, hashes.SHA256())


KEY, PUBLIC = certificate()
