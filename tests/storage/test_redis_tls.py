"""`rediss://` speaks TLS with a server that is who it says it is, and with no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from aiohttp.test_utils import unused_port

from bot.errors import SettingsError
from bot.ops.places import HOME
from bot.storage import checked, open_store
from tests.support.redis_server import RedisServer
from tests.support.storage import KEYRING

pytestmark = pytest.mark.redis


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[str]:
    """The address of a server with a certificate for 127.0.0.1, under an authority in ca.pem."""
    authority, port = trustme.CA(), unused_port()
    certificate = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    files = ("--tls-cert-file", f"{tmp_path}/cert.pem", "--tls-key-file", f"{tmp_path}/key.pem")
    server = RedisServer("--tls-port", str(port), "--tls-auth-clients", "no", *files).start()
    yield f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={tmp_path}/ca.pem"
    server.end()


async def test_with_its_authority_everything_works(secure: str) -> None:
    store = open_store(secure, KEYRING)
    await checked(store)
    assert await store.put("start", "k", b"value", keep=60)
    await store.close()


@pytest.mark.parametrize(("right", "wrong"), [("?ssl_ca_certs=", "?"), ("127.0.0.1", "localhost")])
async def test_a_server_that_cannot_prove_itself_is_not_spoken_to(secure: str, right: str, wrong: str) -> None:
    address = secure.partition("?")[0] if wrong == "?" else secure.replace(right, wrong)
    store = open_store(address, KEYRING)
    with pytest.raises(SettingsError, match="STORAGE_URL: Redis' certificate is not trusted"):
        await checked(store)
    await store.close()


async def test_a_server_without_tls_is_not_spoken_to() -> None:
    server = RedisServer().start()
    store = open_store(server.url.replace("redis:", "rediss:"), KEYRING)
    with pytest.raises(SettingsError, match="STORAGE_URL: Redis"):
        await checked(store)
    await store.close()
    server.end()


@pytest.fixture
def from_home(secure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same with the authority's file as it is seen from app.py, which is started elsewhere."""
    monkeypatch.chdir(tmp_path)
    address, _, file = secure.partition("?ssl_ca_certs=")
    return f"{address}?ssl_ca_certs={os.path.relpath(file, HOME)}"


async def test_an_authority_is_found_beside_app_py(from_home: str) -> None:
    store = open_store(from_home, KEYRING)
    await checked(store)
    await store.close()


def test_an_authority_is_found_where_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_bytes(trustme.CA().cert_pem.bytes())
    monkeypatch.chdir(tmp_path)
    open_store(f"rediss://127.0.0.1:{unused_port()}/0?ssl_ca_certs=ca.pem", KEYRING)  # nothing is raised


@pytest.mark.parametrize(
    ("content", "told"), [(None, "cannot be read (No such file"), ("hello", "holds no certificate")]
)
def test_an_authority_that_cannot_be_read_is_named(tmp_path: Path, content: str | None, told: str) -> None:
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    with pytest.raises(SettingsError) as caught:
        open_store(f"rediss://127.0.0.1:{unused_port()}/0?ssl_ca_certs={file}", KEYRING)
    assert f"STORAGE_URL: ssl_ca_certs: {file} {told}" in str(caught.value)
