"""A certificate is read once, whatever its packaging, and a wrong one stops the start."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from bot.errors import Busy, SettingsError
from bot.signin.credential import certificate, federated
from tests.support.certificates import KEY, PUBLIC, certified
from tests.support.certificates import certificate as another

PLAIN = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
LOCKED = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
PUBLIC_PEM = PUBLIC.public_bytes(Encoding.PEM)
OTHER = another()[1].public_bytes(Encoding.PEM)
CURVE = ec.generate_private_key(ec.SECP256R1())
CURVE_PEM = CURVE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (PLAIN + PUBLIC_PEM, ""),
        (PUBLIC_PEM + PLAIN, ""),
        (PLAIN + OTHER + PUBLIC_PEM, ""),
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
        (PLAIN + OTHER, ""),
        (CURVE_PEM + certified(CURVE).public_bytes(Encoding.PEM), ""),
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


TOLD = b'{"access_token": "federated", "expires_on": "4000000000", "resource": "r", "token_type": "Bearer"}'


class Identity(BaseHTTPRequestHandler):
    """A machine's identity endpoint, as App Service has it."""

    def do_GET(self) -> None:
        body = b"<html>" if "elsewhere" in self.path else TOLD
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def identity_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Identity)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/msi/token"
    server.shutdown()
    server.server_close()


def test_the_machines_identity_is_asked_past_every_proxy(identity_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address is the machine's own, and what it gives is as good as the app's secret."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IDENTITY_ENDPOINT", identity_url)
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    assert federated("system")() == "federated"


def test_an_endpoint_that_is_no_identitys_is_told_from_entra(
    identity_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{identity_url}/elsewhere")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    with pytest.raises(Busy, match="gives no managed identity"):
        federated("system")()
