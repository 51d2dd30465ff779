"""Runs `app.py` as production does, with two differences that a laptop needs: where names lead, and when it dies.

The environment says `TEST_NAMES_LEAD_TO` (a port on loopback that plays all of Microsoft's hosts), and may say `DIE_AT`
(one of POINTS), at which the process kills itself with SIGKILL. Everything else is the bot's own start.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

import app
from bot.records.pending import Pending
from bot.teams.outbound.messenger import Messenger

MICROSOFT = (
    "login.microsoftonline.com",
    "graph.microsoft.com",
    "login.botframework.com",
    "smba.trafficmanager.net",
)
LOOPBACK = ("127.0.0.1", "localhost")
real_getaddrinfo = socket.getaddrinfo


def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
    """Microsoft's names lead to the test's port; any other name would be a call that nobody allowed."""
    if host in MICROSOFT:
        return real_getaddrinfo("127.0.0.1", int(os.environ["TEST_NAMES_LEAD_TO"]), *args, **options)
    if host in LOOPBACK:
        return real_getaddrinfo(host, port, *args, **options)
    raise OSError(f"a name that the bot has no business with: {host}")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(kind: type, method: str, *, before: bool) -> Callable[[], None]:
    """Arrange that the process dies just before, or just after, a method has run."""

    def arrange() -> None:
        original = getattr(kind, method)

        async def fatal(*args: Any, **options: Any) -> Any:
            if before:
                die()
            result = await original(*args, **options)
            if result is not None or method in {"post", "post_sign_in"}:
                die()
            return result

        setattr(kind, method, fatal)

    return arrange


POINTS: dict[str, Callable[[], None]] = {
    "received": dying(Pending, "write_down", before=False),
    "card sent": dying(Messenger, "post_sign_in", before=False),
    "exchange claimed": dying(Pending, "resume", before=False),
    "before send": dying(Messenger, "post", before=True),
    "after send": dying(Messenger, "post", before=False),
}

if __name__ == "__main__":
    socket.getaddrinfo = resolve
    if point := os.environ.get("DIE_AT"):
        POINTS[point]()
    sys.exit(app.main())
