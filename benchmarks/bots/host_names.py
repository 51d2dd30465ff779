"""Microsoft's host names lead to the lab's port, inside the process that imports this; no other name leads anywhere.

It needs nothing but Python, so that bots of any framework can be started with it.
"""

from __future__ import annotations

import contextlib
import socket
from typing import Any

MICROSOFT = frozenset(
    {
        "login.microsoftonline.com",
        "login.windows.net",
        "graph.microsoft.com",
        "login.botframework.com",
        "smba.trafficmanager.net",
    }
)
HERE = frozenset({None, "", "127.0.0.1", "0.0.0.0", "localhost", "::1", "::"})


def lead_to(port: int) -> None:
    """From now on names are resolved in this way, in asyncio, in uvloop and in threads."""
    known = socket.getaddrinfo

    def resolve(host: Any, asked: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name in MICROSOFT:
            options.pop("flags", None)
            return known("127.0.0.1", port, *args[:3], **options)
        if name in HERE:
            return known(host, asked, *args, **options)
        raise OSError(f"a name that a bot has no business with: {name}")

    socket.getaddrinfo = resolve  # type: ignore[assignment]
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415 - not every framework has it

        async def in_loop(_loop: Any, host: Any, asked: Any, **options: Any) -> Any:
            return resolve(host, asked, **options)

        uvloop.Loop.getaddrinfo = in_loop  # type: ignore[method-assign, assignment]
