"""Who asks, as an address: the last one on the way that is no proxy of ours; and how much is taken from one address."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler
from cachetools import LRUCache

from bot.model.values import value
from bot.ops.setting_types import Network

IpAddress = IPv4Address | IPv6Address

MOST_HOPS = 10
ADDRESSES_REMEMBERED = 10_000  # addresses; the one that was quiet for longest is forgotten, and begins anew
# A whole building signs in on a Monday through one address: four requests each, with what they load from us apart.
A_SECOND = 20.0
REQUESTS_AT_ONCE = 600


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Who asked, by the peer and X-Forwarded-For of the request; of an IPv6 address its network, as one household has.

    Each proxy appends whom it heard, so the list is read from its end, and believed as far as our proxies go.
    """
    address = _address(peer)
    for hop in reversed(forwarded.rsplit(",", MOST_HOPS)):
        before = _address(hop)
        if address is None or before is None or not any(address in network for network in trusted):
            break
        address = before
    return str(IPv6Network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def _address(text: str) -> IpAddress | None:
    """With a port or without; an IPv4 address that is written as IPv6 is one of IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    with suppress(ValueError):
        address = ip_address(text)
        return getattr(address, "ipv4_mapped", None) or address
    return None


class AddressLimit:
    """So many requests of one address at once, and so many a second from then on.

    For each address one moment is remembered: when its next request is due if all come evenly (GCRA, ITU-T I.371).
    """

    def __init__(
        self, a_second: float = A_SECOND, at_once: int = REQUESTS_AT_ONCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each = 1 / a_second
        self._ahead = (at_once - 1) / a_second
        self._clock = clock
        self._due: LRUCache[str, float] = LRUCache(ADDRESSES_REMEMBERED)

    def allows(self, address: str) -> bool:
        """Whether one more is taken now; one that is not does not count."""
        now = self._clock()
        due = max(self._due.get(address, now), now)
        if due - now > self._ahead:
            return False
        self._due[address] = due + self._each
        return True


@value
class AddressGuard:
    """Around pages: who asks too often is answered by `refuse`, and counted in `refused` as `too_often`."""

    limit: AddressLimit
    trusted: Sequence[Network]
    refuse: Callable[[web.Request], web.StreamResponse]
    refused: Counter[str]

    def around(self, routes: Iterable[web.RouteDef]) -> Iterator[web.RouteDef]:
        """The same routes, guarded."""
        for route in routes:
            yield web.RouteDef(route.method, route.path, self._guarded(cast("Handler", route.handler)), route.kwargs)

    def _guarded(self, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
            if self.limit.allows(client_address(request.remote or "", forwarded, self.trusted)):
                return await handler(request)
            self.refused["too_often"] += 1
            return self.refuse(request)

        return handle
