"""Values that an operator sets for the bot and for its package alike: one rule, so that what starts can be packed."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
PLACE = re.compile(rf"(?:{LABEL}(?:\.{LABEL})*|\[[0-9a-f:.]+\])(?::\d+)?", re.ASCII)  # host, port
HIGHEST_PORT = 65535
Network = IPv4Network | IPv6Network
# From these nobody's request comes over the internet: who speaks from them is a proxy, or at home.
PRIVATE = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
PRIVATE_NETWORKS: tuple[Network, ...] = tuple(map(ip_network, PRIVATE))


def guid(value: str) -> str:
    """An id as Microsoft writes it, in any spelling. Raises ValueError."""
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise ValueError("is not a GUID, such as 6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10") from None


def origin(value: str) -> str:
    """An https origin as browsers write it: small letters, no port 443, no slash at the end. Raises ValueError."""
    with suppress(ValueError):  # brackets around what is no address
        url = urlsplit(value)
        place = url.netloc.lower()
        more = url.path.strip("/") or url.query or url.fragment
        if url.scheme == "https" and _is_place(place) and not more:
            return f"https://{place.removesuffix(':443')}"
    if not value.isascii():
        raise ValueError("must be in ASCII: a name such as bücher.example is written xn--bcher-kva.example")
    raise ValueError("must be an https origin: the scheme and a host such as bot.example.com, without a path")


def _is_place(place: str) -> bool:
    """A host that can be, and a port that can be, if there is one; no user name."""
    port = re.search(r"(?<!\[):(\d+)$", place)
    return PLACE.fullmatch(place) is not None and (port is None or 0 < int(port.group(1)) <= HIGHEST_PORT)


def network(value: str | Network) -> Network:
    """Addresses of one kind: one of them, or a network of them. Raises ValueError."""
    try:
        return ip_network(value)
    except ValueError:
        raise ValueError(f"'{value}' is not an address or a network, such as 10.0.0.0/8") from None


def short_line(value: str) -> str:
    """Text that people read, on one line. Raises ValueError."""
    if not value.isprintable():
        raise ValueError("must be one line of text")
    return value.strip()


def fault_line(name: str, message: str) -> str:
    """'NAME: what is wrong', from what pydantic says."""
    message = message.removeprefix("Value error, ")
    return f"{name}: {message[0].lower()}{message[1:]}"


Guid = Annotated[str, AfterValidator(guid)]
ShortLine = Annotated[str, AfterValidator(short_line)]
Origin = Annotated[str, AfterValidator(origin)]
