"""Where the bot listens: IPv4 and IPv6 by default; an address that cannot be had is told in words."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack

BACKLOG = 1024  # connections that wait to be taken; who comes then, tries again only after a second
REASONS = {
    errno.EADDRINUSE: "is in use by another program: stop that one, or choose another port",
    errno.EACCES: "needs more rights than this process has: choose a port above 1023",
    errno.EADDRNOTAVAIL: "is no address of this machine: 127.0.0.1 is the machine alone, 0.0.0.0 all of its addresses",
}


def listen(host: str, port: int, settings: str = "HOST/PORT") -> list[socket.socket]:
    """Sockets that listen at `host`; at every IPv4 and IPv6 address when it is empty.

    Raises OSError whose `strerror` names the `settings` to look at.
    """
    if not host:
        return [_listen_everywhere(port, settings)]
    with ExitStack() as opened:
        sockets = [
            opened.enter_context(_listen(family, f"{host}:{port}", address, settings))
            for family, address in _addresses(host, port, settings)
        ]
        opened.pop_all()
    return sockets


def _listen_everywhere(port: int, settings: str) -> socket.socket:
    """One socket for both; for IPv4 alone where the machine has no IPv6."""
    if socket.has_dualstack_ipv6():
        try:
            return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=BACKLOG)
        except OSError as error:
            if error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                raise _explained(error, f"port {port}", settings) from None
    return _listen(socket.AF_INET, f"port {port}", ("", port), settings)


def _listen(family: int, where: str, address: tuple[str, int], settings: str) -> socket.socket:
    try:
        return socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        raise _explained(error, where, settings) from None


def _addresses(host: str, port: int, settings: str) -> list[tuple[int, tuple[str, int]]]:
    """What the name means, each address once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise OSError(error.errno, f"{settings.partition('/')[0]}: {host} is no known name or address") from None
    return list(dict.fromkeys((family, (str(address[0]), port)) for family, _, _, _, address in found))


def _explained(error: OSError, where: str, settings: str) -> OSError:
    reason = REASONS.get(error.errno or 0, f"cannot be listened at ({errno.errorcode.get(error.errno or 0, '?')})")
    return OSError(error.errno, f"{settings}: {where} {reason}")
