"""Whose request it is, behind proxies or not, and that one address cannot take the pages from all others."""

from __future__ import annotations

from collections import Counter

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.ops.setting_types import PRIVATE_NETWORKS
from bot.web.addresses import ADDRESSES_REMEMBERED, AddressGuard, AddressLimit, client_address

PROXY, CLIENT, OTHER = "10.0.0.7", "203.0.113.9", "198.51.100.4"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (CLIENT, "", CLIENT),
        (CLIENT, OTHER, CLIENT),  # whoever speaks to us directly may write there what they like
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{OTHER}, {CLIENT}", CLIENT),  # the client wrote the first one itself
        (PROXY, f"{OTHER}, {CLIENT}, 10.0.0.8", CLIENT),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, f"{CLIENT}, unknown", PROXY),
        (PROXY, f"{CLIENT}:51234", CLIENT),
        (PROXY, "[2001:db8:1:2:3::4]:443", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.7", CLIENT, CLIENT),
        ("2001:db8:1:2::99", "", "2001:db8:1:2::/64"),
        ("", CLIENT, "None"),  # a socket without addresses: everybody is one
        (PROXY, "," * 300_000, PROXY),
    ],
)
def test_the_address_is_the_last_one_that_is_no_proxy_of_ours(peer: str, forwarded: str, address: str) -> None:
    assert client_address(peer, forwarded, PRIVATE_NETWORKS) == address


def test_where_no_proxy_is_trusted_the_peer_is_who_asks() -> None:
    assert client_address(PROXY, CLIENT, ()) == PROXY


def test_so_many_at_once_and_so_many_a_second_from_then_on() -> None:
    now = 100.0
    limit = AddressLimit(a_second=2, at_once=3, clock=lambda: now)
    assert [limit.allows(CLIENT) for _ in range(5)] == [True, True, True, False, False]
    assert limit.allows(OTHER)
    now += 0.5
    assert [limit.allows(CLIENT) for _ in range(2)] == [True, False]
    now += 60
    assert [limit.allows(CLIENT) for _ in range(4)] == [True, True, True, False]


def test_what_is_remembered_is_bounded() -> None:
    limit = AddressLimit(a_second=1, at_once=1, clock=lambda: 0.0)
    for number in range(ADDRESSES_REMEMBERED + 5):
        limit.allows(str(number))
    assert len(limit._due) == ADDRESSES_REMEMBERED
    assert not limit.allows(str(ADDRESSES_REMEMBERED + 4))


async def test_who_asks_too_often_is_refused_and_counted_and_others_are_not() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="page")

    refused: Counter[str] = Counter()
    guard = AddressGuard(
        AddressLimit(at_once=2, clock=lambda: 0.0), PRIVATE_NETWORKS, lambda _request: web.Response(status=429), refused
    )
    app = web.Application()
    app.add_routes(guard.around([web.get("/page", page)]))
    async with TestClient(TestServer(app)) as client:
        seen = [await client.get("/page", headers={"X-Forwarded-For": who}) for who in (CLIENT, CLIENT, CLIENT, OTHER)]
    assert [answer.status for answer in seen] == [200, 200, 429, 200]
    assert refused == {"too_often": 1}
