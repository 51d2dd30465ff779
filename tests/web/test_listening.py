"""The bot listens at IPv4 and IPv6; an address that cannot be had is told in words."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest
from aiohttp.test_utils import unused_port

from bot.web.listening import listen

HAS_IPV6 = socket.has_dualstack_ipv6()


def reaches(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        return False
    return True


def listened(stack: ExitStack, host: str) -> int:
    port = unused_port()
    for each in listen(host, port):
        stack.enter_context(each)
    return port


def test_without_a_host_both_are_served() -> None:
    with ExitStack() as stack:
        port = listened(stack, "")
        assert reaches("127.0.0.1", port)
        assert reaches("::1", port) is HAS_IPV6


@pytest.mark.parametrize(("host", "other"), [("127.0.0.1", "::1"), ("0.0.0.0", "::1")])  # noqa: S104
def test_a_host_is_served_alone(host: str, other: str) -> None:
    with ExitStack() as stack:
        port = listened(stack, host)
        assert reaches("127.0.0.1", port)
        assert not reaches(other, port)


def test_a_machine_without_ipv6_serves_ipv4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: False)
    with ExitStack() as stack:
        assert reaches("127.0.0.1", listened(stack, ""))


@pytest.mark.parametrize(("host", "where"), [("127.0.0.1", "127.0.0.1:{port}"), ("", "port {port}")])
def test_a_port_in_use_is_told_in_words(host: str, where: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="HOST/PORT: ") as refusal:
            listen(host, port)
    assert str(refusal.value.strerror).startswith(f"HOST/PORT: {where.format(port=port)} is in use by another program")


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("192.0.2.1", "HOST/PORT: 192.0.2.1:3978 is no address of this machine"),
        ("no.such.host.invalid", "HOST: no.such.host.invalid is no known name or address"),
    ],
)
def test_another_fault_is_told_in_words(host: str, words: str) -> None:
    with pytest.raises(OSError, match="HOST") as refusal:
        listen(host, 3978)
    assert str(refusal.value.strerror).startswith(words)
